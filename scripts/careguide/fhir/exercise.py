"""Exercises: one plan for each region; an exercise is an action, and so is each of its steps inside it."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.exercise import Exercise, ExerciseTherapy, Section
from careguide.fhir.action import action, listed, steps
from careguide.fhir.conditions import absent
from careguide.fhir.imprint import Imprint
from careguide.fhir.resource import Element, Resource
from careguide.fhir.section import by_region
from careguide.fhir.timing import timing


def resources(at: Imprint, module: ExerciseTherapy) -> Iterator[Resource]:
    def exercises(unit: Section) -> Element:
        found = [_exercise(at, exercise, number) for number, exercise in enumerate(unit.exercises, 1)]
        return listed(at, unit, "exercises", found, **absent(at, module.contraindications, unit))

    yield from by_region(at, module, module.sections, exercises)


def _exercise(at: Imprint, unit: Exercise, number: int) -> Element:
    """An exercise. Repetitions within a session are words: ``Timing.count`` would be the total of all sessions."""
    hold = timing(at.base, length=unit.hold)
    return action(at, unit, prefix=str(number), timingTiming=hold, action=[steps(at, unit, unit.steps)])
