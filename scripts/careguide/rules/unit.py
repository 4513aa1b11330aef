"""The units of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.remedies import Recipe
from careguide.content.wording import figure, number
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.units import measures
from careguide.prose.agreement import Kind, differences
from careguide.prose.fields import DIMENSIONS, stated

_BASIS = re.compile(
    r"\b(?:[wv] ?/ ?[wv]|(?:by|of) (?:the )?(?:weight|volume|mass)|vol|abv|acetic acid|acidity|acid content|fat)\b",
    re.IGNORECASE,
)


@rule(Severity.ERROR, acknowledgeable=False)
def missing(unit: Unit) -> Faults:
    """A figure has no unit.

    Counts (`sessions`, `repetitions`) need none.

    Why: One of what? A reader who guesses wrong takes a thousand times too much.

    Bad:
        # at medication.nsaids.diclofenac
        dose: {value: 50}

    Good:
        # at medication.nsaids.diclofenac
        dose: {value: 50, unit: mg}

    Fix: Add `unit` as the source has it.
    """
    for one in stated(unit):
        if one.quantity.numbers and not one.unit:
            yield Fault(f"`{one.field}` is {figure(one.quantity)}, without a unit.", one.quantity.place)


@rule(Severity.ERROR, acknowledgeable=False)
def dimension(unit: Unit) -> Faults:
    """A figure has a unit that its field cannot have.

    Why: A session of 15 g is no session. Either the unit is wrong or the figure stands in the wrong field.

    Bad:
        # at massage.thoracic.course
        session_length: {value: 15, unit: g}

    Good:
        # at massage.thoracic.course
        session_length: {value: 15, unit: min}

    Fix: Look the unit up in the source, or move the figure to the field where it belongs.
    """
    for one in stated(unit):
        if one.unit and one.dimension not in DIMENSIONS[one.field]:
            yield Fault(
                f"`{one.field}` is {figure(one.quantity)}: it cannot have this unit.",
                one.quantity.place / "unit",
                f"`{one.field}` takes one of these units: {_units(one.field)}.",
            )


@rule(Severity.WARNING, needs=["unit/dimension"], acknowledgeable=False)
def household(unit: Unit, guide: Guide) -> Faults:
    """A household measure of the source has become grams or millilitres.

    Why: Teaspoons and cups differ from kitchen to kitchen and from country to country. A converted figure pretends to a
    precision that the source does not have.

    Bad:
        # at remedies.poultice.cabbage-leaves
        amount: {value: 5, unit: mL, as_written: a teaspoon of juice}

    Good:
        # at remedies.poultice.cabbage-leaves
        amount: {value: 1, unit: teaspoon, as_written: a teaspoon of juice}

    Fix: Write the measure that the source has, such as `{value: 1, unit: teaspoon}`.
    """
    for found in differences(unit, guide):
        if found.kind is Kind.CONVERTED and found.stated and not found.stated.quantity.derived:
            yield Fault(
                f"`{found.stated.field}` is {figure(found.stated.quantity)}, but {found.where} says “{found.said}”.",
                found.stated.quantity.place,
                related=(Related(f"“{found.said}” stands here", found.prose),),
            )


@rule(Severity.ERROR, needs=["count/min-max"])
def percent_range(unit: Unit) -> Faults:
    """A percentage is above 100, or the parts of a recipe do not add up to 100 %.

    Why: Nobody can mix it; one of the figures is wrong, and it may be that of an acid.

    Bad:
        # at remedies.poultice.cabbage-leaves
        concentration: {value: 900, unit: "%", as_written: 900% by weight}

    Good:
        # at remedies.poultice.cabbage-leaves
        concentration: {value: 9, unit: "%", as_written: 9% by weight}

    Fix: Look the figures up. If the source itself has them so, say it in a note that acknowledges this finding.
    """
    for one in stated(unit):
        if one.unit == "%" and any(part > 100 for part in one.numbers):
            yield Fault(f"`{one.field}` is {figure(one.quantity)}, more than the whole.", one.quantity.place)
    if isinstance(unit, Recipe):
        yield from _parts(unit)


def _parts(recipe: Recipe) -> Iterator[Fault]:
    amounts = [item.amount for item in recipe.ingredients if item.amount.unit == "%" and item.amount.numbers]
    least, most = (sum(amount.numbers[end] for amount in amounts) for end in (0, -1))
    complete = len(amounts) == len(recipe.ingredients)
    if least > 100 or (complete and most < 100):
        total = number(least if least > 100 else most)
        yield Fault(
            f"The parts of “{recipe.name}” add up to {total}%.",
            (recipe.place / "ingredients").key,
            related=tuple(Related(figure(amount), amount.place) for amount in amounts),
        )


@rule(Severity.INFO)
def percent_basis(unit: Unit) -> Faults:
    """A percentage does not say of what it is one: of weight, of volume, of an acid.

    Why: Nine per cent by weight and by volume are two different strengths, and what is sold under one name differs from
    country to country.

    Bad:
        # at remedies.poultice.cabbage-leaves
        concentration: {value: 9, unit: "%", as_written: 9% brine}

    Good:
        # at remedies.poultice.cabbage-leaves
        concentration: {value: 9, unit: "%", as_written: 9% brine by weight}

    Fix: Quote the words that say it in `as_written`. If the source does not, say so in a note that acknowledges this.
    """
    for one in stated(unit):
        words = " ".join((one.quantity.as_written, unit.text, unit.as_written, unit.title))
        if one.unit == "%" and one.quantity.numbers and not _BASIS.search(words):
            yield Fault(
                f"`{one.field}` is {figure(one.quantity)}, but nothing says of what: weight, volume, acid.",
                one.quantity.place,
            )


def _units(field: str) -> str:
    fitting = [measure for measure in measures().values() if measure.dimension in DIMENSIONS[field]]
    return ", ".join(m.unit if m.unit in m.names or not m.names else f"{m.unit} ({m.names[0]})" for m in fitting)
