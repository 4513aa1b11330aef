"""Words that promise more of a treatment than anybody may."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import Lookup


class EfficacyClaim(NamedTuple):
    """A kind of claim; ``phrase`` is a list of phrases separated by ``|``."""

    phrase: str
    claim: str
    source: str


def efficacy_claim(text: str) -> tuple[str, EfficacyClaim] | None:
    """The first words of a text that are such a claim, and its kind."""
    found = sorted((hit.start(), hit[0], row) for hit, row in _rows().found(text))
    return (found[0][1], found[0][2]) if found else None


@cache
def _rows() -> Lookup[EfficacyClaim]:
    return Lookup(table.read("efficacy-claims", EfficacyClaim), lambda row: row.phrase)
