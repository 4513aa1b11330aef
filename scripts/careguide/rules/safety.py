"""What a patient must know in order not to come to harm."""

from __future__ import annotations

from careguide.content.guide import Guide
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Severity


@rule(Severity.WARNING)
def red_flags_missing(guide: Guide) -> Faults:
    """The guide names no sign that asks for help at once.

    Why: Numbness between the legs, weakness or loss of bladder control cannot wait. A reader who is not told so goes on
    with massage and exercises.

    Bad:
        # at referral
        red_flags:
          id: red-flags
          unstated: the source names none

    Good:
        # at referral
        red_flags:
          id: red-flags
          source: [S01.p1]
          items:
            - {id: weak-legs, text: New weakness of the legs, source: [S01.p1]}

    Fix: Add the source's own red flags. If it has none, write `unstated`, and a note with what is missing.
    """
    referral = guide.overview.referral
    if referral is None:
        yield Fault(
            "The guide has no `referral`: it names nobody to see and no red flags.", guide.overview.place / "id"
        )
    elif referral.red_flags is None:
        yield Fault(f"“{referral.id}” has no `red_flags`.", referral.place / "id")
    elif not referral.red_flags.items:
        yield Fault(
            f"`red_flags` has no items, only `unstated`: “{referral.red_flags.unstated}”.",
            referral.red_flags.place / "unstated",
        )
