"""Findings of spinal imaging that are common in people without symptoms."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.words import content_words


class ImagingFinding(NamedTuple):
    finding: str
    source: str


def imaging_finding(text: str) -> str:
    """The imaging finding that a text names, or nothing."""
    words = content_words(text.replace("disk", "disc"))
    return next((name for name, named in _findings() if named <= words), "")


@cache
def _findings() -> tuple[tuple[str, frozenset[str]], ...]:
    rows = table.read("imaging-findings", ImagingFinding)
    return tuple((row.finding, content_words(row.finding)) for row in rows)
