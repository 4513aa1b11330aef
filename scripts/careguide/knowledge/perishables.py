"""Foods that spoil when they are kept out of the refrigerator."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import phrases

HOURS = 2
"""How long such a food may stand."""


class Perishable(NamedTuple):
    """A food; ``names``, and the names in ``but_not`` that only look like it, are lists separated by ``|``."""

    food: str
    names: str
    but_not: str
    source: str


def perishable(name: str) -> Perishable | None:
    """The food that an ingredient of this name is."""
    found = (row for row in _rows() if phrases(row.names).search(phrases(row.but_not).sub(" ", name)))
    return next(found, None)


@cache
def _rows() -> tuple[Perishable, ...]:
    return table.read("perishables", Perishable)
