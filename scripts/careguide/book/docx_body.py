"""The text of the DOCX, finished: lists, callouts and tables that a Word user can work with, bookmarks in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from careguide.book.blocks import Look
from careguide.book.docx_ast import CALLOUTS, LOOKS, TABLE, WORDS
from careguide.book.docx_stylesheet import style_id
from careguide.book.ooxml import Element, element, q, value
from careguide.book.typography import NO_BREAK

_INDENT, _HANGING = 425, 340
_CALLOUT_LEFT = 284
_SMALL_TABLE = 8
"""So many rows, with the headings', stay on one page."""

_NO_MARKER = "1000"
"""Pandoc's number for a further paragraph of a list item."""

_PROPERTIES, _STYLE, _VALUE = q("w:pPr"), q("w:pStyle"), q("w:val")
_PLAIN = frozenset({"", "Compact", "BodyText", "FirstParagraph"})
"""Styles that pandoc gives where we ask for none."""

_PLAIN_OR_FACTS = _PLAIN | {"Facts"}
_ENTRY = style_id(LOOKS[Look.ENTRY])
_CALLOUT_STYLES = frozenset(map(style_id, (*CALLOUTS.values(), *WORDS.values())))


def finish_body(body: Element, numbering: Element, text_width: int) -> None:
    """Changes the body in place."""
    bullets = _bulleted(numbering)
    for paragraph in body.iter(q("w:p")):
        _finish_list_paragraph(paragraph, bullets)
    for paragraph in styled(body, style_id(LOOKS[Look.COVER_FACT])):
        _line_up_cover_fact(paragraph)
    for table in list(body.iter(q("w:tbl"))):
        _finish_table(table, text_width)
    _keep_together(body)
    _settle_bookmarks(body)


def indent_lists(numbering: Element) -> None:
    """Lists begin nearer to the margin than pandoc puts them."""
    for level in numbering.iter(q("w:lvl")):
        indent = next(level.iter(q("w:ind")), None)
        if indent is not None:
            indent.set(q("w:left"), str(_INDENT * (int(value(level, "w:ilvl")) + 1)))
            indent.set(q("w:hanging"), str(_HANGING))


def _bulleted(numbering: Element) -> Mapping[str, bool]:
    """By the number of a list: whether it has bullets rather than figures."""
    formats = {
        value(abstract, "w:abstractNumId"): value(abstract.find(f"{q('w:lvl')}/{q('w:numFmt')}")) == "bullet"
        for abstract in numbering.iter(q("w:abstractNum"))
    }
    return {
        value(number, "w:numId"): formats[value(number.find(q("w:abstractNumId")))]
        for number in numbering.iter(q("w:num"))
    }


def _line_up_cover_fact(paragraph: Element) -> None:
    """Puts a tab between the name of a value and the value."""
    name, *others = paragraph.findall(q("w:r"))
    for text in (text for run in others[:1] for text in run.iter(q("w:t"))):
        text.text = (text.text or "").lstrip(NO_BREAK)
    name.addnext(element("w:r", None, element("w:tab")))


