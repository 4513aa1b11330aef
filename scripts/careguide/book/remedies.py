"""The chapter on folk remedies."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.book.blocks import Anchored, Blocks, Chapter, Column, Heading, Paragraph, Table, own
from careguide.book.manuscript import Manuscript
from careguide.book.module import chapter as module_chapter
from careguide.book.quantities import amount, chosen, quantity
from careguide.book.statements import bullets, equipment, group, statements
from careguide.book.steps import steps
from careguide.book.unit import Fact, body, common_facts, item, label, line, locators, remarks
from careguide.content.remedies import Ingredient, Recipe, Remedies

_INGREDIENTS = (Column("Ingredient", 0.6), Column("Amount", 0.4))
_USE = (Column("Use", 0.34), Column("Figure", 0.66))
_DRUNK = ("decoction", "infusion", "tincture")


def chapter(ms: Manuscript, module: Remedies) -> Chapter:
    methods = (item(ms, method, chosen("Kind", method.kind)) for method in module.methods)
    listed = group(2, "Kinds of remedies", module, "methods", bullets(methods))
    return module_chapter(ms, module, listed, *(_recipe(ms, recipe) for recipe in module.recipes))


def _recipe(ms: Manuscript, recipe: Recipe) -> Blocks:
    return (
        Heading(2, (recipe.title,), recipe.address),
        *body(ms, recipe, _facts(ms, recipe)),
        *group(3, "Effects", recipe, "effects", statements(ms, recipe.effects)),
        *_ingredients(ms, recipe),
        *group(3, "Equipment", recipe, "needed", equipment(ms, recipe.equipment)),
        *group(3, "Method", recipe, "steps", steps(ms, recipe.steps)),
        _use(recipe),
    )


def _facts(ms: Manuscript, recipe: Recipe) -> Iterator[Fact]:
    yield from chosen("Kind", recipe.kind)
    if recipe.method:
        yield "One of", (ms.refer(recipe.method, recipe),)
    if recipe.editorial_title:
        yield "Title", ("given by the editors; the source has none",)


def _ingredients(ms: Manuscript, recipe: Recipe) -> Blocks:
    rows = tuple(_ingredient(ms, ingredient) for ingredient in recipe.ingredients)
    notes = (block for ingredient in recipe.ingredients for block in remarks(ms, ingredient, named=True))
    return (Table(own(recipe.address, "ingredients-table"), f"Ingredients: {recipe.title}", _INGREDIENTS, rows), *notes)


def _ingredient(ms: Manuscript, ingredient: Ingredient) -> tuple[Blocks, ...]:
    facts = (
        *chosen("Part of the plant", *ingredient.plant_part),
        *chosen("State", ingredient.state),
        *amount("Strength", ingredient.concentration),
        *common_facts(ms, ingredient),
    )
    said = Paragraph((*label(ingredient), *locators(ingredient)))
    return (Anchored(ingredient.address, (said, *line(facts))),), (Paragraph(quantity(ingredient.amount)),)


def _use(recipe: Recipe) -> Table:
    figures = (
        *amount("Time of drinking" if recipe.kind in _DRUNK else "Time on the body", recipe.contact_time),
        *amount("Frequency", recipe.frequency),
        *amount("For how long in all", recipe.duration),
        *amount("Storage", recipe.storage),
    )
    rows = tuple(((Paragraph((name,)),), (Paragraph(value),)) for name, value in figures)
    return Table(own(recipe.address, "use-table"), f"Use: {recipe.title}", _USE, rows)
