"""Terms to prefer to their variants, whatever the guide."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table


class PreferredTerm(NamedTuple):
    """``variant`` is a list of phrases separated by ``|``; ``language`` is that of the guide."""

    language: str
    variant: str
    preferred: str
    source: str


def preferred_terms(language: str) -> Iterator[PreferredTerm]:
    """The terms for guides in a language."""
    return (row for row in _rows() if row.language == language.partition("-")[0])


@cache
def _rows() -> tuple[PreferredTerm, ...]:
    return table.read("preferred-terms", PreferredTerm)
