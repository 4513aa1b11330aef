"""The source: what it is, and which units carry each of its blocks."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.book.back_matter import appendix
from careguide.book.blocks import Anchored, Blocks, Chapter, Column, Inlines, Paragraph, Style, Styled, Table, own
from careguide.book.manuscript import Manuscript
from careguide.book.unit import Fact, line
from careguide.content.coverage import BlockCoverage, coverage
from careguide.content.document import Document
from careguide.content.wording import language, term

_COLUMNS = (Column("Block", 0.2), Column("Carried by", 0.55), Column("Fingerprint", 0.25))
_NOT_REPRODUCED = (
    "The text of the source is not reproduced here. Each of its blocks has a locator (segment, paragraph, list item)"
    " and a fingerprint, by which a copy of the source can be held against this guide."
)


def source(ms: Manuscript) -> Chapter:
    document = ms.guide.document
    covered = coverage(ms.guide)
    carried = sum(1 for block in covered if block.units)
    excluded = sum(1 for block in covered if block.exclusion and not block.units)
    content = (
        Paragraph((Styled(Style.STRONG, (document.title,)),)),
        *((Paragraph((document.description,)),) if document.description else ()),
        *line(_facts(document)),
        Paragraph((_NOT_REPRODUCED,)),
        Paragraph((f"Of {len(covered)} blocks, {carried} are carried by this guide; {excluded} are left out.",)),
        Table(own("source-table"), "Blocks of the source", _COLUMNS, tuple(_row(ms, block) for block in covered)),
    )
    return appendix("source", "The source and its coverage", content)


def _facts(document: Document) -> Iterator[Fact]:
    yield "Language", (language(document.language),)
    if document.translated_from:
        yield "Translated from", (language(document.translated_from),)
    if document.translation:
        yield "Translation", (term(document.translation),)
    yield "Fingerprints", (f"{document.hash} of the text normalised as {document.normalisation}",)


def _row(ms: Manuscript, covered: BlockCoverage) -> tuple[Blocks, ...]:
    block = covered.block
    fingerprint = Paragraph((Styled(Style.CODE, (block.hash,)),))
    locator = Anchored(own("source", block.locator), (Paragraph((block.locator,)),))
    return (locator,), (Paragraph(_carried(ms, covered)),), (fingerprint,)


def _carried(ms: Manuscript, covered: BlockCoverage) -> Inlines:
    reason = f"Left out: {covered.exclusion.reason}" if covered.exclusion else "Not carried"
    return ms.trails(covered.units) or (reason,)
