"""Effects that are claimed for drugs which do not have them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table


class LackingEffect(NamedTuple):
    """An effect that no drug under an ATC code has; ``words`` are parts of words by which it is told, between ``|``."""

    effect: str
    words: str
    atc: str
    drug: str
    source: str


def lacking_effects(claim: str, atc: str) -> Iterator[LackingEffect]:
    """The effects of which a claim tells and which a drug of this code does not have."""
    told = claim.casefold()
    return (row for row in _rows() if atc.startswith(row.atc) and any(word in told for word in row.words.split("|")))


@cache
def _rows() -> tuple[LackingEffect, ...]:
    return table.read("group-effects", LackingEffect)
