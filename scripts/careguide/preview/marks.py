"""Marks in the HTML of a chapter: where each statement stands in the files, what it carries, and whom it is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from careguide.content.part import Audience
from careguide.editor_links import opening
from careguide.preview.statements import Statement
from careguide.source.place import Place

_READERS = (Audience.PATIENT, Audience.CLINICIAN)
_HEADINGS = ("h1", "h2", "h3", "h4")


def mark(chapter: Element, statements: Mapping[str, Statement], editor: str) -> dict[str, Element]:
    """Marks a chapter, and gives the element of each statement in it by its anchor.

    ``editor`` is the address that opens one, or nothing.
    """
    found: dict[str, Element] = {}
    audiences: dict[Element, set[Audience]] = defaultdict(set)
    for element in chapter.iter("section", "div"):
        statement = statements.get(element.get("id", ""))
        if statement is not None:
            found[statement.anchor] = element
            _mark(element, statement, editor)
            for around in (element, *element.iterancestors()):
                audiences[around].add(statement.audience)
    for element, addressed in audiences.items():
        if len(addressed) == 1:
            hide(element, *addressed)
    return found


def hide(element: Element, audience: Audience) -> None:
    """Says from whom an element is hidden that has nothing for anybody but an audience."""
    others = [reader for reader in _READERS if audience not in (reader, Audience.BOTH)]
    if others:
        element.set("data-hide", " ".join(others))


def where(place: Place) -> str:
    """Such as ``sources/back-pain/massage.yaml:12:5``."""
    line, column, *_ = place.span
    return f"{place.source.name}:{line}:{column}"


def own_text(element: Element) -> Iterator[Element]:
    """What belongs to a statement itself and not to others inside it: its heading, paragraph and facts."""
    for child in element:
        kind = child.get("class", "")
        if child.tag not in (*_HEADINGS, "p") and kind not in ("facts", "callout-word"):
            return
        yield child


def _mark(element: Element, statement: Statement, editor: str) -> None:
    element.set("data-statement", statement.name)
    element.set("data-place", where(statement.place))
    if statement.blocks:
        element.set("data-blocks", " ".join(statement.blocks))
    if editor:
        element.set("data-open", opening(editor, statement.place))
    for child in own_text(element):
        if child.tag not in _HEADINGS:
            hide(child, statement.audience)
