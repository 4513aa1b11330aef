"""The names of active substances: those that mean the same one, and those that look misspelt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.knowledge.withdrawn_drugs import withdrawn_names
from careguide.language.typos import Typos

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 6


class Substance(NamedTuple):
    """The names of one substance, separated by ``|``."""

    names: str
    source: str


def names_substance(text: str, substance: str) -> bool:
    """Whether a text names a substance, by the first word of its name or of another name for it."""
    first = _WORD.search(substance.casefold())
    return first is not None and not _alike(first[0]).isdisjoint(_WORD.findall(text.casefold()))


def misspelt(name: str) -> tuple[str, str] | None:
    """A word in a substance's name that no substance has, and the one from which it differs by one letter."""
    for word in _WORD.findall(name.casefold()):
        if len(word) >= _SHORTEST and word not in _words():
            meant = _typos().meant(word)
            if meant:
                return word, meant
    return None


def _alike(name: str) -> frozenset[str]:
    return _synonyms().get(name, frozenset({name}))


@cache
def _synonyms() -> Mapping[str, frozenset[str]]:
    groups = [frozenset(row.names.split("|")) for row in _rows() if "|" in row.names]
    return {name: group for group in groups for name in group}


@cache
def _words() -> frozenset[str]:
    names = [row.names for row in _rows()] + list(withdrawn_names())
    return frozenset(word for each in names for word in _WORD.findall(each.casefold()))


@cache
def _typos() -> Typos:
    return Typos(sorted(sorted(_words()), key=len), _SHORTEST)


@cache
def _rows() -> tuple[Substance, ...]:
    return table.read("substances", Substance)
