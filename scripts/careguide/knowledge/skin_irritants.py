"""Things that burn the skin when they stay on it too long."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from careguide.content.passages import phrases
from careguide.knowledge import table


class SkinIrritant(NamedTuple):
    """A substance; ``names`` is a list separated by ``|``."""

    substance: str
    names: str
    effect: str
    source: str


def skin_irritant(name: str) -> SkinIrritant | None:
    """The irritant that an ingredient of this name is or contains."""
    return next((row for row in _rows() if phrases(row.names).search(name)), None)


@cache
def _rows() -> tuple[SkinIrritant, ...]:
    return table.read("skin-irritants", SkinIrritant)
