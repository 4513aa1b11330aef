"""A survey: how each block of the source document fares, in the guide and, if it was compared, in the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from careguide.content.coverage import BlockCoverage, coverage
from careguide.content.guide import Guide
from careguide.document.blocks import Comparison, Fate, FoundBlock, Match, compare
from careguide.prose.article import Uncarried, uncarried
from careguide.reports.parts.style import PLAIN, Style


@dataclass(frozen=True)
class Survey:
    """``comparison`` is ``None`` where no document was at hand; ``document`` is its name.

    ``uncarried`` are the figures of the document that no unit carries.
    """

    guide: str
    blocks: Sequence[BlockCoverage]
    comparison: Comparison | None = None
    document: str = ""
    style: Style = PLAIN
    uncarried: Sequence[Uncarried] = ()

    def rows(self) -> Iterator[tuple[BlockCoverage, Match | None]]:
        matches: Sequence[Match | None] = self.comparison.matches if self.comparison else [None] * len(self.blocks)
        return zip(self.blocks, matches, strict=True)

    @property
    def mapped(self) -> int:
        """How many blocks a unit carries or an exclusion explains."""
        return sum(block.mapped for block in self.blocks)

    @property
    def cited(self) -> int:
        return sum(bool(block.units) for block in self.blocks)

    @cached_property
    def fates(self) -> dict[Fate, int]:
        matches = self.comparison.matches if self.comparison else ()
        return {fate: sum(match.fate is fate for match in matches) for fate in Fate}

    @property
    def new(self) -> Sequence[FoundBlock]:
        """The blocks of the document of which the guide knows nothing."""
        return self.comparison.new if self.comparison else ()

    @property
    def failed(self) -> bool:
        same = self.comparison is None or (self.comparison.same and not self.uncarried)
        return self.mapped < len(self.blocks) or not same

    def figures_lost(self, block: BlockCoverage) -> list[str]:
        """The figures that the block has in the document, and none of the units that cite it."""
        return [figure.said for figure in self.uncarried if figure.locator == block.block.locator]


def survey(guide: Guide, document: Sequence[FoundBlock] | None, name: str = "", style: Style = PLAIN) -> Survey:
    """Surveys a guide; with the blocks of a document, also holds the known fingerprints and the figures against it."""
    if document is None:
        return Survey(guide.id, coverage(guide), None, name, style)
    comparison = compare([(block.locator, block.hash) for block in guide.document.blocks], document)
    texts = {match.locator: match.found.text for match in comparison.matches if match.found}
    return Survey(guide.id, coverage(guide), comparison, name, style, tuple(uncarried(guide, texts)))
