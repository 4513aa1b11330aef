"""Days."""

from __future__ import annotations

import datetime

from careguide.content.guide import Overview
from careguide.content.part import Note
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Severity


@rule(Severity.ERROR, acknowledgeable=False)
def no_such_day(part: Note | Overview) -> Faults:
    """A day does not exist, such as the 31st of November.

    The days of sign-offs have a rule of their own.

    Why: Nobody can tell which day was meant, and programs refuse the whole export.

    Bad:
        # at guide
        date: 2026-11-31

    Good:
        # at guide
        date: 2026-11-30

    Fix: Write the day that was meant, as year-month-day.
    """
    try:
        datetime.date.fromisoformat(part.date)
    except ValueError:
        yield Fault(f"`date` is {part.date}, and there is no such day.", part.place / "date")
