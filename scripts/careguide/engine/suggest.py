"""“Did you mean”: the nearest of the names that are known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A question that offers the name nearest to a misspelt one; ``otherwise`` where none is near."""
    near = nearest(name, known)
    return f"Did you mean “{near}”?" if near else otherwise


def nearest(name: str, known: Iterable[str]) -> str:
    """The name nearest to a misspelt one, or nothing."""
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)), "")
