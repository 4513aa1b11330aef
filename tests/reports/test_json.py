"""The report for programs: verbatim, stable, and what its schema says."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from careguide.finding import Finding, Severity
from careguide.pipeline import Checked
from careguide.reports import report
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import verdict
from careguide.source.place import Place
from conftest import Golden
from reports.example import FINDINGS, MASSAGE_FILE, ROOT, example

SCHEMA = json.loads((Path(__file__).parents[2] / "schema" / "report.schema.json").read_text(encoding="utf-8"))


def of(*findings: Finding) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(report("json", Run([verdict(Checked("a", {}, None, findings))], {}, ROOT)))
    Draft202012Validator(SCHEMA).validate(told)
    return told


def test_verbatim(golden: Golden) -> None:
    golden("reports/report.json", report("json", example()))


def test_fits_its_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(report("json", example())))


def test_fits_its_schema_without_findings() -> None:
    assert of()["summary"] == {"guides": 1, "files": 0, "error": 0, "warning": 0, "info": 0, "acknowledged": 0}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_findings_is_always_the_same(seed: int) -> None:
    shuffled = Random(seed).sample(FINDINGS, len(FINDINGS))
    assert of(*shuffled) == of(*FINDINGS)


def test_acknowledged_findings_are_counted_apart() -> None:
    summary = json.loads(report("json", example()))["summary"]
    assert summary == {"guides": 1, "files": 4, "error": 5, "warning": 1, "info": 1, "acknowledged": 2}


def test_a_path_is_a_json_pointer() -> None:
    place = Place(MASSAGE_FILE, ("a/b", "c~d", 0))
    assert of(Finding("a/b", Severity.ERROR, "x", place))["findings"][0]["path"] == "/a~1b/c~0d/0"


def test_text_that_is_no_unicode_does_not_break_it() -> None:
    """A lone surrogate is written as an escape, which JSON understands, when the report is put out."""
    text = report(
        "json",
        Run(
            [verdict(Checked("a", {}, None, (Finding("a/b", Severity.INFO, "\udc80", Place(MASSAGE_FILE)),)))], {}, ROOT
        ),
    )
    assert json.loads(text.encode(errors="backslashreplace"))["findings"][0]["message"] == "\udc80"
