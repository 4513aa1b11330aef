"""Which fields point at other units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from careguide.content import exercise, massage, remedies
from careguide.content.common import Conditions, Module, Rule, Step
from careguide.content.guide import Guide, Phase, State, Transition
from careguide.content.part import Unit
from careguide.source.place import Place

GUIDE, UNRESOLVED = "guide", "unresolved"
"""What a rule's scope may say instead of an address."""

_FIELDS: dict[type[Unit], tuple[str, ...]] = {
    Step: ("after", "before", "uses"),
    Conditions: ("applies_to",),
    Rule: ("scope",),
    Module: ("phase", "after", "combined_with"),
    massage.Section: ("combined_with",),
    exercise.Exercise: ("same_position_as",),
    remedies.Recipe: ("method",),
    Phase: ("after",),
    State: ("treatments",),
    Transition: ("from", "to", "trigger"),
}


class Reference(NamedTuple):
    """A field of a unit that names another unit, and the place of the name."""

    unit: Unit
    field: str
    name: str
    place: Place

    def target(self, guide: Guide) -> Unit | None:
        """The unit that is meant, or ``None`` where there is none."""
        return guide.resolve(self.name, self.unit)


def references(unit: Unit) -> Iterator[Reference]:
    """Every reference that a unit makes, in the order of its fields."""
    for kind, fields in _FIELDS.items():
        if isinstance(unit, kind):
            for field in fields:
                yield from _named(unit, field)


def _named(unit: Unit, field: str) -> Iterator[Reference]:
    value = getattr(unit, "from_" if field == "from" else field)
    if isinstance(value, tuple):
        for index, name in enumerate(value):
            yield Reference(unit, field, name, unit.place / field / index)
    elif value and not (field == "scope" and value in (GUIDE, UNRESOLVED)):
        yield Reference(unit, field, value, unit.place / field)
