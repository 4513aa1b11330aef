"""Which units carry each block of the source document, and which blocks are left out on purpose."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from careguide.content.document import Block, Exclusion
from careguide.content.guide import Guide
from careguide.content.part import Unit


@dataclass(frozen=True, slots=True)
class BlockCoverage:
    """A block, the units that cite it in reading order, and its exclusion if it is no content."""

    block: Block
    units: tuple[Unit, ...]
    exclusion: Exclusion | None

    @property
    def mapped(self) -> bool:
        return bool(self.units) or self.exclusion is not None


def coverage(guide: Guide) -> list[BlockCoverage]:
    """One entry for each block of the document, in its order."""
    citing: dict[str, list[Unit]] = defaultdict(list)
    for part in guide.walk():
        if isinstance(part, Unit):
            for locator in part.source:
                citing[locator].append(part)
    excluded = {exclusion.locator: exclusion for exclusion in guide.document.exclusions}
    return [BlockCoverage(b, tuple(citing[b.locator]), excluded.get(b.locator)) for b in guide.document.blocks]
