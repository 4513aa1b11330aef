"""``careguide rules`` and ``careguide explain``."""

import pytest

from careguide.reports.parts.catalogue import catalogue
from cli.conftest import Careguide


def test_all_rules_are_listed(careguide: Careguide) -> None:
    result = careguide("rules")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines() if line.startswith("  ") and line[2] != " "] == list(
        catalogue()
    )
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("rule", list(catalogue()))
def test_every_rule_is_explained(careguide: Careguide, rule: str) -> None:
    result = careguide("explain", rule)
    entry = catalogue()[rule]
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{rule} ({entry.severity}")
    said = " ".join(result.stdout.split())
    for part in (entry.manual.what, entry.manual.why, entry.manual.fix, entry.manual.bad, entry.manual.good):
        assert " ".join(part.split()) in said


def test_a_misspelt_rule(careguide: Careguide) -> None:
    result = careguide("explain", "steps/order-vs-lst")
    assert result.exit_code == 2
    assert "Did you mean “steps/order-vs-list”?" in result.stderr


def test_something_else(careguide: Careguide) -> None:
    result = careguide("explain", "\x1b[31m")
    assert result.exit_code == 2
    assert "careguide rules" in result.stderr
    assert "\x1b" not in result.stderr


def test_rules_need_no_project(careguide: Careguide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert careguide("rules").exit_code == 0
