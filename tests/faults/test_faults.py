"""Each kind of fault at one place; `nox -s faults` makes them all, everywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from careguide.project import Project
from faults.harness import Harness, Outcome
from faults.kind import Kind, kinds

CLONE = Path(__file__).parents[2]
PAGE = (CLONE / "docs" / "reference" / "faults.md").read_text("utf-8")
_ROW = re.compile(
    r"^\| (?P<name>[^|*]+?)(<br>[^|]*)? \| (?P<places>\d+) \| (?P<caught>\d*) \| (?P<right>\d*) \|", re.MULTILINE
)
RIGHT = {row["name"]: int(row["right"] or 0) for row in _ROW.finditer(PAGE)}
"""How many faults of a kind were caught at the right line when the page was written."""

MOST = 8
"""So many places are tried before a kind counts as one that is not caught any more."""


@pytest.fixture(scope="module")
def harness() -> Harness:
    return Harness(Project(CLONE), "spondylosis")


def test_the_page_tells_of_every_kind_and_of_no_other() -> None:
    assert list(RIGHT) == [kind.name for kind in kinds()]


@pytest.mark.parametrize("kind", [kind for kind in kinds() if RIGHT.get(kind.name)], ids=lambda kind: kind.name)
def test_what_was_caught_is_caught(kind: Kind, harness: Harness) -> None:
    outcomes: list[Outcome] = []
    faults = list(kind.make(harness.ground))
    step = max(len(faults) // MOST, 1)
    for fault in faults[step // 2 :: step][:MOST]:
        outcomes.append(harness.outcome(fault))
        if outcomes[-1].right:
            return
    pytest.fail(f"not caught at the right line: {outcomes}")


def test_what_changes_nothing_is_not_caught(harness: Harness) -> None:
    fault = next(kinds()[0].make(harness.ground))
    source = next(source for source in harness.ground.sources if source.name == fault.file)
    assert not harness.outcome(replace(fault, text=source.text)).caught


def test_what_is_found_elsewhere_is_not_at_the_right_line(harness: Harness) -> None:
    fault = next(kinds()[0].make(harness.ground))
    outcome = harness.outcome(replace(fault, lines=frozenset()))
    assert outcome.caught
    assert not outcome.right
