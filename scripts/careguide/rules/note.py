"""Editorial notes."""

from __future__ import annotations

from careguide.engine.acknowledge import Acknowledgement
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Severity


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
