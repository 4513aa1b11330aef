"""Python's garbage collector, which searches for what refers to itself."""

from __future__ import annotations

import gc

_SELDOM = 100_000
"""Of so many things that are made and kept, about as many as of two guides."""


def collect_seldom() -> None:
    """Has the collector search less often: it takes time, and nothing in a guide refers to itself."""
    often, *rest = gc.get_threshold()
    if 0 < often < _SELDOM:
        gc.set_threshold(_SELDOM, *rest)
