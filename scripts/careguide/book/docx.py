"""A book → a DOCX: pandoc writes paragraphs, lists, tables and links; what makes it a book is added here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from careguide.book.blocks import Anchored, Blocks, Book, Figure
from careguide.book.docx_ast import DocxAst
from careguide.book.docx_body import finish_body, indent_lists
from careguide.book.docx_contents import contents
from careguide.book.docx_drawing import draw
from careguide.book.docx_frame import TEXT_WIDTH, frame, section
from careguide.book.docx_stylesheet import stylesheet
from careguide.book.drawing import Drawing
from careguide.book.ooxml import Element, parse, q, serialise
from careguide.book.package import pack, unpack
from careguide.book.pandoc import converting

_DOCUMENT, _NUMBERING, _STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"


@contextmanager
def begun(book: Book) -> Iterator[Callable[[], bytes]]:
    """Lets pandoc begin; what is given makes the DOCX of what pandoc makes."""
    with converting(DocxAst().document(book), "docx") as converted:
        yield lambda: _finished_book(book, unpack(converted()))


def _finished_book(book: Book, made: Mapping[str, bytes]) -> bytes:
    parts = frame(book, made)
    document, numbering = parse(parts[_DOCUMENT]), parse(parts[_NUMBERING])
    _finish(book, document[0], numbering)
    parts[_DOCUMENT], parts[_NUMBERING] = serialise(document), serialise(numbering)
    parts[_STYLES] = stylesheet(parts[_STYLES], TEXT_WIDTH)
    return pack(parts.items())


def _finish(book: Book, body: Element, numbering: Element) -> None:
    indent_lists(numbering)
    finish_body(body, numbering, TEXT_WIDTH)
    draw(body, (drawn for chapter in book.chapters for drawn in _drawings(chapter.content)))
    body.insert(_end_of_cover(body), contents(body))
    for old in body.findall(q("w:sectPr")):
        body.remove(old)
    body.append(section())


def _end_of_cover(body: Element) -> int:
    """Where the first chapter begins."""
    first = next(body.iterfind(f"{q('w:p')}/{q('w:pPr')}/{q('w:pStyle')}[@{q('w:val')}='Heading1']"))
    return body.index(next(first.iterancestors(q("w:p"))))


def _drawings(blocks: Blocks) -> Iterator[tuple[Drawing, str]]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block.drawing, block.alternative
        elif isinstance(block, Anchored):
            yield from _drawings(block.content)
