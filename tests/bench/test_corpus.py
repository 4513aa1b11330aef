"""The guides that the benchmark makes: sound, of all sizes, always the same, and with a fault where one is wanted."""

from pathlib import Path

import pytest

from bench.corpus import Corpus, make
from careguide.finding import Severity
from careguide.pipeline import Checked, check
from careguide.project import Project


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> list[Checked]:
    return check(Project(make(tmp_path_factory.mktemp("sound"), 6)))


def test_every_guide_is_sound(checked: list[Checked]) -> None:
    found = [finding for guide in checked for finding in guide.findings]
    assert [finding for finding in found if not finding.acknowledged_by] == []
    assert {finding.severity for finding in found} > {Severity.INFO}


def test_no_two_are_alike() -> None:
    corpus = Corpus()
    made = [corpus.files(number) for number in range(40)]
    assert len({files["document.yaml"] for files in made}) == 40
    assert len({files["guide.yaml"].count("\n") for files in made}) == 1
    assert len({files["exercise.yaml"].count("\n") for files in made}) > 10
    assert len({len(files["massage.yaml"]) for files in made}) > 20


def test_a_number_always_gives_the_same_guide() -> None:
    assert Corpus().files(7) == Corpus().files(7)


def test_each_guide_with_a_fault_has_errors(tmp_path: Path) -> None:
    guides = check(Project(make(tmp_path, 8, faulty=True)))
    assert [len(guide.errors) > 0 for guide in guides] == [True] * 8


def test_making_a_project_again_leaves_it_as_it_is(tmp_path: Path) -> None:
    make(tmp_path, 2)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    make(tmp_path, 2)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
