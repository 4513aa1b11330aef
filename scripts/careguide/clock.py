"""The day on which something is done. What a guide says and what is exported never depend on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from careguide.project import ProjectError

EPOCH = "SOURCE_DATE_EPOCH"

_TOLD: ContextVar[set[str] | None] = ContextVar("_TOLD", default=None)


def today() -> str:
    """Today, in the form of the guide's own dates; SOURCE_DATE_EPOCH (seconds since 1970, UTC) sets another day.

    Raises ``ProjectError`` where that is no such number.
    """
    epoch = os.environ.get(EPOCH, "")
    day = (_moment(epoch) if epoch else datetime.now(UTC)).date().isoformat()
    told = _TOLD.get()
    if told is not None:
        told.add(day)
    return day


def _moment(epoch: str) -> datetime:
    try:
        if not (epoch.isascii() and epoch.isdigit()):
            raise ValueError(epoch)
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:  # beyond the year 9999, or what the system can count
        raise ProjectError(f"{EPOCH} must be a number of seconds since 1970, not “{epoch[:40]}”.") from error


@contextmanager
def days_told() -> Iterator[set[str]]:
    """The days that ``today`` tells meanwhile: without any, what is done then does not depend on the day."""
    told: set[str] = set()
    before = _TOLD.set(told)
    try:
        yield told
    finally:
        _TOLD.reset(before)
