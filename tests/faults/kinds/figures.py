"""Figures: ranges, bounds, units, and the same figures in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careguide.content.medication import Drug
from careguide.content.part import Unit
from careguide.content.passages import passages
from careguide.content.quantity import Quantity, Range
from careguide.content.remedies import Ingredient
from careguide.source.place import Place
from faults.ground import Fault, Ground, bounds
from faults.kind import kind

_NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.]*\d)")
_OTHER_UNIT = {
    "s": "min", "min": "h", "h": "min", "d": "wk", "wk": "d", "mo": "wk", "g": "kg", "mg": "g",
    "teaspoon": "tablespoon", "%": "g", "part": "piece", "piece": "part",
}  # fmt: skip


def _figures(on: Ground) -> Iterator[tuple[Quantity, Place, int | float]]:
    """Every number in a quantity, and where it stands."""
    for quantity in on.all(Quantity):
        for field in ("value", "min", "max", "at_least", "at_most"):
            held = getattr(quantity, field)
            if isinstance(held, Range):
                yield quantity, quantity.place / field / "low", held.low
                yield quantity, quantity.place / field / "high", held.high
            elif held is not None:
                yield quantity, quantity.place / field, held


def _owner(on: Ground, quantity: Quantity) -> list[Place]:
    """The words of the unit that a figure belongs to."""
    unit = on.guide.units.get(quantity.address)
    return [unit.place / field for field in ("text", "as_written") if unit and getattr(unit, field)]


@kind("Raise a figure")
def raise_figure(on: Ground) -> Iterator[Fault]:
    for quantity, place, number in _figures(on):
        yield on.replace(place, f"{number * 2:g}", _owner(on, quantity))


@kind("Lower a figure")
def lower_figure(on: Ground) -> Iterator[Fault]:
    for quantity, place, number in _figures(on):
        yield on.replace(place, f"{number / 2:g}", _owner(on, quantity))


@kind("Make a figure nought")
def zero(on: Ground) -> Iterator[Fault]:
    for quantity, place, _ in _figures(on):
        yield on.replace(place, "0", _owner(on, quantity))


@kind("Widen a range")
def widen(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.min is not None and quantity.max is not None:
            yield on.replace(quantity.place / "max", f"{quantity.max + 5:g}")
            yield on.replace(quantity.place / "min", f"{quantity.min - 5:g}")


@kind("Turn a range round")
def turn_range(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.min is not None and quantity.max is not None:
            yield on.exchange(quantity.place / "min", quantity.place / "max")
        for field in ("at_least", "at_most"):
            if isinstance(getattr(quantity, field), Range):
                yield on.exchange(quantity.place / field / "low", quantity.place / field / "high")


@kind("Close an open bound")
def close_bound(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        bound = quantity.at_least
        if bound is None:
            continue
        start, _ = bounds((quantity.place / "at_least").key)
        _, end = bounds(quantity.place / "at_least")
        closed = f"min: {bound.low}, max: {bound.high}" if isinstance(bound, Range) else f"value: {bound}"
        yield on.retype(quantity.place.source, start, end, closed, f"{quantity.address}: closed")


@kind("Leave the upper end of a range out")
def open_range(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.max is not None:
            yield on.cut(quantity.place / "max")


@kind("Write an upper bound for a lower one")
def turn_bound(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.at_least is not None:
            yield on.rename(quantity.place / "at_least", "at_most")


@kind("Change a unit")
def change_unit(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.unit:
            other = _OTHER_UNIT[quantity.unit]
            yield on.replace(quantity.place / "unit", other, [quantity.place, *_owner(on, quantity)])


@kind("Take a unit out")
def drop_unit(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.unit:
            yield on.cut(quantity.place / "unit")


@kind("Turn a vague amount into a number")
def make_exact(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.words:
            unit = ", unit: d" if "day" in quantity.words else ", unit: min"
            yield on.replace(quantity.place, f"{{value: 3{unit}, as_written: {quantity.words}}}")


@kind("Turn a vague amount into a number, and drop its words")
def make_exact_and_forget(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.words:
            unit = ", unit: d" if "day" in quantity.words else ", unit: min"
            yield on.replace(quantity.place, f"{{value: 3{unit}}}", _owner(on, quantity))


@kind(
    "Fill in a figure that the source leaves open",
    echoes="The course cited nothing before, and its figure is now another than in other regions.",
)
def invent(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        field = str(quantity.place.path[-1])
        unit = {"dose": ", unit: mg", "frequency": ", unit: /d", "sessions": "", "repetitions": ""}.get(field)
        unit = unit if unit is not None else ", unit: g" if field == "amount" else ", unit: d"
        unit = ", unit: min" if field in ("session_length", "contact_time") else unit
        if quantity.unstated:
            yield on.replace(quantity.place, f"{{value: 2{unit}}}", _owner(on, quantity))


@kind("Take out that a figure is derived")
def not_derived(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.derived:
            yield on.cut(quantity.place / "derived")


@kind(
    "Take out the source's words beside a figure",
    missed="Nothing is wrong yet: the figure stays, and is still held against the numbers that stand in the block.",
)
def drop_words_beside(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.as_written:
            yield on.cut(quantity.place / "as_written", _owner(on, quantity))


@kind("Change a figure in the words only")
def change_in_words(on: Ground) -> Iterator[Fault]:
    for part in on.all(Quantity):
        if part.numbers and _NUMBER.search(part.as_written):
            yield on.replace(part.place / "as_written", _other_number(part.as_written), [part.place])
    for unit in on.all(Unit):
        for passage in passages(unit):
            if _NUMBER.search(passage.text) and passage.field in ("text", "as_written"):
                yield on.replace(passage.place, _other_number(passage.text))


def _other_number(words: str) -> str:
    return _NUMBER.sub(lambda found: str(int(found[0]) + 3), words, count=1)


@kind("Make a percentage larger than the whole")
def too_many_percent(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.unit == "%" and quantity.value is not None:
            yield on.replace(quantity.place / "value", f"{quantity.value * 100:g}")


@kind("Give one of equal parts twice")
def unequal_parts(on: Ground) -> Iterator[Fault]:
    for ingredient in on.all(Ingredient):
        if ingredient.amount.unit == "part":
            yield on.replace(ingredient.amount.place / "value", "2")


@kind("Give a drug's duration another drug's figure")
def other_duration(on: Ground) -> Iterator[Fault]:
    for drug in on.all(Drug):
        if drug.duration.value is not None:
            yield on.replace(drug.duration.place / "value", f"{drug.duration.value + 4:g}")
