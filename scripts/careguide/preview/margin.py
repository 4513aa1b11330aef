"""The margin of a page: findings and notes, each put where its statement ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from lxml.etree import _Element as Element

from careguide.book.blocks import own
from careguide.book.manuscript import Manuscript, anchor
from careguide.finding import Finding, Severity
from careguide.preview.cards import finding_card, note_card
from careguide.preview.marks import hide, own_text
from careguide.preview.statements import Statement, Statements
from careguide.reports.parts.addresses import address

_UNFIT = re.compile(r"[^\w.-]+")


class Margin:
    """The cards of a guide. ``anchors`` has the anchor of each finding's card, in the order of the findings."""

    def __init__(self, ms: Manuscript, findings: Sequence[Finding], editor: str) -> None:
        self._statements = Statements(ms)
        self._editor = editor
        self._cards: list[tuple[Statement, Element]] = []
        self.anchors = anchors(findings)
        self._add_findings(findings)
        self._add_notes(ms, findings)

    @property
    def statements(self) -> Mapping[str, Statement]:
        return self._statements.by_anchor

    def lay_out(self, elements: Mapping[str, Element]) -> None:
        """Puts each card below its statement; ``elements`` are those of the statements by their anchors."""
        for statement, card in self._cards:
            element = _nearest(elements, statement.anchor)
            card.set("data-beside", statement.anchor)
            hide(card, statement.audience)
            _put(element, card)

    def _add_findings(self, findings: Sequence[Finding]) -> None:
        rank = list(Severity)
        told = [pair for pair in zip(self.anchors, findings, strict=True) if not pair[1].acknowledged_by]
        for at, finding in sorted(told, key=lambda pair: rank.index(pair[1].severity)):
            self._cards.append((self._statements.at(finding.place), finding_card(finding, at, self._editor)))

    def _add_notes(self, ms: Manuscript, findings: Sequence[Finding]) -> None:
        """A note that the book has beside its statement gets no card, unless for the finding that it accepts."""
        accepted = {(f.place.source.name, f.acknowledged_by): f for f in findings if f.acknowledged_by}
        for remark in ms.remarks:
            finding = accepted.get((remark.note.place.source.name, remark.note.address))
            if finding or not remark.note.severity.beside_statement:
                card = note_card(remark, finding, f"Preview.note.{remark.anchor}", self._editor)
                self._cards.append((self.statements[anchor(remark.unit)], card))


def anchors(findings: Sequence[Finding], prefix: str = "Preview.finding") -> list[str]:
    """An anchor for the card of each finding: the same after an edit as long as its rule and its unit are."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        name = _UNFIT.sub("-", f"{finding.rule.replace('/', '.')}.{address(finding.place)}")
        seen[name] += 1
        found.append(f"{prefix}.{name}" + (f"-{seen[name]}" if seen[name] > 1 else ""))
    return found


def _nearest(elements: Mapping[str, Element], at: str) -> Element:
    """The element of an anchor, or of the nearest one above it that the book shows."""
    while at not in elements:
        at = at.rpartition(".")[0] or own("guide")
    return elements[at]


def _put(element: Element, card: Element) -> None:
    """Below what the statement itself says; for one in a table, below the table, whose cells have no room for it."""
    tables = [around for around in element.iterancestors() if _is_table(around)]
    above = tables[-1] if tables else next(reversed(list(own_text(element))), None)
    parent = element if above is None else above.getparent()
    assert parent is not None, "a chapter is no table"
    index = 0 if above is None else parent.index(above) + 1
    while index < len(parent) and _is_card(parent[index]):
        index += 1
    parent.insert(index, card)


def _is_table(element: Element) -> bool:
    """Whether an element is a table, or what lets one be wider than the page."""
    return element.tag == "table" or "wide" in element.get("class", "").split()


def _is_card(element: Element) -> bool:
    return "card" in element.get("class", "").split()
