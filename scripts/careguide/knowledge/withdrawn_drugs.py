"""Drugs that have been withdrawn from the market, or restricted, because they harmed people."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from careguide.content.passages import phrases
from careguide.knowledge import table


class WithdrawnDrug(NamedTuple):
    """A substance; ``names`` and ``atc`` are lists, separated by ``|``."""

    substance: str
    names: str
    atc: str
    status: str
    where: str
    reason: str
    source: str


def withdrawn(names: Iterable[str], atc: Iterable[str]) -> WithdrawnDrug | None:
    """The first of such substances that a drug's names or its ATC codes point to."""
    words, codes = " | ".join(names), frozenset(atc)
    return next((d for d in _drugs() if codes.intersection(d.atc.split("|")) or phrases(d.names).search(words)), None)


@cache
def _drugs() -> tuple[WithdrawnDrug, ...]:
    return table.read("withdrawn-drugs", WithdrawnDrug)
