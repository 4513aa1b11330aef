"""Words that turn a statement round when one takes the other's place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table

_WORD = re.compile(r"[^\W\d_]+")


class Opposites(NamedTuple):
    """Two words that mean the opposite of each other, each with its forms, separated by ``|``."""

    word: str
    opposite: str
    source: str


def turned_round(original: str, text: str) -> tuple[str, str] | None:
    """A word of the original whose opposite stands in the text instead, and that opposite, both as they stand there."""
    before, after = _words(original), _words(text)
    for word in sorted(before.keys() & _sides().keys()):
        for forms, opposites in _sides()[word]:
            now = opposites & after.keys()
            if now and not forms & after.keys() and not opposites & before.keys():
                return before[word], after[min(now)]
    return None


def _words(text: str) -> Mapping[str, str]:
    """Each word of a text in small letters, and as it stands there first."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        found.setdefault(word.casefold(), word)
    return found


@cache
def _sides() -> Mapping[str, list[tuple[frozenset[str], frozenset[str]]]]:
    """For each word: all forms of it, and all forms of its opposite, for each opposite that it has."""
    sides: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for row in table.read("opposites", Opposites):
        one, other = frozenset(row.word.split("|")), frozenset(row.opposite.split("|"))
        for forms, opposites in ((one, other), (other, one)):
            for word in forms:
                sides[word].append((forms, opposites))
    return sides
