"""The chapter on exercises."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.book.blocks import Blocks, Chapter, Heading
from careguide.book.course import course
from careguide.book.manuscript import Manuscript
from careguide.book.module import chapter as module_chapter
from careguide.book.quantities import amount, chosen
from careguide.book.statements import equipment, group, rules, statements
from careguide.book.steps import steps
from careguide.book.unit import Fact, body
from careguide.content.exercise import Exercise, ExerciseTherapy, Section


def chapter(ms: Manuscript, module: ExerciseTherapy) -> Chapter:
    return module_chapter(ms, module, *(_section(ms, section) for section in module.sections))


def _section(ms: Manuscript, section: Section) -> Blocks:
    return (
        Heading(2, (section.title,), section.address),
        *body(ms, section, chosen("Region", section.region)),
        *group(3, "What the source says of them", section, "principles", statements(ms, section.principles)),
        *group(3, "Rules", section, "rules", rules(ms, section.rules)),
        *course(ms, section.course, section),
        *group(3, "Equipment", section, "needed", equipment(ms, section.equipment)),
        *(block for exercise in section.exercises for block in _exercise(ms, exercise)),
    )


def _exercise(ms: Manuscript, exercise: Exercise) -> Blocks:
    return (
        Heading(3, (exercise.title,), exercise.address),
        *body(ms, exercise, _facts(ms, exercise)),
        *steps(ms, exercise.steps),
    )


def _facts(ms: Manuscript, exercise: Exercise) -> Iterator[Fact]:
    yield from chosen("Position", exercise.position)
    if exercise.starting_position:
        yield "To begin with", (exercise.starting_position,)
    if exercise.same_position_as:
        yield "Same position as", (ms.refer(exercise.same_position_as, exercise),)
    yield from amount("Hold", exercise.hold)
    yield from amount("Repetitions", exercise.repetitions)
