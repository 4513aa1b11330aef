"""A book → an EPUB 3: pandoc writes the chapters, and this writes all that stands around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from importlib.resources import files

from careguide.book.blocks import Book, Chapter
from careguide.book.cover_image import cover_image
from careguide.book.epub_package import CONTAINER, COVER_IMAGE, navigation, package_document
from careguide.book.html_ast import HtmlAst
from careguide.book.package import pack, unpack
from careguide.book.pandoc import converting

MIMETYPE = b"application/epub+zip"

_OPTIONS = ("--split-level=1", "--epub-title-page=false")
_CHAPTER = "EPUB/text/ch{:03d}.xhtml"
_TO_CHAPTER = re.compile(r'(?<=href=")ch([0-9]{3})\.xhtml(?=["#])')
_HEAD = re.compile(r"<head>.*?</head>", re.DOTALL)
_BODY = re.compile(r"<body[^>]*>")


@contextmanager
def begun(book: Book) -> Iterator[Callable[[], bytes]]:
    """Lets pandoc begin; what is given makes the EPUB of what pandoc makes."""
    with converting(HtmlAst().document(book), "epub3", *_OPTIONS) as converted:
        yield lambda: _finished_book(book, unpack(converted()))


def _finished_book(book: Book, made: Mapping[str, bytes]) -> bytes:
    images = {name: content for name, content in made.items() if name.startswith("EPUB/media/")}
    parts = [
        ("mimetype", MIMETYPE),
        ("META-INF/container.xml", CONTAINER.encode()),
        ("EPUB/content.opf", package_document(book, [name.removeprefix("EPUB/") for name in images]).encode()),
        ("EPUB/nav.xhtml", navigation(book).encode()),
        ("EPUB/style.css", style()),
        *_chapters(book, made),
        (f"EPUB/{COVER_IMAGE}", cover_image(book).encode()),
        *images.items(),
    ]
    return pack(parts, stored=frozenset({"mimetype"}))


def style() -> bytes:
    """The style sheet: for EPUB, and for whatever else is made of the same blocks."""
    return (files(__package__) / "style.css").read_bytes()


def _chapters(book: Book, made: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for number, chapter in enumerate(book.chapters, start=1):
        text = made[_CHAPTER.format(number)].decode()
        yield f"EPUB/text/{chapter.name}.xhtml", _finished(book, chapter, text).encode()


def _finished(book: Book, chapter: Chapter, text: str) -> str:
    """A chapter with a title and a matter of its own, links to chapters by their names, and our style sheet."""
    names = [chapter.name for chapter in book.chapters]
    title = chapter.title if chapter.title == book.title else f"{chapter.title} – {book.title}"
    head = f'<head>\n<meta charset="utf-8" />\n<title>{escape(title)}</title>\n{_STYLE_LINK}\n</head>'
    text = _HEAD.sub(lambda _: head, text, count=1)
    text = _BODY.sub(f'<body epub:type="{chapter.matter}" class="{chapter.role}">', text, count=1)
    return _TO_CHAPTER.sub(lambda found: f"{names[int(found[1]) - 1]}.xhtml", text)


_STYLE_LINK = '<link rel="stylesheet" type="text/css" href="../style.css" />'
