"""The names of operations and examinations, by which a name that does not exist is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table

_ENDINGS = (
    "ectomy", "otomy", "ostomy", "plasty", "desis", "pexy", "rrhaphy", "centesis", "tripsy", "scopy",
)  # fmt: skip


class ProcedureName(NamedTuple):
    """A name that is in use."""

    name: str
    source: str


def procedures(words: Iterable[str]) -> Mapping[str, str]:
    """Those words in small letters that are formed like the name of an operation, each with its singular."""
    singulars = ((word, f"{word[:-3]}y" if word.endswith("ies") else word) for word in words)
    return {word: singular for word, singular in singulars if singular.endswith(_ENDINGS)}


@cache
def procedure_names() -> frozenset[str]:
    """Every name that is in use."""
    return frozenset(row.name for row in table.read("procedure-names", ProcedureName))
