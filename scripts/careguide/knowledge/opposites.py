"""Words that turn a statement round when one takes the other's place."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from careguide.content.passages import phrases
from careguide.knowledge import table


class Opposites(NamedTuple):
    """Two words that mean the opposite of each other, each with its forms, separated by ``|``."""

    word: str
    opposite: str
    source: str


def turned_round(original: str, text: str) -> tuple[str, str] | None:
    """A word of the original whose opposite stands in the text instead, and that opposite."""
    for pair in _pairs():
        for one, other in ((pair.word, pair.opposite), (pair.opposite, pair.word)):
            had, has = phrases(one).search(original), phrases(other).search(text)
            if had and has and not phrases(one).search(text) and not phrases(other).search(original):
                return had[0], has[0]
    return None


@cache
def _pairs() -> tuple[Opposites, ...]:
    return table.read("opposites", Opposites)