def _finish_list_paragraph(paragraph: Element, bullets: Mapping[str, bool]) -> None:
    """Gives a list's paragraphs the styles of lists; an indent instead of a list without marks."""
    properties = paragraph.find(q("w:pPr"))
    numbered = properties.find(q("w:numPr")) if properties is not None else None
    if properties is None or numbered is None:
        return
    level = int(value(numbered.find(q("w:ilvl"))))
    number = value(numbered.find(q("w:numId")))
    in_callout = style_of(paragraph) in _CALLOUT_STYLES
    if number == _NO_MARKER:
        properties.remove(numbered)
        left = _INDENT * (level + 1) + (_CALLOUT_LEFT if in_callout else 0)
        properties.append(element("w:ind", {"w:left": str(left)}))
        plain = "ListContinue"
    else:
        plain = "ListBullet" if bullets[number] else "ListNumber"
        if in_callout:
            left = _CALLOUT_LEFT + _HANGING
            properties.append(element("w:ind", {"w:left": str(left), "w:hanging": str(_HANGING)}))
    if style_of(paragraph) in _PLAIN:
        _set_style(paragraph, plain)


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style; empty where it has none."""
    # Every paragraph is asked, more than once: a path would have to be read anew each time.
    for properties in paragraph.iterchildren(_PROPERTIES):
        for style in properties.iterchildren(_STYLE):
            return str(style.get(_VALUE))
    return ""


def styled(body: Element, *styles: str) -> list[Element]:
    """The paragraphs in the styles with these ids."""
    return [next(mark.iterancestors(q("w:p"))) for mark in body.iter(_STYLE) if mark.get(_VALUE) in styles]


def _set_style(paragraph: Element, style: str) -> None:
    properties = _properties(paragraph)
    for old in properties.findall(q("w:pStyle")):
        properties.remove(old)
    properties.insert(0, element("w:pStyle", {"w:val": style}))


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(q("w:pPr"))
    if properties is None:
        properties = element("w:pPr")
        paragraph.insert(0, properties)
    return properties


def _keep_with_next(paragraph: Element) -> None:
    properties = _properties(paragraph)
    if properties.find(q("w:keepNext")) is None:
        properties.insert(_after_style(properties), element("w:keepNext"))


def _keep_lines(paragraph: Element) -> None:
    properties = _properties(paragraph)
    after = _after_style(properties) + (properties.find(q("w:keepNext")) is not None)
    properties.insert(after, element("w:keepLines"))


def _after_style(properties: Element) -> int:
    """Where properties stand that come right after the style: the schema of the format orders them."""
    return int(properties.find(q("w:pStyle")) is not None)


# Tables


def _finish_table(table: Element, text_width: int) -> None:
    """Rows that stay whole, columns as wide as they should be, and a first column known as headings."""
    look = {"firstRow": "1", "lastRow": "0", "firstColumn": "1", "lastColumn": "0", "noHBand": "1", "noVBand": "1"}
    for known in table.iter(q("w:tblLook")):
        known.attrib.clear()
        known.set(q("w:val"), "06A0")
        for key, on in look.items():
            known.set(q(f"w:{key}"), on)
    for style in table.iter(q("w:tblStyle")):
        style.set(q("w:val"), style_id(TABLE))
    columns = list(table.iter(q("w:gridCol")))
    widths = _scaled([int(value(column, "w:w")) for column in columns], text_width)
    for column, width in zip(columns, widths, strict=True):
        column.set(q("w:w"), str(width))
    rows = table.findall(q("w:tr"))
    for index, row in enumerate(rows):
        _finish_row(row, widths, heading=index == 0)
    if len(rows) <= _SMALL_TABLE:
        for paragraph in (paragraph for row in rows[1:-1] for paragraph in row.iter(q("w:p"))):
            _keep_with_next(paragraph)


def _scaled(widths: Sequence[int], total: int) -> list[int]:
    return [width * total // sum(widths) for width in widths]


def _finish_row(row: Element, widths: Sequence[int], heading: bool) -> None:
    properties = row.find(q("w:trPr"))
    if properties is None:
        properties = element("w:trPr")
        row.insert(0, properties)
    properties.insert(0, element("w:cantSplit"))
    for cell, width in zip(row.findall(q("w:tc")), widths, strict=True):
        _cell_properties(cell).insert(0, element("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
        for paragraph in cell.iter(q("w:p")):
            style = style_of(paragraph)
            if style in _PLAIN_OR_FACTS:
                _set_style(paragraph, "TableHead" if heading else "TableText")


def _cell_properties(cell: Element) -> Element:
    properties = cell.find(q("w:tcPr"))
    if properties is None:
        properties = element("w:tcPr")
        cell.insert(0, properties)
    return properties


# Page breaks


def _keep_together(body: Element) -> None:
    """A callout stays whole, as an entry of a long list does; facts share a page with their statement or more.

    Facts right below a heading stay with what follows them.
    """
    before, in_entry = "", False
    styled = ((paragraph, style_of(paragraph)) for paragraph in body.iter(q("w:p")))
    for (paragraph, style), (_, following) in pairwise(styled):
        in_entry = style == _ENTRY or (in_entry and style in _PLAIN_OR_FACTS)
        same = style in _CALLOUT_STYLES and following == style
        if same or in_entry or following == "Facts" or (style == "Facts" and before.startswith("Heading")):
            _keep_with_next(paragraph)
        if in_entry:
            _keep_lines(paragraph)
        before = style


# Bookmarks


def _settle_bookmarks(body: Element) -> None:
    """Moves each bookmark that stands between paragraphs into the paragraph where it begins or ends."""
    for mark in list(_loose(body, "w:bookmarkStart"))[::-1]:
        following = mark.getnext()
        while following is not None and following.tag in _MARKS:
            following = following.getnext()
        if following is not None and following.tag == q("w:p"):
            after_properties = 0 if following.find(q("w:pPr")) is None else 1
            following.insert(after_properties, mark)
    for mark in list(_loose(body, "w:bookmarkEnd")):
        before = mark.getprevious()
        while before is not None and before.tag in _MARKS:
            before = before.getprevious()
        if before is not None and before.tag == q("w:p"):
            before.append(mark)


_MARKS = frozenset(map(q, ("w:bookmarkStart", "w:bookmarkEnd")))


def _loose(body: Element, name: str) -> Iterator[Element]:
    for mark in body.iter(q(name)):
        parent = mark.getparent()
        if parent is not None and parent.tag != q("w:p"):
            yield mark
