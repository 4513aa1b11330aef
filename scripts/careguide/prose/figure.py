"""A figure as prose states it."""

from __future__ import annotations

import enum
from fractions import Fraction
from typing import NamedTuple


class Bound(enum.StrEnum):
    """What a figure leaves open; unclear where the words have two meanings (over ten days)."""

    CLOSED = "closed"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UNCLEAR = "unclear"


class Figure(NamedTuple):
    """One number, or the two of a range; none where the amount is vague (a few days).

    ``unit`` is empty where the prose names none that we know; ``per`` is what it is for (5 mg per kilogram);
    ``said`` are the words.
    """

    numbers: tuple[Fraction, ...]
    unit: str = ""
    bound: Bound = Bound.CLOSED
    said: str = ""
    per: str = ""

    @property
    def vague(self) -> bool:
        return not self.numbers


class Found(NamedTuple):
    """A figure and the stretch of text that it takes up; ``None`` where that stretch is no figure after all."""

    start: int
    end: int
    figure: Figure | None
