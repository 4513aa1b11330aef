"""The regions of the spine, some of which take in others."""

from __future__ import annotations

from collections.abc import Mapping

_LEVELS: Mapping[str, frozenset[str]] = {
    "cervical": frozenset({"neck"}),
    "thoracic": frozenset({"chest"}),
    "lumbar": frozenset({"lower back"}),
    "lumbosacral": frozenset({"lower back"}),
    "whole-spine": frozenset({"neck", "chest", "lower back"}),
}


def levels(region: str) -> frozenset[str]:
    """What a region takes in; nothing for a word that is no region. Two regions overlap if they share a level."""
    return _LEVELS.get(region, frozenset())
