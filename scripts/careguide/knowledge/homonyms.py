"""Words for two different things, and the words by which each of the two is told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import phrases


class Sense(NamedTuple):
    """One meaning of a word; ``seen_with`` is a list of phrases, separated by ``|``, that stand beside it."""

    word: str
    sense: str
    seen_with: str
    source: str


def senses(text: str) -> Iterator[Sense]:
    """The meaning that each homonym of a text has there; a word whose meaning is not clear is left out."""
    for word in {row.word: None for row in _rows()}:
        if phrases(f"{word}|{word}s").search(text):
            told = [row for row in _rows() if row.word == word and phrases(row.seen_with).search(text)]
            if len(told) == 1:
                yield told[0]


@cache
def _rows() -> tuple[Sense, ...]:
    return table.read("homonyms", Sense)
