"""Drugs that have been withdrawn from the market, or restricted, because they harmed people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.content.passages import phrases
from careguide.knowledge import table


class WithdrawnDrug(NamedTuple):
    """A substance; ``names`` is a list, separated by ``|``."""

    substance: str
    names: str
    status: str
    where: str
    reason: str
    source: str


def withdrawn(name: str) -> WithdrawnDrug | None:
    """The first of such substances that is named."""
    known = _names().search(name)
    return next((drug for drug in _drugs() if phrases(drug.names).search(name)), None) if known else None


def withdrawn_names() -> Iterator[str]:
    """Every name of such a substance."""
    return (name for drug in _drugs() for name in drug.names.split("|"))


@cache
def _names() -> re.Pattern[str]:
    return phrases("|".join(withdrawn_names()))


@cache
def _drugs() -> tuple[WithdrawnDrug, ...]:
    return table.read("withdrawn-drugs", WithdrawnDrug)
