"""Which fields point at other units, and at units of which kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from careguide.content import exercise, massage, medication, physiotherapy, remedies, surgery
from careguide.content.common import Condition, Conditions, Equipment, Module, Rule, Step
from careguide.content.guide import Guide, Phase, State, Transition
from careguide.content.part import Unit
from careguide.source.place import Place

GUIDE, UNRESOLVED = "guide", "unresolved"
"""What a rule's scope may say instead of an address."""

Kinds = tuple[type[Unit], ...]

TREATMENTS: Kinds = (
    Module,
    massage.Section,
    exercise.Section,
    exercise.Exercise,
    medication.Group,
    medication.Procedure,
    medication.Drug,
    physiotherapy.Procedure,
    surgery.Category,
    surgery.Operation,
    remedies.Method,
    remedies.Recipe,
    remedies.Ingredient,
    Step,
    Equipment,
)
"""What can be done to a patient, or used on one: a modality or a part of it."""

_FIELDS: Mapping[type[Unit], Mapping[str, Kinds]] = {
    Step: {"after": (Step,), "before": (Step,), "uses": (Equipment, remedies.Ingredient)},
    Conditions: {"applies_to": TREATMENTS},
    Rule: {"scope": TREATMENTS},
    Module: {"phase": (Phase,), "after": TREATMENTS, "combined_with": TREATMENTS},
    massage.Section: {"combined_with": TREATMENTS},
    exercise.Exercise: {"same_position_as": (exercise.Exercise,)},
    remedies.Recipe: {"method": (remedies.Method,)},
    Phase: {"after": (Phase,)},
    State: {"treatments": TREATMENTS},
    Transition: {"from": (State,), "to": (State,), "trigger": (Condition,)},
}


class Reference(NamedTuple):
    """A field of a unit that names another unit, the place of the name, and the kinds of unit that it may name."""

    unit: Unit
    field: str
    name: str
    place: Place
    kinds: Kinds

    def target(self, guide: Guide) -> Unit | None:
        """The unit that is meant, or ``None`` where there is none."""
        return guide.resolve(self.name, self.unit)


@cache
def naming_fields(kind: type) -> Mapping[str, Kinds]:
    """The fields of a kind of unit that name other units, and units of which kinds."""
    return {
        field: kinds for each, fields in _FIELDS.items() if issubclass(kind, each) for field, kinds in fields.items()
    }


def references(unit: Unit) -> Iterator[Reference]:
    """Every reference that a unit makes, in the order of its fields."""
    for field, kinds in naming_fields(type(unit)).items():
        yield from _named(unit, field, kinds)


def _named(unit: Unit, field: str, kinds: Kinds) -> Iterator[Reference]:
    value = getattr(unit, "from_" if field == "from" else field)
    if isinstance(value, tuple):
        for index, name in enumerate(value):
            yield Reference(unit, field, name, unit.place / field / index, kinds)
    elif value and not (field == "scope" and value in (GUIDE, UNRESOLVED)):
        yield Reference(unit, field, value, unit.place / field, kinds)
