"""The cover: what this is, of what day, for whom, and how far it may be trusted."""

from __future__ import annotations

from careguide.book.blocks import Blocks, Callout, Chapter, Kind, Look, Matter, Paragraph, own
from careguide.book.manuscript import Manuscript
from careguide.book.unit import fact
from careguide.content.common import Status
from careguide.content.part import NoteSeverity
from careguide.content.wording import audience, day, term

_DRAFT = "Nobody with a medical licence has read this guide. {source} Do not treat anybody by it."
_DANGEROUS = "It transcribes a source that has errors, some of them dangerous."
_UNKNOWN = "It transcribes a source, with whatever errors that has."
_IN_REVIEW = "The review of this guide has not ended. Do not treat anybody by it."
_RETIRED = "This guide has been withdrawn. Do not treat anybody by it."
_WARNINGS = {
    Status.DRAFT: ("Draft: not for use", _DRAFT),
    Status.IN_REVIEW: ("In review: not for use", _IN_REVIEW),
    Status.RETIRED: ("Retired: not for use", _RETIRED),
}


def cover(ms: Manuscript) -> Chapter:
    overview = ms.guide.overview
    content = (
        Paragraph((f"Treatment guide, version {overview.version}",), Look.COVER_SUBTITLE),
        *_warning(ms),
        _fact("Condition", overview.condition.name),
        _fact("Version", overview.version),
        _fact("Date", day(overview.date)),
        _fact("Status", term(overview.status)),
        _fact("For", audience(overview.audience or "both")),
        _fact("Published by", ms.edition.publisher),
    )
    return Chapter("cover", own("cover"), overview.title, Matter.FRONT, "titlepage", content)


def _warning(ms: Manuscript) -> Blocks:
    status = ms.guide.overview.status
    if status not in _WARNINGS:
        return ()
    known = any(remark.note.severity is NoteSeverity.CRITICAL for remark in ms.remarks)
    word, text = _WARNINGS[status]
    said = text.format(source=_DANGEROUS if known else _UNKNOWN)
    return (Callout(own("status"), Kind.DRAFT, word, (), (Paragraph((said,)),)),)


def _fact(name: str, value: str) -> Paragraph:
    return Paragraph(fact(name, (value,)), Look.COVER_FACT)
