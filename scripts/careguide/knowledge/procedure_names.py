"""The names of operations and examinations, by which a name that does not exist is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table

_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = (
    "ectomy", "otomy", "ostomy", "plasty", "desis", "pexy", "rrhaphy", "centesis", "tripsy", "scopy",
)  # fmt: skip


class ProcedureName(NamedTuple):
    """A name that is in use."""

    name: str
    source: str


def procedures(text: str) -> Iterator[str]:
    """Every word of a text that is formed like the name of an operation, in the singular and in small letters."""
    for word in _WORD.findall(text.casefold()):
        singular = f"{word[:-3]}y" if word.endswith("ies") else word
        if singular.endswith(_ENDINGS):
            yield singular


@cache
def procedure_names() -> frozenset[str]:
    """Every name that is in use."""
    return frozenset(row.name for row in table.read("procedure-names", ProcedureName))
