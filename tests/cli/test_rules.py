"""``careguide rules`` and ``careguide explain``."""

import inspect
import re
from pathlib import Path

import pytest

from careguide.engine.registry import rules
from careguide.reports.parts.catalogue import catalogue
from careguide.source.reader import read_bytes
from cli.conftest import Careguide

FINGERPRINT = re.compile(r"[0-9a-f]{64}")


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
    assert max(len(line) for line in result.stdout.splitlines() if not FINGERPRINT.search(line)) <= 80


@pytest.mark.parametrize("rule", list(rules()))
def test_examples_are_broken_into_lines_and_mean_the_same(careguide: Careguide, rule: str) -> None:
    said = careguide("explain", rule).stdout
    _, bad, good, _ = re.split(r"^(?:Not like this|But like this|What to do)$", said, flags=re.MULTILINE)
    manual = rules()[rule].manual
    assert [parts(bad), parts(good)] == [parts(manual.bad), parts(manual.good)]


def parts(example: str) -> list[object]:
    """What an example says of each place."""
    sections = re.split(r"^# at .*$", inspect.cleandoc("\n" + example), flags=re.MULTILINE)
    read = [read_bytes(section.encode(), Path("a.yaml"), "a.yaml") for section in sections if section.strip()]
    assert not any(faults for _, faults in read)
    return [source.value for source, _ in read]


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
