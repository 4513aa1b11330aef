"""The units of figures: what each of them measures, how they convert, and the words for them in English prose."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table


class _Row(NamedTuple):
    unit: str
    dimension: str
    base: str
    factor: str
    names: str
    symbols: str
    source: str


class Measure(NamedTuple):
    """A unit. Units with one ``base`` convert into each other: one of them is ``factor`` times the base.

    ``names`` may follow any number, ``symbols`` only one in digits.
    """

    unit: str
    dimension: str
    base: str
    factor: Fraction
    names: tuple[str, ...]
    symbols: tuple[str, ...]


@cache
def measures() -> Mapping[str, Measure]:
    """Each unit by the code that the sources use; ``session`` and ``repetition`` stand for plain counts."""
    return {
        row.unit: Measure(row.unit, row.dimension, row.base, Fraction(row.factor), _list(row.names), _list(row.symbols))
        for row in table.read("units", _Row)
    }


@cache
def by_word() -> Mapping[str, str]:
    """The unit that each name or symbol means, in small letters."""
    return {word: m.unit for m in measures().values() for word in (*m.names, *m.symbols)}


def convert(value: Fraction, unit: str, to: str) -> Fraction | None:
    """A figure in another unit, exactly; ``None`` where the two do not convert."""
    one, other = measures()[unit], measures()[to]
    return value * one.factor / other.factor if one.base == other.base else None


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
