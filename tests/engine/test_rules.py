"""Every rule: its manual, its examples, its cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from careguide.engine.registry import rules
from careguide.engine.rule import Rule
from careguide.testing import case_faults, example_faults

CASES = Path(__file__).parents[1] / "cases"
FILES = sorted(CASES.glob("*/*/*.yaml"))


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_examples_show_the_rule_and_nothing_else(rule: Rule) -> None:
    assert example_faults(rule) == []


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(CASES)) for file in FILES])
def test_case(file: Path) -> None:
    rule = rules()[f"{file.parent.parent.name}/{file.parent.name}"]
    assert case_faults(rule, file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
def test_rule_has_a_failing_and_a_passing_case(rule: Rule) -> None:
    cases = [file.read_text(encoding="utf-8") for file in FILES if file.parent == CASES / rule.id]
    expecting = [f"expect: {rule.id}" in text or f", {rule.id}" in text for text in cases]
    assert any(expecting), "no case in which the rule finds something"
    assert not all(expecting), "no case in which the rule finds nothing"


def test_every_case_belongs_to_a_rule() -> None:
    assert {f"{file.parent.parent.name}/{file.parent.name}" for file in FILES} <= set(rules())
