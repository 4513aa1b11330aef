"""What fuzzing has found once comes to no harm any more."""

from pathlib import Path

import pytest

from fuzz.targets import TARGETS, seeds

FOUND = sorted((Path(__file__).parent / "found").glob("*-*"))


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_what_was_found(path: Path) -> None:
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_what_fuzzing_begins_with_is_sound(target: str) -> None:
    assert [TARGETS[target](data) for data in seeds(target)[:3]] == [False] * 3
