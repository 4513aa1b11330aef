"""The Bundle, held against fhirkit-rs and HL7's own schema."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conformance.broken import reshape
from conformance.checkers.fhir import fhirkit, hl7_schema
from conformance.checkers.report import Judge, Report

pytestmark = pytest.mark.conformance

Checker = Callable[[Path], Report]

CHECKERS = [pytest.param(fhirkit, id="fhirkit-rs"), pytest.param(hl7_schema, id="hl7-schema")]


def plan(bundle: Any) -> Any:
    resources = (entry["resource"] for entry in bundle["entry"])
    return next(resource for resource in resources if resource["resourceType"] == "PlanDefinition")


def unknown_code(bundle: Any) -> None:
    plan(bundle)["status"] = "nearly-done"


def malformed_code(bundle: Any) -> None:
    plan(bundle)["status"] = " draft "


def wrong_type(bundle: Any) -> None:
    plan(bundle)["experimental"] = "yes"


def unknown_property(bundle: Any) -> None:
    plan(bundle)["colour"] = "green"


def missing_status(bundle: Any) -> None:
    del plan(bundle)["status"]


@pytest.mark.parametrize("check", CHECKERS)
def test_has_no_problem(check: Checker, bundle: Path, passes: Judge) -> None:
    passes(check(bundle))


@pytest.mark.parametrize(
    ("check", "fault", "problem"),
    [
        pytest.param(fhirkit, malformed_code, "status", id="fhirkit-rs-malformed-code"),
        pytest.param(fhirkit, missing_status, "status", id="fhirkit-rs-missing-status"),
        pytest.param(fhirkit, wrong_type, "experimental", id="fhirkit-rs-wrong-type"),
        pytest.param(fhirkit, unknown_property, "colour", id="fhirkit-rs-unknown-property"),
        pytest.param(hl7_schema, unknown_code, "nearly-done", id="hl7-schema-unknown-code"),
        pytest.param(hl7_schema, wrong_type, "experimental", id="hl7-schema-wrong-type"),
        pytest.param(hl7_schema, unknown_property, "colour", id="hl7-schema-unknown-property"),
    ],
)
def test_a_fault_is_found(
    check: Checker, fault: Callable[[Any], None], problem: str, bundle: Path, tmp_path: Path
) -> None:
    bad = reshape(bundle, tmp_path / "bad.fhir.json", fault)
    assert re.search(problem, "\n".join(check(bad).problems))


@pytest.mark.parametrize("check", CHECKERS)
def test_a_file_that_is_not_there_is_no_success(check: Checker, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "missing.fhir.json")
