"""What fuzzing has found once comes to no harm any more."""

import math
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from fuzz.alter import altered
from fuzz.targets import TARGETS, Reached, Target, as_input, checking, chosen, examples, exporting, seeds

FOUND = sorted((Path(__file__).parent / "found").glob("*-*"))


@pytest.mark.parametrize("path", FOUND, ids=[path.name for path in FOUND])
def test_what_was_found(path: Path) -> None:
    _target(path.name.partition("-")[0])(path.read_bytes())


@pytest.mark.parametrize(
    ("target", "stage"),
    [
        ("reading", Reached.READ),
        ("checking", Reached.RULES),
        ("editing", Reached.RULES),
        ("exporting", Reached.EXPORTS),
    ],
)
def test_what_fuzzing_begins_with_is_sound(target: str, stage: Reached) -> None:
    assert {_target(target)(data) for data in seeds()[:3]} == {stage}


def test_a_planted_fault_in_what_an_editor_is_told_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    target = _target("editing")
    from lsprotocol import types

    from careguide.lsp.positions import Positions

    monkeypatch.setattr(Positions, "_position", lambda _, source, line, column: types.Position(line, column))
    with pytest.raises(AssertionError, match="there is no"):
        [target(data) for data in examples()]


def test_enough_of_what_is_altered_comes_far() -> None:
    """A fuzzer that does not come past the schemas proves nothing about what is behind them."""
    chance, files = Random(1), [chosen(data) for data in seeds()]
    inputs = [as_input(name, altered(text.decode(), chance).encode()) for name, text in files * 5]
    came = [checking(data) for data in inputs]
    assert came.count(Reached.RULES) > len(inputs) / 4
    assert any(exporting(data) is Reached.EXPORTS for data in inputs if data not in seeds())


def _target(name: str) -> Target:
    if name == "editing":
        pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')
    return TARGETS[name]


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], ModuleType]:
    """Puts a fault into a target: what happens where a certain word stands anywhere."""
    pytest.importorskip("resource", reason="the fuzzer bounds inputs with what Unix has")
    from fuzz import trees

    def plant(fault: Callable[[], None]) -> ModuleType:
        def target(data: bytes) -> Reached:
            if b'"S99.p9"' in data:
                fault()
            return Reached.READ

        monkeypatch.setattr(trees, "TARGETS", {"planted": target})
        # What other tests took in this process is no input's doing.
        monkeypatch.setattr(trees, "MEMORY", math.inf)
        return trees

    return plant


def test_a_planted_fault_is_found_and_made_small(planted: Callable[[Callable[[], None]], ModuleType]) -> None:
    reached, crash = planted(lambda: [][1]).explore("planted", time.monotonic() + 60)
    assert crash is not None
    assert b'"S99.p9"' in crash
    assert sum(reached.values()) < 2000


def test_a_planted_hang_is_found(
    planted: Callable[[Callable[[], None]], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang() -> None:
        while True:
            pass

    trees = planted(hang)
    monkeypatch.setattr(trees, "SECONDS", 0.02)
    assert trees.explore("planted", time.monotonic() + 60)[1] is not None


def test_an_input_that_takes_too_much_memory_is_found(
    planted: Callable[[Callable[[], None]], ModuleType], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    trees = planted(lambda: held.append(b"x" * int(taken * 2**20)))
    taken = trees.peak()
    monkeypatch.setattr(trees, "MEMORY", taken + 50)
    _, crash = trees.explore("planted", time.monotonic() + 60)
    assert crash is not None
    assert b'"S99.p9"' in crash
