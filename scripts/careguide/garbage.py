"""What refers to itself, and is searched for now and then."""

from __future__ import annotations

import gc

_SELDOM = 100_000
"""Of so many things that are made and kept, about as many as of two guides."""


def collect_seldom() -> None:
    """Has Python search less often for what refers to itself: it takes time, and nothing in a guide does."""
    often, *rest = gc.get_threshold()
    if 0 < often < _SELDOM:
        gc.set_threshold(_SELDOM, *rest)
