"""Blocks → pandoc's document, as its JSON.

The builder is closed: it makes no raw nodes, it knows every attribute that it sets, and it lets no character through
that breaks a file or turns its text around. What is the same for all formats stands here; what is not, in
``html_ast`` and ``docx_ast``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from careguide.book.blocks import (
    Anchored,
    Block,
    Blocks,
    Book,
    Bullets,
    Callout,
    Chapter,
    Definitions,
    Figure,
    Heading,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Steps,
    Style,
    Styled,
    Table,
)
from careguide.book.typography import keep_together
from careguide.source.characters import UNWANTED

Node = dict[str, object]
Nodes = list[Node]
Attributes = list[object]

_VERSION = [1, 23, 1]
_SCHEMES = ("https:", "mailto:")


class Unprintable(ValueError):
    """A text holds a character that may not stand in a book."""


class BrokenLink(ValueError):
    """A link leads nowhere, or to where no link may lead; or two things have the same anchor."""


class AstWriter(ABC):
    """Makes one document; anchors and links are gathered, and held against each other at the end."""

    def __init__(self) -> None:
        self._anchors: set[str] = set()
        self._links: set[str] = set()

    def document(self, book: Book) -> bytes:
        blocks = [node for chapter in book.chapters for node in self.chapter(chapter)]
        self.check_links()
        return encoded(self.meta(book), blocks)

    def check_links(self) -> None:
        if lost := sorted(self._links - self._anchors):
            raise BrokenLink(f"there is no such anchor: {', '.join(lost)}")

    @abstractmethod
    def meta(self, book: Book) -> Node:
        """What pandoc itself must know of the book."""

    @abstractmethod
    def chapter(self, chapter: Chapter) -> Nodes: ...

    @abstractmethod
    def identifier(self, anchor: str) -> str:
        """How an anchor is spelled in this format."""

    @abstractmethod
    def styled(self, style: Style, content: Nodes) -> Node: ...

    @abstractmethod
    def paragraph(self, paragraph: Paragraph) -> Node: ...

    @abstractmethod
    def callout(self, callout: Callout) -> Nodes: ...

    @abstractmethod
    def table(self, table: Table) -> Nodes: ...

    @abstractmethod
    def figure(self, figure: Figure) -> Nodes: ...

    def blocks(self, blocks: Blocks) -> Nodes:
        return [node for block in blocks for node in self._block(block)]

    def _block(self, block: Block) -> Nodes:
        match block:
            case Paragraph():
                return [self.paragraph(block)]
            case Heading():
                return [header(block.level, self.anchored(block.anchor), self.inlines(block.content))]
            case Anchored():
                return [div(self.anchored(block.anchor), self.blocks(block.content))]
            case Steps():
                figures = [1, {"t": "Decimal"}, {"t": "Period"}]
                return [{"t": "OrderedList", "c": [figures, self.items(block.items)]}]
            case Bullets():
                return [{"t": "BulletList", "c": self.items(block.items)}]
            case Definitions():
                entries = [[self.inlines(term), [self.blocks(said)]] for term, said in block.items]
                return [{"t": "DefinitionList", "c": entries}]
            case Callout():
                return self.callout(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)

    def items(self, items: Iterable[Blocks]) -> list[Nodes]:
        """The items of a list."""
        return [self.blocks(item) for item in items]

    def inlines(self, content: Inlines) -> Nodes:
        nodes: Nodes = []
        for part in _joined(content):
            nodes += self._inline(part)
        return nodes

    def _inline(self, part: Inline) -> Iterable[Node]:
        match part:
            case str():
                return text(keep_together(part))
            case Styled(Style.CODE, content):
                return [self.styled(Style.CODE, [node for part in content for node in self._verbatim(part)])]
            case Styled(style, content):
                return [self.styled(style, self.inlines(content))]
            case Link(target, content):
                return [{"t": "Link", "c": [attributes(), self.inlines(content), [self._address(target), ""]]}]

    def _verbatim(self, part: Inline) -> Iterable[Node]:
        return text(part) if isinstance(part, str) else self._inline(part)

    def anchored(self, anchor: str, *classes: str, **pairs: str) -> Attributes:
        """Attributes with the identifier of an anchor, which must not be there yet."""
        identifier = self.identifier(anchor)
        if identifier in self._anchors:
            raise BrokenLink(f"there are two anchors {identifier}")
        self._anchors.add(identifier)
        return attributes(identifier, *classes, **pairs)

    def _address(self, target: str) -> str:
        if target.startswith("#"):
            identifier = self.identifier(target[1:])
            self._links.add(identifier)
            return f"#{identifier}"
        if not target.startswith(_SCHEMES):
            raise BrokenLink(f"a link may not lead to {target}")
        checked(target)
        return target


def _joined(content: Inlines) -> list[Inline]:
    """Neighbouring texts as one: pandoc is the faster for it."""
    parts: list[Inline] = []
    for part in content:
        if parts and isinstance(part, str) and isinstance(last := parts[-1], str):
            parts[-1] = last + part
        else:
            parts.append(part)
    return parts


def encoded(meta: Node, blocks: Nodes) -> bytes:
    """A whole document as pandoc reads it."""
    return msgspec.json.encode({"pandoc-api-version": _VERSION, "meta": meta, "blocks": blocks})


def attributes(identifier: str = "", *classes: str, **pairs: str) -> Attributes:
    """Pandoc's attributes; ``_`` in the name of a pair stands for a hyphen, ``__`` for a colon."""
    return [identifier, list(classes), [[_attribute(key), value] for key, value in pairs.items()]]


