"""fhirkit-rs: every resource and datatype of the specification, in Rust."""

from __future__ import annotations

import json
from collections.abc import Iterator

from conformance import tools
from fhir_conformance.definitions import Json
from fhir_conformance.report import Issue


def check(resource: Json) -> Iterator[Issue]:
    validator = tools.module("fhirkit")
    text = json.dumps(resource)
    try:
        read = validator.parse(text)
    except (validator.ParseError, validator.ValidationError) as fault:
        yield Issue("error", resource["resourceType"], str(fault))
        return
    assert read.resource_type == resource["resourceType"]
    for issue in validator.validate(text):
        yield Issue(issue.severity, issue.path, issue.message)
