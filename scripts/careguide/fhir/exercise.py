"""Exercises: a protocol of sections, one PlanDefinition and one request for each region.

An exercise is an action, and so is each of its steps inside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.exercise import Exercise, ExerciseTherapy, Section
from careguide.fhir.action import action, listed, reference, statements, steps
from careguide.fhir.conditions import absent
from careguide.fhir.imprint import Imprint
from careguide.fhir.modality import course, equipment, modality
from careguide.fhir.plan import activity, plan, rules, rules_link
from careguide.fhir.resource import Element, Resource
from careguide.fhir.timing import course_timing, timing


def resources(at: Imprint, module: ExerciseTherapy) -> Iterator[Resource]:
    allowed = absent(at, module.contraindications, module)
    sections = [reference(at, section) for section in module.sections]
    listing = listed(at, module, "sections", sections, selectionBehavior="any", **allowed)
    yield from modality(at, module, "clinical-protocol", [listing])
    for section in module.sections:
        yield from _section(at, module, section)


def _section(at: Imprint, module: ExerciseTherapy, unit: Section) -> Iterator[Resource]:
    allowed = absent(at, module.contraindications, unit)
    exercises = [_exercise(at, exercise, number) for number, exercise in enumerate(unit.exercises, 1)]
    actions = [
        statements(at, unit, "principles", unit.principles),
        rules_link(at, unit, unit.rules),
        course(at, unit.course, at.canonical("ActivityDefinition", unit)),
        equipment(at, unit, unit.equipment),
        listed(at, unit, "exercises", exercises, **allowed),
    ]
    yield plan(at, unit, "clinical-protocol", actions)
    yield from rules(at, unit, unit.rules)
    site = [at.coded("region", unit.region)]
    yield activity(at, unit, "ServiceRequest", timingTiming=course_timing(at.base, unit.course), bodySite=site)


def _exercise(at: Imprint, unit: Exercise, number: int) -> Element:
    """An exercise. Repetitions within a session are words: ``Timing.count`` would be the total of all sessions."""
    hold = timing(at.base, length=unit.hold)
    return action(at, unit, prefix=str(number), timingTiming=hold, action=[steps(at, unit, unit.steps)])
