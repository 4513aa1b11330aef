"""Drugs that have been withdrawn from the market, or restricted, because they harmed people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import Lookup


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
    return next((drug for _, drug in _drugs().found(name)), None)


def withdrawn_names() -> Iterator[str]:
    """Every name of such a substance."""
    return (name for drug in _drugs() for name in drug.names.split("|"))


@cache
def _drugs() -> Lookup[WithdrawnDrug]:
    return Lookup(table.read("withdrawn-drugs", WithdrawnDrug), lambda row: row.names)
