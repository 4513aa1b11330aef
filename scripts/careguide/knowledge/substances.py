"""The names of active substances: those that mean the same one, and those that look misspelt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.knowledge.withdrawn_drugs import withdrawn_names

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
            alike = (known for length in (-1, 0, 1) for known in _by_length().get(len(word) + length, ()))
            slip = next((known for known in alike if _one_slip_apart(word, known)), "")
            if slip:
                return word, slip
    return None


def _one_slip_apart(one: str, other: str) -> bool:
    """Whether a letter was left out, put in, mistaken or exchanged with the next. The lengths differ by one at most."""
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    exchanged = short[at : at + 2] == long[at : at + 2][::-1]
    return short[at + 1 :] == long[at + 1 :] or (exchanged and short[at + 2 :] == long[at + 2 :])


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
def _by_length() -> Mapping[int, tuple[str, ...]]:
    lengths = {len(word) for word in _words()}
    return {length: tuple(sorted(word for word in _words() if len(word) == length)) for length in lengths}


@cache
def _rows() -> tuple[Substance, ...]:
    return table.read("substances", Substance)
