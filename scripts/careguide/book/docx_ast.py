"""Blocks → pandoc's document for DOCX: everything by named styles, every anchor a bookmark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from careguide.book.blocks import Blocks, Book, Callout, Chapter, Figure, Kind, Look, Paragraph, Style, Table
from careguide.book.bookmarks import bookmark
from careguide.book.pandoc_ast import (
    AstWriter,
    Attributes,
    Node,
    Nodes,
    attributes,
    div,
    grid,
    header,
    para,
    span,
    text,
)

LOOKS = {
    Look.FACTS: "Facts",
    Look.SMALL: "Small Print",
    Look.ENTRY: "Entry",
    Look.COVER_SUBTITLE: "Subtitle",
    Look.COVER_FACT: "Cover Fact",
}
CALLOUTS = {
    Kind.DRAFT: "Callout Draft",
    Kind.CONTRAINDICATION: "Callout Contraindication",
    Kind.WARNING: "Callout Warning",
    Kind.CRITICAL: "Callout Critical Note",
    Kind.HIGH: "Callout High Note",
}
STYLES = {
    Style.STRONG: "Strong",
    Style.LABEL: "Label",
    Style.ASIDE: "Aside",
    Style.LOCATOR: "Locator",
    Style.UNSTATED: "Unstated",
    Style.CODE: "Code",
}
WORDS = {kind: f"{style} Head" for kind, style in CALLOUTS.items()}
TITLE, DRAWING, CAPTION, TABLE = "Title", "Drawing", "Image Caption", "Guide Table"


class DocxAst(AstWriter):
    def __init__(self) -> None:
        super().__init__()
        self._inside_callout = False
        self._titles: dict[str, str] = {}

    def meta(self, book: Book) -> Node:
        return {"lang": {"t": "MetaString", "c": book.language}}

    def chapter(self, chapter: Chapter) -> Nodes:
        attr = self.anchored(chapter.anchor)
        if chapter.role == "titlepage":
            title = div(attributes(custom_style=TITLE), [para(list(text(chapter.title)))])
            return [div(attr, [title, *self.blocks(chapter.content)])]
        return [header(1, attr, list(text(chapter.title))), *self.blocks(chapter.content)]

    def identifier(self, anchor: str) -> str:
        name = bookmark(anchor)
        if self._titles.setdefault(name.casefold(), anchor) != anchor:
            raise ValueError(f"{anchor} and {self._titles[name.casefold()]} have the same bookmark")
        return name

    def styled(self, style: Style, content: Nodes) -> Node:
        return span(attributes(custom_style=STYLES[style]), content)

    def paragraph(self, paragraph: Paragraph) -> Node:
        node = para(self.inlines(paragraph.content))
        if paragraph.look is Look.BODY or self._inside_callout:
            return node
        return div(attributes(custom_style=LOOKS[paragraph.look]), [node])

    def callout(self, callout: Callout) -> Nodes:
        title = (": ", *callout.title) if callout.title else ()
        head = div(attributes(custom_style=WORDS[callout.kind]), [para(self.inlines((callout.word, *title)))])
        outside, self._inside_callout = self._inside_callout, True
        content = div(attributes(custom_style=CALLOUTS[callout.kind]), self.blocks(callout.content))
        self._inside_callout = outside
        return [div(self.anchored(callout.anchor), [head, content])]

    def items(self, items: Iterable[Blocks]) -> list[Nodes]:
        """In a callout each item is one paragraph, lest the bar at its left is bent by the indents of several."""
        made = super().items(items)
        return [[_run_together(item)] for item in made] if self._inside_callout else made

    def table(self, table: Table) -> Nodes:
        cells = [[self.blocks(cell) for cell in row] for row in table.rows]
        attr = self.anchored(table.anchor, custom_style=TABLE)
        return [grid(table, attr, list(text(table.caption)), False, cells)]

    def figure(self, figure: Figure) -> Nodes:
        """The alternative as text, in a paragraph that ``docx_drawing`` turns into the drawing."""
        drawing = div(attributes(custom_style=DRAWING), [para(list(text(figure.alternative)))])
        caption = div(attributes(custom_style=CAPTION), [para(self.inlines(figure.caption))])
        return [div(self.anchored(figure.anchor), [drawing, caption])]


def _run_together(nodes: Nodes) -> Node:
    """Paragraphs, and such in divisions, as one paragraph with line breaks; the divisions' anchors around it."""
    if len(nodes) == 1 and nodes[0]["t"] == "Div":
        attr, content = cast("tuple[Attributes, Nodes]", nodes[0]["c"])
        return para([span(attr, cast("Nodes", _run_together(content)["c"]))])
    lines = (cast("Nodes", node["c"]) for node in nodes)
    return para([part for index, line in enumerate(lines) for part in (*_break(index), *line)])


def _break(index: int) -> Nodes:
    return [{"t": "LineBreak"}] if index else []
