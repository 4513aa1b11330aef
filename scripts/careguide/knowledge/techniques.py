"""The techniques of massage: the words for them, and which are forms of another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import phrases


class Technique(NamedTuple):
    """A technique; ``kind_of`` is the one that it is a form of, if any; ``words`` are separated by ``|``."""

    technique: str
    kind_of: str
    words: str
    source: str


def main_techniques(techniques: Iterable[str]) -> list[str]:
    """The techniques with every form replaced by the one that it is a form of, each once and sorted."""
    return sorted({_main(technique) for technique in techniques})


def techniques_in(text: str) -> frozenset[str]:
    """The techniques that a text names."""
    return frozenset(row.technique for row in _techniques().values() if phrases(row.words).search(text))


def akin(technique: str, others: Collection[str]) -> bool:
    """Whether a technique is one of the others, a form of one of them, or one of which they are a form."""
    return technique in others or any(technique == _main(other) or _main(technique) == other for other in others)


def _main(technique: str) -> str:
    row = _techniques().get(technique)
    return row.kind_of if row and row.kind_of else technique


@cache
def _techniques() -> Mapping[str, Technique]:
    return {row.technique: row for row in table.read("techniques", Technique)}
