"""Editorial notes."""

from __future__ import annotations

from careguide.content.common import Module, Status
from careguide.content.guide import Overview
from careguide.content.part import Note, NoteStatus, Unit
from careguide.engine.acknowledge import Acknowledgement
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity


@rule(Severity.ERROR, acknowledgeable=False)
def acknowledges_nothing(claim: Acknowledgement) -> Faults:
    """A note acknowledges a finding that is not there.

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

    Fix: Take `acknowledges` out, or move the note to the unit where the finding is.
    """
    named = claim.note.acknowledges
    if claim.rule is None:
        problem, hint = "there is no such rule", "Take the rule's name from the report."
    elif not claim.rule.acknowledgeable:
        problem, hint = "findings of that rule must be mended, never acknowledged", "Mend the fault, and take it out."
    else:
        problem, hint = "that rule finds nothing on this unit (any more)", ""
    yield Fault(
        f"The note “{claim.note.id}” acknowledges {named}, but {problem}.", claim.note.place / "acknowledges", hint
    )


@rule(Severity.ERROR, acknowledgeable=False)
def open_(unit: Unit) -> Faults:
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
    if not isinstance(unit, Overview | Module) or unit.status is not Status.APPROVED:
        return
    waiting = [part for part in unit.walk() if isinstance(part, Note) and part.status is NoteStatus.OPEN]
    if waiting:
        count = "a note in it is" if len(waiting) == 1 else f"{len(waiting)} notes in it are"
        yield Fault(
            f"“{unit.id}” is called approved, but {count} still open.",
            unit.place / "status",
            related=tuple(Related(f"the note “{note.id}” is open", note.place / "status") for note in waiting),
        )
