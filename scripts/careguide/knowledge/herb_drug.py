"""Herbs and the drugs with which they must not be taken unawares."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import Lookup, phrases


class HerbDrug(NamedTuple):
    """A herb, and drugs by the beginning of their ATC codes or by the names of groups. Lists are separated by ``|``."""

    herb: str
    names: str
    atc: str
    groups: str
    effect: str
    source: str

    def concerns(self, atc: str) -> bool:
        """Whether a drug of this ATC code is one of those."""
        return atc.startswith(tuple(self.atc.split("|")))

    def names_group(self, name: str) -> bool:
        """Whether a group or a drug is called like those."""
        return phrases(self.groups).search(name) is not None


def interactions(name: str) -> Iterator[HerbDrug]:
    """What is known of a herb of this name."""
    return (row for _, row in _rows().found(name))


@cache
def _rows() -> Lookup[HerbDrug]:
    return Lookup(table.read("herb-drug", HerbDrug), lambda row: row.names)