@cache
def _attribute(key: str) -> str:
    return key.replace("__", ":").replace("_", "-")


def checked(words: str) -> str:
    """The same text, if every character of it may stand in a book."""
    if unwanted := UNWANTED.search(words):
        raise Unprintable(f"the character U+{ord(unwanted[0]):04X} may not stand in a text")
    return words


def text(words: str) -> Iterator[Node]:
    """Plain text; a line break stays one, but for those at the end."""
    for index, line in enumerate(checked(words).rstrip("\r\n").splitlines()):
        if index:
            yield {"t": "LineBreak"}
        if line:
            yield {"t": "Str", "c": line}


def para(content: Nodes) -> Node:
    return {"t": "Para", "c": content}


def div(attr: Attributes, content: Nodes) -> Node:
    """A Div of pandoc: blocks with an id, classes and attributes."""
    return {"t": "Div", "c": [attr, content]}


def span(attr: Attributes, content: Nodes) -> Node:
    """A Span of pandoc: the same around inlines."""
    return {"t": "Span", "c": [attr, content]}


def header(level: int, attr: Attributes, content: Nodes) -> Node:
    return {"t": "Header", "c": [level, attr, content]}


def grid(table: Table, attr: Attributes, caption: Nodes, scope: bool, cells: Iterable[Iterable[Nodes]]) -> Node:
    """A table with one row of column headings and a row heading in each row; ``scope`` says which is which in HTML."""
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": column.share}] for column in table.columns]
    heads = [
        _cell([{"t": "Plain", "c": list(text(column.heading))}], "col" if scope else "") for column in table.columns
    ]
    rows = [
        _row(_cell(content, "row" if scope and not index else "") for index, content in enumerate(row)) for row in cells
    ]
    said = [None, [{"t": "Plain", "c": caption}]]
    body = [[attributes(), 1, [], rows]]
    return {"t": "Table", "c": [attr, said, columns, [attributes(), [_row(heads)]], body, [attributes(), []]]}


def _row(cells: Iterable[list[object]]) -> list[object]:
    return [attributes(), list(cells)]


def _cell(content: Nodes, scope: str) -> list[object]:
    attr = attributes(scope=scope) if scope else attributes()
    return [attr, {"t": "AlignDefault"}, 1, 1, content]
