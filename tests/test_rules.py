"""Every rule: its manual, its examples, its cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from careguide import pipeline
from careguide.content.guide import Guide
from careguide.edition import Edition, Export
from careguide.engine.registry import rules
from careguide.engine.rule import Rule
from careguide.engine.run import run_on_export
from careguide.finding import Finding
from careguide.project import Project
from careguide.reports.parts.catalogue import catalogue
from overlay import PROJECT, expectations, lay_over

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*/*/*.yaml"))
FIXABLE = {entry.id for entry in catalogue().values() if entry.fixable}


@pytest.fixture(scope="module")
def base() -> Guide:
    checked = pipeline.check_guide(Project(PROJECT), "base")
    assert checked.findings == ()
    assert checked.guide is not None
    return checked.guide


def check(files: Mapping[str, str], root: Path, rule: Rule) -> tuple[Finding, ...]:
    """The findings of a guide with these files, checked in a project of its own.

    For a rule about exports there are also those about an export that shows no note at all.
    """
    (root / "careguide.toml").write_bytes((PROJECT / "careguide.toml").read_bytes())
    folder = root / "sources" / "base"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    checked = pipeline.check_guide(Project(root), "base")
    if checked.guide is None or rule.subject is not Export:
        return checked.findings
    edition = Edition(checked.guide, "publisher", "https://example.org", {})
    return (*checked.findings, *run_on_export(Export(edition, "forgetful", {}), rules()))


def found(findings: Iterable[Finding]) -> set[tuple[str, int, str]]:
    return {(f.place.source.path.name, f.place.span.line, f.rule) for f in findings if not f.acknowledged_by}


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_bad_example_triggers_exactly_its_rule(rule: Rule, base: Guide, tmp_path: Path) -> None:
    findings = check(lay_over(rule.manual.bad, base), tmp_path, rule)
    assert {finding.rule for finding in findings} == {rule.id}, [f.message for f in findings]


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_good_example_triggers_nothing(rule: Rule, base: Guide, tmp_path: Path) -> None:
    findings = check(lay_over(rule.manual.good, base), tmp_path, rule)
    assert findings == (), [f"{f.rule}: {f.message}" for f in findings]


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(CASES)) for file in FILES])
def test_case(file: Path, base: Guide, tmp_path: Path) -> None:
    files = lay_over(file.read_text(encoding="utf-8"), base)
    findings = check(files, tmp_path, rules()[f"{file.parent.parent.name}/{file.parent.name}"])
    assert found(findings) == expectations(files)
    assert {finding.rule for finding in findings if finding.fix} <= FIXABLE


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_rule_has_a_failing_and_a_passing_case(rule: Rule) -> None:
    cases = [file.read_text(encoding="utf-8") for file in FILES if file.parent == CASES / rule.id]
    expecting = [f"expect: {rule.id}" in text or f", {rule.id}" in text for text in cases]
    assert any(expecting), "no case in which the rule finds something"
    assert not all(expecting), "no case in which the rule finds nothing"


def test_every_case_belongs_to_a_rule() -> None:
    assert {f"{file.parent.parent.name}/{file.parent.name}" for file in FILES} <= set(rules())
