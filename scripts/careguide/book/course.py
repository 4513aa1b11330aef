"""A course of treatment as a small table."""

from __future__ import annotations

from careguide.book.blocks import Anchored, Blocks, Column, Inlines, Paragraph, Table, own
from careguide.book.manuscript import Manuscript
from careguide.book.quantities import quantity
from careguide.book.unit import body, common_facts, line, locators, remarks
from careguide.content.common import Course, CoursePhase
from careguide.content.part import Unit

_COLUMNS = (Column("Course", 0.34), Column("Figure", 0.66))


def course(ms: Manuscript, unit: Course, of: Unit) -> Blocks:
    """Sessions, length, frequency and total, then the phases; ``of`` is what the course is for."""
    rows = (
        _row("Number of sessions", quantity(unit.sessions, "session")),
        _row("Length of a session", quantity(unit.session_length)),
        _row("Frequency", quantity(unit.frequency)),
        _row("Length of the course", quantity(unit.duration)),
        *(_phase(ms, phase) for phase in unit.phases),
    )
    table = Table(own("table", unit.address), f"{unit.title or 'Course'}: {of.name}", _COLUMNS, rows)
    below = body(ms, unit)
    on_phases = (block for phase in unit.phases for block in remarks(ms, phase, named=True))
    return (Anchored(unit.address, (table, *below, *on_phases)),)


def _row(heading: str, content: Inlines) -> tuple[Blocks, ...]:
    return ((Paragraph((heading,)),), (Paragraph(content),))


def _phase(ms: Manuscript, phase: CoursePhase) -> tuple[Blocks, ...]:
    heading = Paragraph((phase.title or "Phase",))
    figures = (
        *((("Sessions", quantity(phase.sessions, "session")),) if phase.sessions else ()),
        *((("Length", quantity(phase.duration)),) if phase.duration else ()),
        *common_facts(ms, phase),
    )
    said = Paragraph((phase.text, *locators(phase)))
    return ((heading,), (Anchored(phase.address, (said, *line(figures))),))
