"""What a book is made of: a small closed vocabulary, the same for EPUB, DOCX and HTML.

Every text in it is plain text: nothing that an editor writes can become markup.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from careguide.book.drawing import Drawing

# What stands inside a line


class Style(enum.StrEnum):
    """The looks of a stretch of text. Each is a class in the EPUB and a character style in the DOCX."""

    STRONG = "strong"
    LABEL = "label"
    """The name of a value: *Hold*, *Direction*."""
    ASIDE = "aside"
    """What a reader may skip: the source's own term, the reason why something is unstated."""
    LOCATOR = "locator"
    """Where in the source something stands."""
    UNSTATED = "unstated"
    """What the source leaves open."""
    CODE = "code"
    """A code, a fingerprint, an address."""


@dataclass(frozen=True, slots=True)
class Styled:
    style: Style
    content: Inlines


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an anchor of this book, or to an address that begins with ``https:`` or ``mailto:``."""

    target: str
    content: Inlines


Inline = str | Styled | Link
Inlines = tuple[Inline, ...]

# What stands on lines of its own


class Look(enum.StrEnum):
    """The looks of a paragraph. Each is a class in the EPUB and a paragraph style in the DOCX."""

    BODY = "body"
    FACTS = "facts"
    """Values with their labels, below what they belong to."""
    SMALL = "small"
    ENTRY = "entry"
    """The head of an entry in a long list: it stays with the paragraphs that follow, up to one of another look."""
    COVER_SUBTITLE = "cover-subtitle"
    COVER_FACT = "cover-fact"


class Kind(enum.StrEnum):
    """What a callout is: the word for it always stands in it too."""

    DRAFT = "draft"
    CONTRAINDICATION = "contraindication"
    WARNING = "warning"
    CRITICAL = "critical"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below a chapter's title; ``level`` 2 or more. Whatever follows it belongs to its anchor."""

    level: int
    content: Inlines
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    content: Inlines
    look: Look = Look.BODY


@dataclass(frozen=True, slots=True)
class Steps:
    """A list whose order counts."""

    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    items: tuple[tuple[Inlines, Blocks], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading, and its share of the table's width."""

    heading: str
    share: float


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of each row is the row's heading."""

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Blocks, ...], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A statement set apart, opened by a visible word for what it is and by its title."""

    anchor: str
    kind: Kind
    word: str
    title: Inlines
    content: Blocks


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing and its text alternative."""

    anchor: str
    drawing: Drawing
    alternative: str
    caption: Inlines


@dataclass(frozen=True, slots=True)
class Anchored:
    """Blocks that carry a unit: its address leads to all of them."""

    anchor: str
    content: Blocks


Block = Heading | Paragraph | Steps | Bullets | Definitions | Table | Callout | Figure | Anchored
Blocks = tuple[Block, ...]


class Matter(enum.StrEnum):
    """The part of a book to which a chapter belongs, as EPUB names it."""

    FRONT = "frontmatter"
    BODY = "bodymatter"
    BACK = "backmatter"


@dataclass(frozen=True, slots=True)
class Chapter:
    """``name`` names its file for ever; ``role`` is its kind among EPUB's (``chapter``, ``glossary``, ``index`` …)."""

    name: str
    anchor: str
    title: str
    matter: Matter
    role: str
    content: Blocks


@dataclass(frozen=True, slots=True)
class Book:
    """Chapters, and what is said of the book as a whole."""

    id: str
    title: str
    language: str
    version: str
    status: str
    date: str
    publisher: str
    description: str
    subject: str
    identifier: str
    chapters: tuple[Chapter, ...]


def own(*names: str) -> str:
    """An anchor of the book's own: it begins with a capital, as no unit's address does."""
    return ".".join(("Book", *names))


def plain(content: Inlines) -> str:
    """The text of inlines, without their looks."""
    return "".join(part if isinstance(part, str) else plain(part.content) for part in content)


def headings(blocks: Blocks) -> Iterator[Heading]:
    """Every heading among blocks, in order."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Anchored):
            yield from headings(block.content)


def links(blocks: Blocks) -> Iterator[str]:
    """The target of every link among blocks, in the order in which a reader meets them."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from _targets(block.content)
            case Steps() | Bullets():
                yield from (target for item in block.items for target in links(item))
            case Definitions():
                yield from (target for word, said in block.items for target in (*_targets(word), *links(said)))
            case Table():
                yield from (target for row in block.rows for cell in row for target in links(cell))
            case Callout():
                yield from (*_targets(block.title), *links(block.content))
            case Figure():
                yield from _targets(block.caption)
            case Anchored():
                yield from links(block.content)


def _targets(content: Inlines) -> Iterator[str]:
    for part in content:
        if isinstance(part, Link):
            yield part.target
        if not isinstance(part, str):
            yield from _targets(part.content)
