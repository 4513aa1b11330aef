"""Exercises, region by region."""

from careguide.content.common import Course, Equipment, Module, Rule, Statement, Step
from careguide.content.part import Unit
from careguide.content.quantity import Quantity


class Exercise(Unit, frozen=True, kw_only=True):
    """One exercise. ``position`` is the body's; ``same_position_as`` names the exercise the source refers back to."""

    position: str
    steps: tuple[Step, ...]
    repetitions: Quantity
    starting_position: str = ""
    same_position_as: str = ""
    hold: Quantity | None = None


class Section(Unit, frozen=True, kw_only=True):
    """The exercises for one region."""

    region: str
    course: Course
    exercises: tuple[Exercise, ...]
    principles: tuple[Statement, ...] = ()
    rules: tuple[Rule, ...] = ()
    equipment: tuple[Equipment, ...] = ()


class ExerciseTherapy(Module, frozen=True, kw_only=True):
    sections: tuple[Section, ...]
