"""Blocks → pandoc's document for EPUB and HTML: roles, labels, and regions that a keyboard can scroll."""

from __future__ import annotations

from base64 import b64encode

from careguide.book.blocks import Book, Callout, Chapter, Figure, Look, Paragraph, Style, Table, own
from careguide.book.pandoc_ast import AstWriter, Node, Nodes, attributes, checked, div, grid, header, para, span, text
from careguide.book.svg import svg

_WIDE = 3
"""From so many columns on, a table may be wider than a phone, and scrolls on its own."""

_ROLES = {name: f"doc-{name}" for name in ("chapter", "appendix", "glossary", "index", "colophon")}


class HtmlAst(AstWriter):
    def meta(self, book: Book) -> Node:
        return {
            "title": {"t": "MetaInlines", "c": list(text(book.title))},
            "lang": {"t": "MetaString", "c": book.language},
            "identifier": {"t": "MetaString", "c": book.identifier},
        }

    def chapter(self, chapter: Chapter) -> Nodes:
        role = {"role": _ROLES[chapter.role]} if chapter.role in _ROLES else {}
        attr = self.anchored(chapter.anchor, epub__type=chapter.role, **role)
        return [header(1, attr, list(text(chapter.title))), *self.blocks(chapter.content)]

    def identifier(self, anchor: str) -> str:
        return anchor

    def styled(self, style: Style, content: Nodes) -> Node:
        return span(attributes("", style), content)

    def paragraph(self, paragraph: Paragraph) -> Node:
        node = para(self.inlines(paragraph.content))
        return node if paragraph.look is Look.BODY else div(attributes("", paragraph.look), [node])

    def callout(self, callout: Callout) -> Nodes:
        label = own("word", callout.anchor)
        title = self.inlines((": ", *callout.title)) if callout.title else []
        word = div(self.anchored(label, "callout-word"), [para([*text(callout.word), *title])])
        attr = self.anchored(callout.anchor, "callout", callout.kind, role="note", aria_labelledby=label)
        return [div(attr, [word, *self.blocks(callout.content)])]

    def table(self, table: Table) -> Nodes:
        label = own("caption", table.anchor)
        caption = [span(self.anchored(label), list(text(table.caption)))]
        cells = [[self.blocks(cell) for cell in row] for row in table.rows]
        content = grid(table, self.anchored(table.anchor, f"columns-{len(table.columns)}"), caption, True, cells)
        if len(table.columns) < _WIDE:
            return [content]
        return [div(attributes("", "wide", role="region", tabindex="0", aria_labelledby=label), [content])]

    def figure(self, figure: Figure) -> Nodes:
        drawn = b64encode(svg(figure.drawing, checked(figure.alternative)).encode()).decode()
        image = {
            "t": "Image",
            "c": [attributes(), list(text(figure.alternative)), [f"data:image/svg+xml;base64,{drawn}", ""]],
        }
        caption: list[object] = [None, [{"t": "Plain", "c": self.inlines(figure.caption)}]]
        return [{"t": "Figure", "c": [self.anchored(figure.anchor), caption, [{"t": "Plain", "c": [image]}]]}]
