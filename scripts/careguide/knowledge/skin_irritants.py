"""Things that burn the skin when they stay on it too long."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import Lookup


class SkinIrritant(NamedTuple):
    """A substance; ``names`` is a list separated by ``|``."""

    substance: str
    names: str
    effect: str
    source: str


def skin_irritant(name: str) -> SkinIrritant | None:
    """The irritant that an ingredient of this name is or contains."""
    return next((row for _, row in _rows().found(name)), None)


@cache
def _rows() -> Lookup[SkinIrritant]:
    return Lookup(table.read("skin-irritants", SkinIrritant), lambda row: row.names)
