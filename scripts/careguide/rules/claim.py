"""What a guide promises of a treatment."""

from __future__ import annotations

import re

from careguide.content.part import Unit
from careguide.content.passages import passages
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Severity
from careguide.knowledge.efficacy_claims import efficacy_claim

_DENIED = re.compile(r"\b(?:not|never|no|nobody|neither|hardly|without)(?:\s+\w+){0,2}\s*$", re.IGNORECASE)


@rule(Severity.WARNING)
def unsupported(unit: Unit) -> Faults:
    """A treatment is praised in words that no evidence can support: excellent, guaranteed, completely safe.

    Why: A reader who believes it may give up a treatment that works, or take one that harms.

    Bad:
        # at massage
        effects:
          - {id: pain, text: Massage has an excellent effect against pain., source: [S01.p2]}

    Good:
        # at massage
        effects:
          - {id: pain, text: Massage eases pain., source: [S01.p2]}

    Fix: State the effect without the praise. If the praise is the source's own, keep it and add a note that
    acknowledges claim/unsupported.
    """
    for passage in passages(unit):
        found = efficacy_claim(passage.text)
        if found and not _DENIED.search(passage.text[: passage.text.lower().find(found[0].lower())]):
            words, kind = found
            yield Fault(f"`{passage.field}` says “{words}”: {kind.claim}, with nothing to support it.", passage.place)
            return
