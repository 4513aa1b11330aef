"""Which techniques of massage are forms of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table


class Technique(NamedTuple):
    """A technique that is a form of another one."""

    technique: str
    kind_of: str
    source: str


def main_techniques(techniques: Iterable[str]) -> list[str]:
    """The techniques with every form replaced by the one that it is a form of, each once and sorted."""
    return sorted({_kinds().get(technique, technique) for technique in techniques})


@cache
def _kinds() -> Mapping[str, str]:
    return {row.technique: row.kind_of for row in table.read("techniques", Technique)}
