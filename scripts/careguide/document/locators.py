"""Locators: where in the source document a block stands, and which can stand next to each other."""

from __future__ import annotations

import re
from functools import lru_cache

_LOCATOR = re.compile(r"S(\d+)\.p(\d+)(?:\.li(\d+))?")

Position = tuple[int, int, int]
"""Segment, paragraph and list item, counted from 1; 0 for what is no list item, or stands above every paragraph."""


@lru_cache(maxsize=4096)
def position(locator: str) -> Position:
    """The numbers of a locator. Raises ``ValueError`` for what is none."""
    found = _LOCATOR.fullmatch(locator)
    if found is None:
        raise ValueError(f"{locator!r} is no locator")
    segment, paragraph, item = (int(number or 0) for number in found.groups())
    return segment, paragraph, item


def follows(above: str, below: str) -> bool:
    """Whether a document can have the one block directly below the other."""
    segment, paragraph, item = position(above)
    return position(below) in (
        (segment, paragraph, item + 1),
        (segment, paragraph + 1, 0),
        (segment + 1, 1, 0),
        (segment + 1, 0, 1),
    )
