"""Regions of the spine that share a part."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from careguide.knowledge import table

REGIONS = ("cervical", "thoracic", "lumbar", "lumbosacral", "whole-spine")


class Overlap(NamedTuple):
    """A region, and another that shares a part with it."""

    region: str
    overlaps: str
    source: str


def overlapping(region: str) -> frozenset[str]:
    """The regions that share a part with one."""
    return frozenset(row.overlaps for row in _rows() if row.region == region)


def share_a_part(one: str, other: str) -> bool:
    """Whether two regions are the same, overlap, or one of them takes in the other."""
    return one == other or "whole-spine" in (one, other) or other in overlapping(one)


@cache
def _rows() -> tuple[Overlap, ...]:
    return table.read("regions", Overlap)
