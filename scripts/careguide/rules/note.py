"""Editorial notes."""

from __future__ import annotations

import re

from careguide.content.common import Module, Status
from careguide.content.guide import Overview
from careguide.content.part import Note, NoteStatus, Unit
from careguide.edition import Export
from careguide.engine.acknowledge import Acknowledgement
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity


@rule(Severity.ERROR, acknowledgeable=False)
def acknowledges_nothing(claim: Acknowledgement) -> Faults:
    """A note acknowledges a finding that is not there.

    Whether it is, can only be told where no error or warning is left that may hide it.

    Why: Left in place, it would hide the next finding that appears there.

    Bad:
        # at massage.cervical.stroking
        notes:
          - id: one-technique
            severity: info
            text: The source names one technique.
            author: transcription editor
            date: 2026-01-01
            status: open
            acknowledges: steps/multiple-actions

    Good:
        # at massage.cervical.stroking
        notes:
          - id: one-technique
            severity: info
            text: The source names one technique.
            author: transcription editor
            date: 2026-01-01
            status: open

    Fix: Take `acknowledges` out, or move the note to where the finding is.
    """
    named = claim.note.acknowledges
    if claim.rule is None:
        near = f"Did you mean “{claim.meant}”?" if claim.meant else "Take the rule's name from the report."
        problem, hint = "there is no such rule", near
    elif not claim.rule.acknowledgeable:
        problem, hint = (
            "findings of that rule must be mended, never acknowledged",
            "Mend the fault, and take `acknowledges` out.",
        )
    else:
        problem, hint = "that rule finds nothing (any more) where the note stands", ""
    yield Fault(
        f"The note “{claim.note.id}” acknowledges {named}, but {problem}.",
        claim.note.place / "acknowledges",
        hint,
        meant="" if claim.rule else claim.meant,
    )


@rule(Severity.ERROR, acknowledgeable=False)
def critical_hidden(export: Export) -> Faults:
    """An export does not show a high or critical note beside its statement, or shows other words.

    A build reads each file that it has made back, before it puts it into place.

    Why: The reader of the export would follow a statement that the editors know to be dangerous.

    Bad:
        # at massage.cervical.stroking
        notes:
          - id: carotid-arteries
            severity: critical
            text: Pressure on the carotid arteries can stop the heart.
            author: transcription editor
            date: 2026-01-01
            status: open

    Good:
        # at massage.cervical.stroking
        notes:
          - id: hands-cold
            severity: low
            text: Cold hands make the muscles tense.
            author: transcription editor
            date: 2026-01-01
            status: open

    Fix: This is a fault of the exporter, not of the guide: report it, and leave this format out with `--to` until then.
    """
    guide = export.edition.guide
    for unit in (guide.overview, *guide.units.values()):
        for note in unit.notes:
            if note.severity.beside_statement and not _shown(export, unit, note):
                yield Fault(
                    f"The {export.format} file does not show the note “{note.id}”, which is {note.severity}, beside "
                    f"“{unit.name}”.",
                    note.place,
                )


@rule(Severity.ERROR, acknowledgeable=False)
def open_(unit: Overview | Module) -> Faults:
    """A guide or a module is called approved, although notes in it are still open.

    Why: An open note asks a question that nobody has answered: whether a drug may be shown at all, for example.

    Bad:
        # at massage
        status: approved
        notes:
          - id: force-open
            severity: medium
            text: The source does not say how hard to press.
            author: transcription editor
            date: 2026-01-01
            status: open

    Good:
        # at massage
        status: in-review
        notes:
          - id: force-open
            severity: medium
            text: The source does not say how hard to press.
            author: transcription editor
            date: 2026-01-01
            status: open

    Fix: Have each question decided, and write the decision under `resolution` with `status: resolved`. Until then the
    status is in-review.
    """
    if unit.status is not Status.APPROVED:
        return
    waiting = [part for part in unit.walk() if isinstance(part, Note) and part.status is NoteStatus.OPEN]
    if waiting:
        count = "a note in it is" if len(waiting) == 1 else f"{len(waiting)} notes in it are"
        yield Fault(
            f"`status` of “{unit.id}” is approved, but {count} still open.",
            unit.place / "status",
            related=tuple(Related(f"the note “{note.id}” is open", note.place / "status") for note in waiting),
        )


def _shown(export: Export, unit: Unit, note: Note) -> bool:
    """Whether a file shows a note's words with its unit, or with one beside it, as below a table of both."""
    shown = export.notes.get(note.address)
    if shown is None or _bare(note.text) not in _bare(shown.text):
        return False
    above, _, _ = unit.address.rpartition(".")
    return not unit.address or f"{shown.unit}.".startswith((f"{unit.address}.", f"{above}." if above else unit.address))


def _bare(text: str) -> str:
    """A text without spaces and joiners: the same however a format sets it."""
    return re.sub(r"[\s\N{WORD JOINER}]+", "", text)
