"""Massage, region by region."""

from careguide.content.common import Course, Equipment, Module, Rule, Statement, Step
from careguide.content.part import Unit


class Section(Unit, frozen=True, kw_only=True):
    """Massage of one region; the steps are its techniques in order."""

    region: str
    setting: str
    course: Course
    steps: tuple[Step, ...]
    method: str = ""
    combined_with: tuple[str, ...] = ()
    principles: tuple[Statement, ...] = ()
    effects: tuple[Statement, ...] = ()
    rules: tuple[Rule, ...] = ()
    equipment: tuple[Equipment, ...] = ()


class Massage(Module, frozen=True, kw_only=True):
    sections: tuple[Section, ...]
