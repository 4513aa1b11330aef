"""What the fields of units measure, and the figures in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from careguide.content.common import Course
from careguide.content.part import Unit, once
from careguide.content.quantity import Quantity
from careguide.knowledge.units import measures
from careguide.prose.figure import Bound

_TIME, _AMOUNT = frozenset({"time"}), frozenset({"mass", "volume", "household", "pieces", "share"})
DIMENSIONS = {
    "sessions": frozenset({"sessions"}),
    "repetitions": frozenset({"repetitions"}),
    "session_length": _TIME,
    "frequency": frozenset({"frequency"}),
    "duration": _TIME,
    "hold": _TIME,
    "wait": _TIME,
    "contact_time": _TIME,
    "storage": _TIME,
    "dose": _AMOUNT,
    "amount": _AMOUNT | {"parts", "length"},
    "concentration": frozenset({"share"}),
}
"""What the unit of each field may measure."""

COUNTS = {"sessions": "session", "repetitions": "repetition"}
"""The fields that are plain counts, and what they count."""


class Stated(NamedTuple):
    """A figure in a field of a unit."""

    field: str
    quantity: Quantity

    @property
    def unit(self) -> str:
        return COUNTS.get(self.field) or self.quantity.unit

    @property
    def dimension(self) -> str:
        return measures()[self.unit].dimension if self.unit else ""

    @property
    def bound(self) -> Bound:
        if self.quantity.at_most is not None:
            return Bound.AT_MOST
        open_ended = self.quantity.at_least is not None or (self.quantity.min is not None and self.quantity.max is None)
        return Bound.AT_LEAST if open_ended else Bound.CLOSED

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """The one number or the two."""
        found = tuple(Fraction(str(number)) for number in self.quantity.numbers)
        return found[:1] if len(set(found)) == 1 else found


@once
def stated(unit: Unit) -> Sequence[Stated]:
    """The figures in a unit's own fields."""
    held = ((field, getattr(unit, field)) for field in _fields(type(unit)))
    return tuple(Stated(field, quantity) for field, quantity in held if quantity is not None)


def stated_here(unit: Unit) -> Iterator[Stated]:
    """The figures in a unit's own fields and in those of its course."""
    yield from stated(unit)
    course = getattr(unit, "course", None)
    if isinstance(course, Course):
        yield from stated(course)


def stated_below(unit: Unit) -> Iterator[Stated]:
    """The figures of everything inside a unit."""
    for below in unit.units():
        if below is not unit:
            yield from stated(below)


def measurable(kind: type[Unit]) -> bool:
    """Whether a kind of unit, or its course, has fields for figures."""
    return bool(_fields(kind)) or "course" in kind.__struct_fields__


def free(unit: Unit) -> frozenset[str]:
    """What those fields of a unit and of its course measure that hold no number."""
    course = getattr(unit, "course", None)
    found = frozenset[str]().union(*(DIMENSIONS[f] for f in _fields(type(unit)) if _is_free(getattr(unit, f))))
    return found | free(course) if isinstance(course, Course) else found


def _is_free(quantity: Quantity | None) -> bool:
    return quantity is None or not quantity.numbers


@cache
def _fields(kind: type[Unit]) -> tuple[str, ...]:
    return tuple(field for field in kind.__struct_fields__ if field in DIMENSIONS)
