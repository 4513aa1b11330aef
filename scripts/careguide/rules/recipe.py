"""Recipes: names, times on the skin, proportions, and what spoils."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from careguide.content.common import Step
from careguide.content.quantity import Quantity
from careguide.content.remedies import Ingredient, Recipe
from careguide.content.wording import figure
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.perishables import HOURS, perishable
from careguide.knowledge.skin_irritants import skin_irritant
from careguide.knowledge.units import convert
from careguide.prose.context import equal_parts
from careguide.prose.reading import quoted_figures

_NO_NAME = re.compile(
    r"\W*(?:untitled|unnamed|no (?:name|title)|"
    r"(?:the )?(?:first|second|third|fourth|fifth|last|another|other) (?:recipe|remedy)|"
    r"(?:the )?(?:recipe|remedy|method)?\W*(?:no|nr|number)?\W*(?:\d*|[ivx]+|[a-z]))\W*",
    re.IGNORECASE,
)
_ON_THE_SKIN = ("compress", "bath")
_LONG = re.compile(r"\b(?:overnight|(?:all|through(?:out)? the) (?:night|day)|until (?:morning|the next day))\b", re.I)
_MINUTES = frozenset({"", "s", "min"})


@rule(Severity.WARNING)
def title_missing(recipe: Recipe) -> Faults:
    """A recipe has a number or a stopgap for a name, and is not marked as named by the guide.

    Why: A reader finds a recipe by its name, and takes the name for the source's own.

    Bad:
        # at remedies.poultice
        title: Recipe 4

    Good:
        # at remedies.poultice
        title: Poultice of cabbage leaves
        editorial_title: true

    Fix: Write the source's name. Where it has none, name the recipe after what it is, and add `editorial_title: true`.
    """
    if not recipe.editorial_title and _NO_NAME.fullmatch(recipe.title):
        yield Fault(f"“{recipe.title}” is no name for a recipe.", recipe.place / "title")


@rule(Severity.WARNING)
def time_missing(recipe: Recipe) -> Faults:
    """A compress or a bath holds something that burns the skin, and has no figure for how long it may stay on.

    Why: Without a time it stays on until it hurts, or all night.

    Bad:
        # at remedies.poultice
        ingredients:
          - {id: cabbage-leaves, title: Mustard powder, source: [S02.p1], amount: {value: 2, unit: tablespoon}}
        contact_time: {unstated: no time in the source}

    Good:
        # at remedies.poultice
        ingredients:
          - {id: cabbage-leaves, title: Mustard powder, source: [S02.p1], amount: {value: 2, unit: tablespoon}}
        contact_time: {at_most: 10, unit: min}

    Fix: Give the time that the source has. Where it has none, say so in a note that acknowledges this finding.
    """
    if recipe.kind not in _ON_THE_SKIN or recipe.contact_time.numbers:
        return
    for ingredient in recipe.ingredients:
        irritant = skin_irritant(ingredient.name)
        if irritant:
            yield Fault(
                f"“{recipe.name}” holds {irritant.substance}, which can cause {irritant.effect}, and has no "
                "`contact_time`.",
                recipe.place / "contact_time",
                related=(Related(irritant.substance, ingredient.place),),
            )
            return


@rule(Severity.ERROR, needs=["unit/missing"])
def proportions(recipe: Recipe) -> Faults:
    """Things that are to be taken in equal parts have unequal amounts, or one of them has none.

    Why: The remedy comes out stronger in one of its parts than the source has it.

    Bad:
        # at remedies.poultice
        ingredients:
          - {id: cabbage-leaves, title: Mint, source: [S02.p1], amount: {value: 2, unit: part}}
          - {id: mallow, title: Mallow, source: [S02.p1], amount: {value: 1, unit: part}}
          - {id: nettle, title: Nettle, source: [S02.p1], amount: {value: 1, unit: part}}
        steps:
          - {id: mix, text: Mix them in equal parts., source: [S02.p1], uses: [cabbage-leaves, mallow, nettle]}

    Good:
        # at remedies.poultice
        ingredients:
          - {id: cabbage-leaves, title: Mint, source: [S02.p1], amount: {value: 1, unit: part}}
          - {id: mallow, title: Mallow, source: [S02.p1], amount: {value: 1, unit: part}}
          - {id: nettle, title: Nettle, source: [S02.p1], amount: {value: 1, unit: part}}
        steps:
          - {id: mix, text: Mix them in equal parts., source: [S02.p1], uses: [cabbage-leaves, mallow, nettle]}

    Fix: Write `{value: 1, unit: part}` for each, or the amounts that the source has.
    """
    told: set[str] = set()
    for said, equal in _equal(recipe):
        common = Counter(_amount(item.amount) for item in equal).most_common(1)[0][0]
        for item in equal:
            if _amount(item.amount) != common and item.id not in told:
                told.add(item.id)
                yield Fault(
                    f"“{item.name}” is {_shown(item.amount)}, but “{said}” makes it as much as the others.",
                    item.place / "amount",
                )


@rule(Severity.WARNING, needs=["unit/missing", "unit/dimension"])
def food_safety(recipe: Recipe) -> Faults:
    """Something with egg, milk or meat in it stands for hours or days, and nothing says how to store it.

    Why: Outside the refrigerator such food is not safe for more than two hours.

    Bad:
        # at remedies.poultice
        ingredients:
          - {id: cabbage-leaves, title: Raw egg, source: [S02.p1], amount: {value: 1, unit: piece}}
        steps:
          - {id: beat, text: Beat the egg., source: [S02.p1], uses: [cabbage-leaves], wait: {words: a couple of days}}
          - {id: apply, text: Rub it in., source: [S02.p1], after: [beat]}

    Good:
        # at remedies.poultice
        ingredients:
          - {id: cabbage-leaves, title: Raw egg, source: [S02.p1], amount: {value: 1, unit: piece}}
        steps:
          - {id: beat, text: Beat the egg., source: [S02.p1], uses: [cabbage-leaves], wait: {value: 1, unit: h}}
          - {id: apply, text: Rub it in., source: [S02.p1], after: [beat]}

    Fix: Give `storage` as the source has it. Where it says nothing, say so in a note that acknowledges this finding.
    """
    if recipe.storage and not recipe.storage.unstated:
        return
    for ingredient in recipe.ingredients:
        food = perishable(ingredient.name) if ingredient.state != "dried" else None
        wait = _long_wait(recipe.steps, ingredient) if food else None
        if food and wait:
            yield Fault(
                f"“{recipe.name}” holds {food.food} and stands for {figure(wait)}, and nothing says where and how it "
                "keeps.",
                recipe.place / "title",
                related=(Related(ingredient.name, ingredient.place), Related("the wait", wait.place)),
            )
            return


def _equal(recipe: Recipe) -> Iterator[tuple[str, Sequence[Ingredient]]]:
    """The words that make amounts equal, and the ingredients that they speak of."""
    quoted = [item for item in recipe.ingredients if equal_parts(item.amount.as_written)]
    if len(quoted) > 1:
        yield quoted[0].amount.as_written, quoted
    if equal_parts(recipe.text):
        yield equal_parts(recipe.text), recipe.ingredients
    for step in recipe.steps:
        said = equal_parts(step.text) or equal_parts(step.as_written)
        used = [item for item in recipe.ingredients if item.id in step.uses]
        if said and len(used) > 1:
            yield said, used


def _amount(quantity: Quantity) -> tuple[tuple[float, ...], str]:
    return quantity.numbers, quantity.unit


def _shown(quantity: Quantity) -> str:
    return figure(quantity) if quantity.numbers else "without an amount"


def _long_wait(steps: Sequence[Step], ingredient: Ingredient) -> Quantity | None:
    """The first wait that is too long, once the ingredient is in."""
    start = next((index for index, step in enumerate(steps) if ingredient.id in step.uses), 0)
    return next((step.wait for step in steps[start:] if step.wait and _too_long(step.wait)), None)


def _too_long(wait: Quantity) -> bool:
    if wait.words:
        vague = (said.unit for said in quoted_figures(wait.words))
        return bool(_LONG.search(wait.words)) or not _MINUTES.issuperset(vague)
    hours = [convert(Fraction(str(number)), wait.unit, "h") for number in wait.numbers]
    return any(number is None or number > HOURS for number in hours)
