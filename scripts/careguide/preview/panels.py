"""What stands beside the guide: how it fares, its findings, what is missing of the source, and the contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml.etree import _Element as Element

from careguide.book.blocks import own
from careguide.content.coverage import BlockCoverage
from careguide.finding import Finding
from careguide.preview.cards import finding_card
from careguide.preview.marks import where
from careguide.preview.proof import ProofChapter
from careguide.preview.tags import prose, put, tag
from careguide.reports.parts.run import count, plural


def verdict(findings: Sequence[Finding], *, stale: bool) -> Element:
    """How the guide fares; ``stale`` where the page is not that of the files as they are."""
    counts = count(findings)
    accepted = f"; {plural(counts.acknowledged, 'finding')} acknowledged by notes" if counts.acknowledged else ""
    said = tag("p", f"{str(counts) or 'No findings'}{accepted}", id="Preview.verdict", class_="verdict")
    if stale:
        said.set("class", "verdict stale")
        put(said, "; ")
        put(said, tag("a", "not as the files are now", href="#Preview.trouble"))
    return said


def finding_list(findings: Sequence[Finding], anchors: Sequence[str]) -> Element:
    """The findings that wait for somebody, each a link to its card."""
    waiting = [(f, at) for f, at in zip(findings, anchors, strict=True) if not f.acknowledged_by]
    items = (tag("li", _finding_link(finding, at), class_=finding.severity) for finding, at in waiting)
    content = tag("ul", *items, class_="findings") if waiting else tag("p", "Nothing waits for you.")
    return tag("section", tag("h2", f"Findings ({len(waiting)})"), content, id="Preview.findings")


def _finding_link(finding: Finding, at: str) -> Element:
    word = tag("span", finding.severity.capitalize(), class_="severity")
    place = tag("span", where(finding.place).rpartition("/")[2], class_="where")
    return tag("a", word, " ", *prose(finding.message), " ", place, href=f"#{at}")


def coverage_list(blocks: Sequence[BlockCoverage]) -> Element:
    """What is still missing: the blocks of the source that no statement carries; then those left out on purpose."""
    missing = [row for row in blocks if not row.mapped]
    excluded = [row for row in blocks if row.exclusion and not row.units]
    carried = f"{len(blocks) - len(missing) - len(excluded)} of {plural(len(blocks), 'block')} carried"
    section = tag("section", tag("h2", f"Missing of the source ({len(missing)})"), id="Preview.coverage")
    if missing:
        said = "Cited by no statement, and not excluded:"
        section.extend([tag("p", said), tag("ul", *(tag("li", _block_link(row)) for row in missing), class_="missing")])
    section.append(tag("p", f"{carried}, {len(excluded)} excluded, {len(missing)} missing."))
    if excluded:
        rows = (tag("li", _block_link(row), f": {row.exclusion.reason}") for row in excluded if row.exclusion)
        section.append(tag("details", tag("summary", "Excluded, and why"), tag("ul", *rows), id="Preview.excluded"))
    return section


def _block_link(row: BlockCoverage) -> Element:
    return tag("a", row.block.locator, href=f"#{own('source', row.block.locator)}")


def contents(chapters: Iterable[ProofChapter]) -> Element:
    items = []
    for chapter in chapters:
        item = tag("li", tag("a", chapter.title, href=f"#{chapter.anchor}"), data_hide=chapter.hidden)
        if chapter.findings:
            item.append(tag("span", plural(chapter.findings, "finding"), class_="waiting"))
        items.append(item)
    return tag("section", tag("h2", "Contents"), tag("ol", *items), id="Preview.contents")


def trouble(words: str, findings: Sequence[Finding], anchors: Sequence[str], editor: str) -> Element:
    """Why the page is not that of the files as they are, with all that has to be mended first."""
    section = tag("section", id="Preview.trouble", class_="trouble")
    if words:
        section.set("aria-labelledby", "Preview.trouble.heading")
        section.append(tag("h2", "Not as the files are now", id="Preview.trouble.heading"))
        section.append(tag("p", *prose(words)))
        pairs = zip(findings, anchors, strict=True)
        section.extend([finding_card(f, at, editor, excerpt=True) for f, at in pairs if not f.acknowledged_by])
    return section
