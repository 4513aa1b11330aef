"""A guide → a proof: the chapters of its book as HTML, with marks in them and cards in their margin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import html
from lxml.etree import _Element as Element

from careguide.book.assemble import book, met
from careguide.book.blocks import Book, Chapter
from careguide.book.html import HtmlPress
from careguide.book.manuscript import Manuscript
from careguide.content.coverage import BlockCoverage, coverage
from careguide.edition import Edition
from careguide.finding import Finding
from careguide.preview.margin import Margin
from careguide.preview.marks import mark
from careguide.preview.tags import Part, part


@dataclass(frozen=True)
class ProofChapter:
    """A chapter: its title, the anchor that leads to it, and how many findings wait in its margin.

    ``hidden`` names the readers who do not see it, as ``data-hide`` does.
    """

    title: str
    anchor: str
    findings: int
    hidden: str
    part: Part


@dataclass(frozen=True)
class Proof:
    """All that is shown of a guide that can be read; ``anchors`` are those of its findings' cards."""

    title: str
    language: str
    chapters: tuple[ProofChapter, ...]
    findings: tuple[Finding, ...]
    anchors: tuple[str, ...]
    coverage: tuple[BlockCoverage, ...]


def proof(edition: Edition, findings: Sequence[Finding], press: HtmlPress, editor: str) -> Proof:
    """Makes the proof of an edition; ``editor`` is the address that opens one, or nothing.

    Raises ``BrokenLink`` and ``Unprintable`` for a guide of which no book can be made, ``PandocFault`` where pandoc
    fails.
    """
    made = book(edition)
    margin = Margin(Manuscript(edition, met(made.chapters)), findings, editor)
    chapters = _chapters(made, press)
    elements = {at: element for chapter in chapters for at, element in mark(chapter, margin.statements, editor).items()}
    margin.lay_out(elements)
    return Proof(
        title=made.title,
        language=made.language,
        chapters=tuple(_shown(chapter, element) for chapter, element in zip(made.chapters, chapters, strict=True)),
        findings=tuple(findings),
        anchors=tuple(margin.anchors),
        coverage=tuple(coverage(edition.guide)),
    )


def _chapters(made: Book, press: HtmlPress) -> list[Element]:
    texts = press.chapters(made)
    chapters = []
    for chapter in made.chapters:
        element = html.fragment_fromstring(texts[chapter.name])
        element.set("class", f"chapter {chapter.role}")
        for inner in element.iter():
            inner.attrib.pop("epub:type", None)
            # No style stands in an attribute, so that none can be slipped in: the page's policy forbids them.
            if width := inner.attrib.pop("style", "").removeprefix("width: "):
                inner.set("width", width)
        chapters.append(element)
    return chapters


def _shown(chapter: Chapter, element: Element) -> ProofChapter:
    waiting = sum("finding" in card.get("class", "").split() for card in element.iter("div"))
    return ProofChapter(chapter.title, chapter.anchor, waiting, element.get("data-hide", ""), part(element))
