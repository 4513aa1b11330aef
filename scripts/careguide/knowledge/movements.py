"""Movements of the body: which undo each other, which have a left and a right, and which ask for a caution."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import phrases


class Movement(NamedTuple):
    """A movement; ``opposite`` is the one that undoes it, ``direction`` the way it always goes, ``sided`` yes or no.

    ``words`` are what a text calls it, separated by ``|``, where that tells it from its opposite.
    """

    movement: str
    opposite: str
    direction: str
    sided: str
    words: str
    source: str


class Caution(NamedTuple):
    """A movement that needs a caution in a region, and if ``position`` says so only in that position."""

    movement: str
    region: str
    position: str
    danger: str
    source: str


def opposite(movement: str) -> str:
    """The movement that undoes this one, or nothing."""
    return _movements()[movement].opposite if movement in _movements() else ""


def names(text: str, movement: str) -> bool:
    """Whether a text calls a movement by one of its names."""
    return movement in _movements() and phrases(_movements()[movement].words).search(text) is not None


def direction(movement: str) -> str:
    """The way that a movement always goes, or nothing."""
    return _movements()[movement].direction if movement in _movements() else ""


def sided(movement: str) -> bool:
    """Whether a movement goes to the left or to the right."""
    return movement in _movements() and _movements()[movement].sided == "yes"


@cache
def cautions() -> tuple[Caution, ...]:
    return table.read("cautious-movements", Caution)


@cache
def _movements() -> Mapping[str, Movement]:
    return {row.movement: row for row in table.read("movements", Movement)}
