"""The day on which something is done. What a guide says and what is exported never depend on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_TOLD: ContextVar[set[str] | None] = ContextVar("_TOLD", default=None)


def today() -> str:
    """Today, in the form of the guide's own dates; SOURCE_DATE_EPOCH (seconds since 1970, UTC) sets another day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    day = now.date().isoformat()
    told = _TOLD.get()
    if told is not None:
        told.add(day)
    return day


@contextmanager
def days_told() -> Iterator[set[str]]:
    """The days that ``today`` tells meanwhile: without any, what is done then does not depend on the day."""
    told: set[str] = set()
    before = _TOLD.set(told)
    try:
        yield told
    finally:
        _TOLD.reset(before)
