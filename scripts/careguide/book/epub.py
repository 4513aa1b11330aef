"""A book → an EPUB 3: pandoc writes the chapters, and this writes all that stands around them."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from importlib.resources import files

from careguide.book.blocks import Book, Chapter
from careguide.book.cover_image import cover_image
from careguide.book.epub_package import CONTAINER, COVER_IMAGE, language, navigation, package_document
from careguide.book.html import HTML, split
from careguide.book.html_ast import HtmlAst
from careguide.book.package import pack
from careguide.book.pandoc import converting

MIMETYPE = b"application/epub+zip"

# Nothing that an editor writes can look like a tag: in text and in attributes, every < is escaped.
_ANCHOR = re.compile(r'<[^<>]*? id="([^"]*)"')
_LINK = re.compile(r'(?<=<a href=")#([^"]*)(?=")')
_DRAWING = re.compile(r'(?<=<img src=")data:image/svg\+xml;base64,([^"]*)(?=")')

_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {language}>
<head>
<meta charset="utf-8" />
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="../style.css" />
</head>
<body epub:type="{matter}" class="{role}">
{content}
</body>
</html>
"""


@contextmanager
def begun(book: Book) -> Iterator[Callable[[], bytes]]:
    """Lets pandoc begin; what is given makes the EPUB of what pandoc makes."""
    with converting(HtmlAst().document(book), *HTML) as converted:
        yield lambda: _finished_book(book, split(converted(), len(book.chapters)))


def style() -> bytes:
    """The style sheet: for EPUB, and for whatever else is made of the same blocks."""
    return (files(__package__) / "style.css").read_bytes()


def _finished_book(book: Book, made: Sequence[str]) -> bytes:
    chapters, images = _with_images_apart(_with_links_between(book, made))
    parts = [
        ("mimetype", MIMETYPE),
        ("META-INF/container.xml", CONTAINER.encode()),
        ("EPUB/content.opf", package_document(book, list(images)).encode()),
        ("EPUB/nav.xhtml", navigation(book).encode()),
        ("EPUB/style.css", style()),
        *(_page(book, chapter, content) for chapter, content in zip(book.chapters, chapters, strict=True)),
        (f"EPUB/{COVER_IMAGE}", cover_image(book).encode()),
        *((f"EPUB/{name}", content) for name, content in images.items()),
    ]
    return pack(parts, stored=frozenset({"mimetype"}))


def _with_links_between(book: Book, made: Sequence[str]) -> Iterator[str]:
    """The chapters as files of their own: a link to an anchor in another one names that one."""
    homes = {
        anchor: f"{chapter.name}.xhtml"
        for chapter, content in zip(book.chapters, made, strict=True)
        for anchor in _ANCHOR.findall(content)
    }
    for content in made:
        yield _LINK.sub(lambda link: f"{homes[link[1]]}#{link[1]}", content)


def _with_images_apart(made: Iterable[str]) -> tuple[list[str], Mapping[str, bytes]]:
    """The chapters with the names of their images, and the images by their names."""
    images: dict[str, bytes] = {}

    def named(drawing: re.Match[str]) -> str:
        name = f"media/file{len(images)}.svg"
        images[name] = b64decode(drawing[1])
        return f"../{name}"

    return [_DRAWING.sub(named, content) for content in made], images


def _page(book: Book, chapter: Chapter, content: str) -> tuple[str, bytes]:
    """A chapter with a title and a matter of its own, by its file's name."""
    title = chapter.title if chapter.title == book.title else f"{chapter.title} – {book.title}"
    page = _PAGE.format(
        language=language(book),
        title=escape(title),
        matter=chapter.matter,
        role=chapter.role,
        content=content,
    )
    return f"EPUB/text/{chapter.name}.xhtml", page.encode()
