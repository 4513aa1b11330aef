"""Sign-offs carry the fingerprint of what was signed: what makes it stale, and when it runs out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from careguide import pipeline
from careguide.content.signature import signature
from careguide.project import Project
from careguide.testing.overlay import BASE, PROJECT

REVIEW = """
reviews:
  - reviewer: consultant physiotherapist
    date: 2026-01-01
    due: 2028-01-01
    outcome: approved
    hash: {hash}
"""
DAYS = {"2026-01-01": 1767225600, "2028-01-01": 1830297600, "2028-01-02": 1830384000}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The massage of a guide of its own, approved and signed."""
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "sources" / "base" / "massage.yaml"
    text = file.read_text(encoding="utf-8").replace("status: draft", "status: approved")
    file.write_text(text + REVIEW.format(hash=signed(tmp_path)), encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """The day on which the check runs: that of the review, unless a test sets another."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAYS["2026-01-01"]))
    return lambda day: monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAYS[day]))


def signed(root: Path, unit: str = "massage") -> str:
    guide = pipeline.check_guide(Project(root), "base").guide
    assert guide is not None
    return signature(guide.units[unit])


def found(file: Path) -> set[str]:
    return {finding.rule for finding in pipeline.check_guide(Project(file.parents[2]), "base").findings}


def test_a_sign_off_of_what_is_there(file: Path) -> None:
    assert found(file) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Knead the muscles.", "text: Knead the muscle."),
        ("sessions: {min: 10, max: 15}", "sessions: {min: 10, max: 14}"),
        ("strength: absolute", "strength: relative"),
        ("    - id: fever\n", "    - id: feverish\n"),
    ],
)
def test_a_change_of_content_makes_it_stale(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert "review/stale-signoff" in found(file)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: massage\n", "# A comment.\nid: massage\n"),
        ("title: Massage\n", 'title: "Massage"\n'),
        (
            "title: Massage\ntext: Massage loosens the muscles.\n",
            "text: Massage loosens the muscles.\ntitle: Massage\n",
        ),
        ("technique: [stroking]", "technique:\n          - stroking"),
    ],
)
def test_another_way_of_writing_does_not(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert found(file) == set()


def test_two_steps_that_change_places_make_it_stale(file: Path) -> None:
    guide = pipeline.check_guide(Project(file.parents[2]), "base").guide
    assert guide is not None
    held = guide.units["massage"].place.source.value
    assert isinstance(held, dict)
    held["sections"].reverse()
    assert signature(guide.units["massage"]) != signed(file.parents[2])


def test_the_guide_is_signed_apart_from_its_modules(file: Path) -> None:
    guide = pipeline.check_guide(Project(file.parents[2]), "base").guide
    base = pipeline.check_guide(Project(PROJECT), "base").guide
    assert guide is not None
    assert base is not None
    assert signature(guide.overview) == signature(base.overview)
    assert signature(guide.overview) != signature(guide.units["massage"])


def test_version_and_date_of_the_guide_may_go_on(file: Path) -> None:
    overview = file.parent / "guide.yaml"
    guide = pipeline.check_guide(Project(file.parents[2]), "base").guide
    assert guide is not None
    before = signature(guide.overview)
    overview.write_text(overview.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.0.1"))
    after = pipeline.check_guide(Project(file.parents[2]), "base").guide
    assert after is not None
    assert signature(after.overview) == before


@pytest.mark.parametrize(("today", "rules"), [("2028-01-01", set()), ("2028-01-02", {"review/expired"})])
def test_it_holds_until_the_day_on_which_it_is_due(
    file: Path, day: Callable[[str], None], today: str, rules: set[str]
) -> None:
    day(today)
    assert found(file) == rules


def test_the_base_guide_is_signed_by_nobody() -> None:
    assert "reviews:" not in "".join(path.read_text(encoding="utf-8") for path in BASE.glob("*.yaml"))
