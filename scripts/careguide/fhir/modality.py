"""What all modalities have in common: their aims, rules and contraindications."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from careguide.content.common import Course, Equipment, Module
from careguide.content.part import Unit
from careguide.fhir.action import action, goals, listed, statements
from careguide.fhir.conditions import contraindicated, warned
from careguide.fhir.imprint import Imprint
from careguide.fhir.plan import plan, rules, rules_link
from careguide.fhir.resource import Element, Resource
from careguide.fhir.timing import course_timing, phase_timing


def modality(
    at: Imprint, module: Module, type_: str, actions: Sequence[Element], aims: Sequence[Element] = ()
) -> Iterator[Resource]:
    """A modality's own PlanDefinition, its rules and its contraindications."""
    before = [
        statements(at, module, "principles", module.principles),
        rules_link(at, module, module.rules),
        *warned(at, module.contraindications),
    ]
    yield plan(at, module, type_, [*before, *actions], [*goals(at, module.effects), *aims])
    yield from rules(at, module, module.rules)
    yield from contraindicated(at, module)


def course(at: Imprint, unit: Course, canonical: str = "") -> Element:
    """A course: its Timing says what a Timing can say, and its text says all of it."""
    phases = [
        action(at, phase, prefix=str(n), timingTiming=phase_timing(at.base, phase), requiredBehavior="must")
        for n, phase in enumerate(unit.phases, 1)
    ]
    for previous, later in pairwise(phases):
        later["relatedAction"] = [{"actionId": previous["id"], "relationship": "after-end"}]
    inner = listed(at, unit, "phases", phases, selectionBehavior="all")
    return action(
        at,
        unit,
        title=unit.title or "Course",
        timingTiming=course_timing(at.base, unit),
        definitionCanonical=canonical,
        action=[inner] if inner else [],
    )


def equipment(at: Imprint, owner: Unit, units: Sequence[Equipment]) -> Element:
    things = [action(at, unit, requiredBehavior="could" if unit.optional else "must") for unit in units]
    return listed(at, owner, "equipment", things)
