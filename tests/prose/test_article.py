"""The source's own figures are held against the units that carry its blocks."""

from __future__ import annotations

import pytest

from careguide import pipeline
from careguide.content.guide import Guide
from careguide.project import Project
from careguide.prose.article import uncarried
from careguide.testing.overlay import PROJECT


@pytest.fixture(scope="module")
def base() -> Guide:
    guide = pipeline.check_guide(Project(PROJECT), "base").guide
    assert guide is not None
    return guide


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("The course is 10–15 procedures; a session lasts at least 15-20 minutes.", []),
        ("Ten to fifteen sessions.", []),
        ("The course is 10-12 procedures.", ["10-12 procedures"]),
        ("A session lasts 15-20 minutes.", ["15-20 minutes"]),
        ("Rest for a few days, then for 30 minutes.", ["a few days", "30 minutes"]),
        ("One hand, then the other, beside C3-C7.", []),
    ],
)
def test_figures_of_a_block(base: Guide, text: str, lost: list[str]) -> None:
    assert [found.said for found in uncarried(base, {"S01.p2": text})] == lost


def test_the_units_are_named(base: Guide) -> None:
    (found,) = uncarried(base, {"S01.p3": "For 3 weeks."})
    assert [unit.address for unit in found.units] == ["massage.lumbar", "massage.lumbar.course"]


def test_a_unit_without_fields_for_figures_carries_them_in_its_words(base: Guide) -> None:
    said = base.units["escalation.no-relief"].text
    assert said == "Conservative care brings no relief after six weeks"
    assert not list(uncarried(base, {"S02.p1": f"{said}."}))
    (found,) = uncarried(base, {"S02.p1": "No relief after seven weeks."})
    assert found.said == "seven weeks"
