"""Places of the body, from the head down to the feet."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from careguide.knowledge import table


class Landmark(NamedTuple):
    """A place of the body; the greater ``height``, the nearer to the head in a person who stands."""

    landmark: str
    height: str
    source: str


def course(start: str, end: str) -> str:
    """Whether one goes upward or downward from one place of the body to another; empty where that cannot be told."""
    here, there = _height(start), _height(end)
    if here is None or there is None or here == there:
        return ""
    return "upward" if there > here else "downward"


@lru_cache(maxsize=1024)
def _height(place: str) -> int | None:
    """The height of the longest landmark that a description names."""
    named = [row for row in _landmarks() if re.search(rf"\b{row.landmark}s?\b", place, re.IGNORECASE)]
    return int(max(named, key=lambda row: len(row.landmark)).height) if named else None


@cache
def _landmarks() -> tuple[Landmark, ...]:
    return table.read("landmarks", Landmark)
