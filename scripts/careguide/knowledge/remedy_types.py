"""The words by which a remedy's name says what kind of remedy it is."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import phrases

_REST = re.compile(r"\s+(?:with|of|for|from|in|on|against|after|before)\s+", re.IGNORECASE)


class RemedyType(NamedTuple):
    """A word and the kind, as the schema calls it."""

    word: str
    kind: str
    source: str


def named_kind(name: str) -> RemedyType | None:
    """The kind that a name tells: by the last such word before *with*, *of* and the like."""
    head = _REST.split(name, maxsplit=1)[0]
    hits = ((hit, row) for row in _rows() for hit in phrases(f"{row.word}|{row.word}s|{row.word}es").finditer(head))
    return max(((hit.start(), row) for hit, row in hits), default=(0, None))[1]


@cache
def _rows() -> tuple[RemedyType, ...]:
    return table.read("remedy-types", RemedyType)
