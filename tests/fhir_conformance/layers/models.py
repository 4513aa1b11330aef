"""fhir.resources, the pydantic models of R4B: for the types that a Bundle of ours uses, R4B is R4 with additions."""

from __future__ import annotations

from collections.abc import Iterator

from conformance import tools
from fhir_conformance.definitions import Json
from fhir_conformance.report import Issue


def check(resource: Json) -> Iterator[Issue]:
    if resource["resourceType"] == "Bundle":
        resource = resource | {"entry": [{k: v for k, v in e.items() if k != "resource"} for e in resource["entry"]]}
    models = tools.module("fhir.resources.R4B")
    faults = tools.module("pydantic").ValidationError
    try:
        models.get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    except faults as found:
        for error in found.errors():
            where = ".".join(map(str, (resource["resourceType"], *error["loc"])))
            yield Issue("error", where, error["msg"])
    except (KeyError, ValueError, LookupError) as fault:
        yield Issue("error", resource["resourceType"], str(fault))
