"""What fuzzing has found once comes to no harm any more."""

from pathlib import Path
from random import Random

import pytest

from fuzz.alter import altered
from fuzz.targets import TARGETS, Reached, as_input, checking, chosen, exporting, seeds

FOUND = sorted((Path(__file__).parent / "found").glob("*-*"))


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_what_was_found(path: Path) -> None:
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize(
    ("target", "stage"), [("reading", Reached.READ), ("checking", Reached.RULES), ("exporting", Reached.EXPORTS)]
)
def test_what_fuzzing_begins_with_is_sound(target: str, stage: Reached) -> None:
    assert {TARGETS[target](data) for data in seeds()[:3]} == {stage}


def test_enough_of_what_is_altered_comes_far() -> None:
    """A fuzzer that does not come past the schemas proves nothing about what is behind them."""
    chance, files = Random(1), [chosen(data) for data in seeds()]
    inputs = [as_input(name, altered(text.decode(), chance).encode()) for name, text in files * 5]
    came = [checking(data) for data in inputs]
    assert came.count(Reached.RULES) > len(inputs) / 4
    assert any(exporting(data) is Reached.EXPORTS for data in inputs if data not in seeds())
