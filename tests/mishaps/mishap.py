"""Mishaps: what can happen to a command from outside, and what must hold all the same."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from mishaps.ground import Ground

MODULES = ("killed", "stopped", "disk", "pandoc", "printing", "crowd", "clock")
"""In the order of the page."""


class Impossible(Exception):
    """This mishap cannot be brought about on this machine; the message says what is missing."""


@dataclass(frozen=True)
class Turn:
    """One try at a mishap: its number, from 0, and the chance that decides what is left to decide."""

    number: int
    chance: random.Random


Happen = Callable[[Ground, Turn], None]


@dataclass(frozen=True)
class Mishap:
    """``happen`` brings it about once, and raises ``Broken`` where a promise is broken.

    ``promise`` says what must hold; ``times`` tells how often the whole run tries; the ordinary tests try those that
    are a ``sample``, once.
    """

    group: str
    name: str
    promise: str
    times: Callable[[], int]
    happen: Happen
    sample: bool = False


@dataclass(frozen=True)
class Group:
    """The mishaps of one module, under one heading."""

    heading: str

    def mishap(
        self, name: str, promise: str, times: int | Callable[[], int] = 1, sample: bool = False
    ) -> Callable[[Happen], Happen]:
        def register(happen: Happen) -> Happen:
            often = times if callable(times) else lambda: times
            _MISHAPS.append(Mishap(self.heading, name, promise, often, happen, sample))
            return happen

        return register


_MISHAPS: list[Mishap] = []


def mishaps() -> Sequence[Mishap]:
    """All of them."""
    for module in MODULES:
        import_module(f"mishaps.kinds.{module}")
    return _MISHAPS


def need(*programs: str) -> None:
    """Raises ``Impossible`` where a program is missing."""
    for program in programs:
        if shutil.which(program) is None:
            raise Impossible(f"{program} is missing")
