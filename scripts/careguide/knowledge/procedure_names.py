"""The names of operations and examinations, by which a name that does not exist is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table

_NAME = re.compile(
    r"(?<![\w-])[a-z]+(?:ectom|otom|ostom|plast|pex|rrhaph|trips|scop)(?:y|ies)\b|(?<![\w-])[a-z]+(?:desis|centesis)\b",
    re.IGNORECASE,
)


class ProcedureName(NamedTuple):
    """A name that is in use."""

    name: str
    source: str


def procedures(text: str) -> Iterator[str]:
    """Every word of a text that is formed like the name of an operation, in the singular and in small letters."""
    return (re.sub("ies$", "y", found[0].lower()) for found in _NAME.finditer(text))


@cache
def procedure_names() -> frozenset[str]:
    """Every name that is in use."""
    return frozenset(row.name for row in table.read("procedure-names", ProcedureName))
