"""“Did you mean”: the nearest of the names that are known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A question that offers the name nearest to a misspelt one; ``otherwise`` where none is near."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"Did you mean “{near[0]}”?" if near else otherwise
