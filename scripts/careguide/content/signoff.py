"""How far the newest sign-off of a file carries."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from careguide.content.common import Module, Review
from careguide.content.guide import Overview
from careguide.content.signature import signature

APPROVED = "approved"


class Standing(enum.StrEnum):
    """What the newest sign-off of a file says of the file as it is now."""

    UNSIGNED = "unsigned"
    CHANGES_REQUESTED = "changes-requested"
    STALE = "stale"
    EXPIRED = "expired"
    CURRENT = "current"


def last_review(reviews: Sequence[Review]) -> Review | None:
    """The newest review; of several on one day, the one that stands last."""
    return max(reversed(reviews), key=lambda review: review.date, default=None)


def is_stale(unit: Overview | Module, review: Review) -> bool:
    """Whether a file is no longer what was reviewed."""
    return review.hash != signature(unit)


def standing(unit: Overview | Module, day: str) -> Standing:
    """The standing of a file on a day."""
    last = last_review(unit.reviews)
    if last is None:
        return Standing.UNSIGNED
    if last.outcome != APPROVED:
        return Standing.CHANGES_REQUESTED
    if is_stale(unit, last):
        return Standing.STALE
    return Standing.EXPIRED if not last.due or last.due < day else Standing.CURRENT
