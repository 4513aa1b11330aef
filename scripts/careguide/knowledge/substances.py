"""The names of substances: those that mean the same one, and whether a text names one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table

_WORD = re.compile(r"[^\W\d_]+")


class SubstanceNames(NamedTuple):
    """The names of one substance, separated by ``|``."""

    names: str
    source: str


def names_substance(text: str, substance: str) -> bool:
    """Whether a text names a substance, by the first word of its name or of another name for it."""
    first = _WORD.search(substance.casefold())
    return first is not None and not _alike(first[0]).isdisjoint(_WORD.findall(text.casefold()))


def _alike(name: str) -> frozenset[str]:
    return _synonyms().get(name, frozenset({name}))


@cache
def _synonyms() -> Mapping[str, frozenset[str]]:
    groups = [frozenset(row.names.split("|")) for row in table.read("substance-names", SubstanceNames)]
    return {name: group for group in groups for name in group}
