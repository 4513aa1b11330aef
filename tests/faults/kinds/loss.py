"""What is lost or copied: items, lists, fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from careguide.content.common import Conditions, Course, Module
from careguide.content.exercise import Exercise
from careguide.content.guide import Overview, Referral, Term
from careguide.content.medication import Drug, Group
from careguide.content.part import Code, Note, Part, Unit
from careguide.content.quantity import Quantity
from careguide.content.remedies import Recipe
from careguide.source.place import Place
from faults.ground import Fault, Ground, item_bounds, tree, value_at
from faults.kind import kind

EVERY = 5
"""A field can be lost in every line: each fifth stands for all of them."""


def _dropped(on: Ground, field: str) -> Iterator[Fault]:
    for place, size in on.items(field):
        for index in range(size):
            yield on.cut(place / index, [*_blocks(on, place / index), *_linked(on, place / index)])


def _linked(on: Ground, place: Place) -> list[Place]:
    """What refers to something, and what it refers to: where its loss is felt."""
    named_from_outside = [at for at, unit in on.links if unit.place in place and at not in place]
    return named_from_outside + [unit.place / "id" for at, unit in on.links if at in place and unit.place not in place]


def _blocks(on: Ground, place: Place) -> list[Place]:
    """Where the document lists the blocks that something cites: what loses its only unit is missed there."""
    cited = {
        value
        for path, value in tree(place.source.value)
        if path[: len(place.path)] == place.path and path[-2:-1] == ("source",)
    }
    return [block.place / "locator" for block in on.guide.document.blocks if block.locator in cited]


@kind("Drop a contraindication or an indication")
def drop_condition(on: Ground) -> Iterator[Fault]:
    yield from _dropped(on, "items")


@kind("Drop a step")
def drop_step(on: Ground) -> Iterator[Fault]:
    for field in ("steps", "sequence"):
        yield from _dropped(on, field)


@kind("Drop a rule, a principle, an effect or a prognosis")
def drop_statement(on: Ground) -> Iterator[Fault]:
    for field in ("rules", "principles", "effects", "prognosis"):
        yield from _dropped(on, field)


@kind("Drop a drug")
def drop_drug(on: Ground) -> Iterator[Fault]:
    for field in ("members", "agents"):
        yield from _dropped(on, field)


@kind("Drop a whole group, section, recipe, exercise or operation")
def drop_whole(on: Ground) -> Iterator[Fault]:
    for field in ("groups", "procedures", "sections", "exercises", "recipes", "methods", "categories", "operations"):
        yield from _dropped(on, field)


@kind("Drop an ingredient")
def drop_ingredient(on: Ground) -> Iterator[Fault]:
    yield from _dropped(on, "ingredients")


@kind("Drop a piece of equipment")
def drop_equipment(on: Ground) -> Iterator[Fault]:
    yield from _dropped(on, "equipment")


@kind("Drop a phase")
def drop_phase(on: Ground) -> Iterator[Fault]:
    yield from _dropped(on, "phases")


@kind("Drop the contraindications of a modality")
def drop_contraindications(on: Ground) -> Iterator[Fault]:
    for module in on.all(Module):
        if module.contraindications:
            place = module.place / "contraindications"
            yield on.cut(place, [module.place / "id", *_blocks(on, place)])


@kind("Drop the red flags, or that the source names none")
def drop_red_flags(on: Ground) -> Iterator[Fault]:
    for referral in on.all(Referral):
        if referral.red_flags:
            yield on.cut(referral.place / "red_flags", [referral.place / "id", referral.place / "text"])


@kind("Copy an item, id and all")
def copy_item(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        if unit.place.path and isinstance(unit.place.path[-1], int):
            *above, index = unit.place.path
            yield on.paste(Place(unit.place.source, tuple(above)), int(index))


@kind(
    "Copy an item and give the copy another id",
    echoes="The copy breaks rules of its own: a drug that is given twice, a second set of exercises for one region.",
)
def copy_and_rename(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        if unit.place.path and isinstance(unit.place.path[-1], int):
            *above, index = unit.place.path
            place = Place(unit.place.source, tuple(above))
            yield on.paste(place, int(index), _renamed(unit), _blocks(on, unit.place))


def _renamed(unit: Unit) -> str:
    start, end = item_bounds(unit.place)
    return unit.place.source.text[start:end].replace(f"id: {unit.id}", f"id: {unit.id}-again", 1)


@kind("Empty a list")
def empty_list(on: Ground) -> Iterator[Fault]:
    for source in on.sources:
        for path, value in tree(source.value):
            if path and isinstance(path[-1], str) and isinstance(value, list) and value:
                place = Place(source, path)
                start, end = source.bounds(path) or (0, 0)
                bracketed = source.text[start] == "["
                cut = end if bracketed else start + len(source.text[start:end].rstrip())
                where = f"{on.unit_at(place)} ({path[-1]}): emptied"
                yield on.retype(source, start, cut, "[]", where, _blocks(on, place) if path[-1] == "source" else [])


@kind("Leave a field without its value")
def empty_field(on: Ground) -> Iterator[Fault]:
    for place, _ in list(on.scalars())[::EVERY]:
        if place.path and isinstance(place.path[-1], str) and not _is_block(place):
            yield on.replace(place, "", [place.key])


def _is_block(place: Place) -> bool:
    start, _ = place.source.bounds(place.path) or (0, 0)
    return place.source.text[start : start + 1] in "|>"


REQUIRED: Mapping[type[Part], Sequence[str]] = {
    Unit: ("id",),
    Note: ("id", "severity", "text", "author", "date", "status"),
    Code: ("system", "code", "display", "confidence"),
    Course: ("sessions", "session_length", "frequency", "duration"),
    Drug: ("title", "identity", "form", "route", "dose", "frequency", "duration"),
    Group: ("title", "combine", "members"),
    Exercise: ("title", "position", "steps", "repetitions"),
    Recipe: ("title", "kind", "ingredients", "steps", "contact_time", "frequency", "duration"),
    Module: ("title", "text", "status", "role"),
    Overview: ("title", "language", "version", "status", "date", "condition", "phases", "modalities", "escalation"),
    Term: ("id", "term", "definition"),
}


@kind("Take a required field out")
def drop_required(on: Ground) -> Iterator[Fault]:
    required = (
        part.place / field
        for part in on.parts
        for kind_, fields in REQUIRED.items()
        for field in fields
        if isinstance(part, kind_) and field in value_at(part.place)
    )
    for place in list(required)[::EVERY]:
        yield on.cut(place)


@kind("Take out that the source leaves a figure open")
def drop_unstated(on: Ground) -> Iterator[Fault]:
    for quantity in on.all(Quantity):
        if quantity.unstated:
            yield on.replace(quantity.place, "{}")


@kind("Take out that the source names no condition")
def drop_none_named(on: Ground) -> Iterator[Fault]:
    for conditions in on.all(Conditions):
        if conditions.unstated:
            yield on.cut(conditions.place / "unstated")


@kind(
    "Take out how a list of conditions or drugs combines",
    missed="In a list of one item there is nothing to combine.",
)
def drop_combine(on: Ground) -> Iterator[Fault]:
    for part in on.all(Unit):
        if getattr(part, "combine", None):
            yield on.cut(part.place / "combine")


@kind("Take out how strong a contraindication is")
def drop_strength(on: Ground) -> Iterator[Fault]:
    for place, _ in on.scalars("strength"):
        yield on.cut(place)


@kind(
    "Take out the source's own words (`as_written`)",
    missed="Only the document could tell: the statement stays as it was, and its quotation is lost.",
)
def drop_as_written(on: Ground) -> Iterator[Fault]:
    for part in on.all(Unit):
        if part.as_written:
            yield on.cut(part.place / "as_written")


@kind("Take a modality off the list")
def drop_modality(on: Ground) -> Iterator[Fault]:
    listed = on.guide.overview.place / "modalities"
    for index, name in enumerate(on.guide.overview.modalities):
        module = next((each for each in on.all(Module) if each.id == name), None)
        yield on.cut(listed / index, [module.place / "id"] if module else [])
