"""Blocks → pandoc's document for DOCX: everything by named styles, every anchor a bookmark."""

from __future__ import annotations

from careguide.book.blocks import Book, Callout, Chapter, Figure, Kind, Look, Paragraph, Style, Table
from careguide.book.bookmarks import bookmark
from careguide.book.pandoc_ast import AstWriter, Node, Nodes, attributes, div, grid, header, para, span, text

LOOKS = {
    Look.FACTS: "Facts",
    Look.SMALL: "Small Print",
    Look.COVER_SUBTITLE: "Subtitle",
    Look.COVER_FACT: "Cover Fact",
}
CALLOUTS = {
    Kind.DRAFT: "Callout Draft",
    Kind.CONTRAINDICATION: "Callout Contraindication",
    Kind.WARNING: "Callout Warning",
    Kind.CRITICAL: "Callout Critical Note",
    Kind.HIGH: "Callout High Note",
    Kind.REMARK: "Callout Note",
}
STYLES = {
    Style.STRONG: "Strong",
    Style.LABEL: "Label",
    Style.ASIDE: "Aside",
    Style.UNSTATED: "Unstated",
    Style.CODE: "Code",
}
WORDS = {kind: f"{style} Word" for kind, style in CALLOUTS.items()}
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
        word = span(attributes(custom_style=WORDS[callout.kind]), list(text(callout.word)))
        title = self.inlines((", ", *callout.title)) if callout.title else []
        outside, self._inside_callout = self._inside_callout, True
        content = [para([word, *title]), *self.blocks(callout.content)]
        self._inside_callout = outside
        return [div(self.anchored(callout.anchor, custom_style=CALLOUTS[callout.kind]), content)]

    def table(self, table: Table) -> Nodes:
        cells = [[self.blocks(cell) for cell in row] for row in table.rows]
        attr = self.anchored(table.anchor, custom_style=TABLE)
        return [grid(table, attr, list(text(table.caption)), False, cells)]

    def figure(self, figure: Figure) -> Nodes:
        """The alternative as text, in a paragraph that ``docx_drawing`` turns into the drawing."""
        drawing = div(attributes(custom_style=DRAWING), [para(list(text(figure.alternative)))])
        caption = div(attributes(custom_style=CAPTION), [para(self.inlines(figure.caption))])
        return [div(self.anchored(figure.anchor), [drawing, caption])]
