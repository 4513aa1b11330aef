"""The list of all editorial notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from careguide.book.back_matter import appendix
from careguide.book.blocks import (
    Anchored,
    Blocks,
    Chapter,
    Column,
    Heading,
    Inlines,
    Look,
    Paragraph,
    Style,
    Styled,
    Table,
    own,
)
from careguide.book.manuscript import Manuscript, Remark
from careguide.book.unit import decisions, line
from careguide.content.common import Module
from careguide.content.part import NoteSeverity, NoteStatus
from careguide.content.wording import day

_COLUMNS = (Column("Severity", 0.5), Column("Open", 0.25), Column("Resolved", 0.25))
_MEANING = {
    NoteSeverity.CRITICAL: "could hurt somebody badly",
    NoteSeverity.HIGH: "could hurt somebody, or mislead seriously",
    NoteSeverity.MEDIUM: "",
    NoteSeverity.LOW: "",
    NoteSeverity.INFO: "for information",
}
_INTRO = (
    "What is wrong with the source, missing from it or unclear in it. The statements themselves stand as the source"
    " has them. Critical and high notes also stand beside their statement. The notes are the editors’; nobody with a"
    " medical licence has confirmed them unless a decision is given."
)


def notes(ms: Manuscript) -> Chapter | None:
    """All notes in the order of the book, under the chapter that they are about."""
    if not ms.remarks:
        return None
    content: list[Heading | Paragraph | Table | Anchored] = [Paragraph((_INTRO,)), _count(ms)]
    for module in (None, *ms.guide.modules):
        content += _of(ms, module)
    return appendix("notes", "Editorial notes", tuple(content))


def _count(ms: Manuscript) -> Table:
    counts = Counter((remark.note.severity, remark.note.status) for remark in ms.remarks)
    rows = tuple(
        (
            (Paragraph((severity.capitalize(), f": {meaning}" if meaning else "")),),
            (Paragraph((str(counts[severity, NoteStatus.OPEN]),)),),
            (Paragraph((str(counts[severity, NoteStatus.RESOLVED]),)),),
        )
        for severity, meaning in _MEANING.items()
    )
    return Table(own("notes-table"), "Notes by severity", _COLUMNS, rows)


def _of(ms: Manuscript, module: Module | None) -> Iterator[Heading | Anchored]:
    about = [remark for remark in ms.remarks if ms.guide.module_of(remark.unit) is module]
    if about:
        title = module.title if module else "The guide as a whole"
        yield Heading(2, (title,), own("notes", module.id if module else "guide"))
        yield from (Anchored(remark.anchor, _note(ms, remark)) for remark in about)


def _note(ms: Manuscript, remark: Remark) -> Blocks:
    note = remark.note
    head: Inlines = (
        Styled(Style.STRONG, (f"Note {remark.number}. {note.severity.capitalize()}",)),
        f", {note.status}, on ",
        *ms.trail(remark.unit),
    )
    return (Paragraph(head, Look.ENTRY), Paragraph((note.text,)), *line(decisions(remark)), _record(remark))


def _record(remark: Remark) -> Paragraph:
    note = remark.note
    accepts = f"; accepts the finding {note.acknowledges}" if note.acknowledges else ""
    return Paragraph((f"{note.id}; {note.author}, {day(note.date)}{accepts}",), Look.SMALL)
