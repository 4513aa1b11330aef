"""Physical procedures other than massage and exercise."""

from careguide.content.common import Course, Equipment, Module, Rule, Statement, Step
from careguide.content.part import Unit


class Procedure(Unit, frozen=True, kw_only=True):
    course: Course
    region: str = ""
    setting: str = ""
    effects: tuple[Statement, ...] = ()
    rules: tuple[Rule, ...] = ()
    steps: tuple[Step, ...] = ()
    equipment: tuple[Equipment, ...] = ()


class Physiotherapy(Module, frozen=True, kw_only=True):
    procedures: tuple[Procedure, ...] = ()
