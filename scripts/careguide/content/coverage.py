"""Which units carry each block of the source document, and which blocks are left out on purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from careguide.content.document import Block, Exclusion
from careguide.content.guide import Guide
from careguide.content.part import Unit, once


@dataclass(frozen=True, slots=True)
class BlockCoverage:
    """A block, the units that cite it in reading order, and its exclusion if it is no content."""

    block: Block
    units: tuple[Unit, ...]
    exclusion: Exclusion | None

    @property
    def mapped(self) -> bool:
        return bool(self.units) or self.exclusion is not None


@once
def coverage(guide: Guide) -> Sequence[BlockCoverage]:
    """One entry for each block of the document, in its order."""
    citing: dict[str, list[Unit]] = defaultdict(list)
    for unit in guide.each(Unit):
        for locator in unit.source:
            citing[locator].append(unit)
    excluded = {exclusion.locator: exclusion for exclusion in guide.document.exclusions}
    return tuple(BlockCoverage(b, tuple(citing[b.locator]), excluded.get(b.locator)) for b in guide.document.blocks)
