"""Drugs that are known to be sold without a prescription."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from careguide.knowledge import table


class OverTheCounter(NamedTuple):
    """A drug, or a whole ATC class, that is sold without a prescription."""

    atc: str
    name: str
    source: str


def sold_without_prescription(atc: str) -> bool:
    """Whether a drug of this ATC code is known to be sold without a prescription."""
    return atc.startswith(_classes())


@cache
def _classes() -> tuple[str, ...]:
    return tuple(row.atc for row in table.read("over-the-counter", OverTheCounter))
