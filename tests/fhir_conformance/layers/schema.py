"""HL7's own fhir.schema.json, each resource against its own definition.

As a whole, a Bundle fails without saying where.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from jsonschema import Draft6Validator

from fhir_conformance import definitions
from fhir_conformance.definitions import Json
from fhir_conformance.report import Issue


def check(resource: Json) -> Iterator[Issue]:
    if resource["resourceType"] == "Bundle":
        entries = [{k: v for k, v in entry.items() if k != "resource"} for entry in resource["entry"]]
        resource = resource | {"entry": entries}
    for error in _validator(resource["resourceType"]).iter_errors(resource):
        yield Issue("error", error.json_path, error.message[:200])


@cache
def _validator(kind: str) -> Draft6Validator:
    schema = definitions.package()["openapi/fhir.schema.json"]
    if kind not in schema["definitions"]:
        return Draft6Validator({"not": {}})
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": schema["definitions"]})
