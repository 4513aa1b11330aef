"""What an EPUB says about itself: its container, package document and navigation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from careguide.book.blocks import Book, Chapter, Matter, headings, plain
from careguide.content.wording import term

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

COVER_IMAGE = "media/cover.svg"

_SUMMARY = (
    "All content is text with headings, lists and tables that name their rows and columns. The one kind of image, a"
    " diagram of the order of treatment, has a text alternative, and lists beside it say the same. Warnings, and"
    " notes of the editors, are marked by words and not by colour alone."
)
_FEATURES = ("alternativeText", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")
_DEEPEST = 2
"""How deep the contents go: chapters and their sections."""


def package_document(book: Book, images: Sequence[str]) -> str:
    """The package document of EPUB 3.3; ``images`` are the names of the pictures."""
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<package version="3.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="book-id" xml:lang="en">',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *_metadata(book),
        "</metadata>",
        "<manifest>",
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        f'<item id="cover-image" href="{COVER_IMAGE}" media-type="image/svg+xml" properties="cover-image"/>',
        *(_item(f"text-{chapter.name}", f"text/{chapter.name}.xhtml") for chapter in book.chapters),
        *(_item(f"image-{number}", name, "image/svg+xml") for number, name in enumerate(images, start=1)),
        "</manifest>",
        "<spine>",
        *_spine(book),
        "</spine>",
        "</package>",
    )
    return "\n".join(lines) + "\n"


def _metadata(book: Book) -> Iterator[str]:
    yield f'<dc:identifier id="book-id">{escape(book.identifier)}</dc:identifier>'
    yield f"<dc:title>{escape(book.title)}</dc:title>"
    yield f"<dc:language>{escape(book.language)}</dc:language>"
    yield f"<dc:publisher>{escape(book.publisher)}</dc:publisher>"
    yield f"<dc:creator>{escape(book.publisher)}</dc:creator>"
    yield f"<dc:date>{book.date}</dc:date>"
    yield f"<dc:subject>{escape(book.subject)}</dc:subject>"
    yield f"<dc:description>{escape(f'{term(book.status).capitalize()}. {book.description}')}</dc:description>"
    yield f'<meta property="dcterms:modified">{book.date}T00:00:00Z</meta>'
    yield f'<meta property="schema:version">{escape(book.version)}</meta>'
    for mode in ("textual", "visual"):
        yield f'<meta property="schema:accessMode">{mode}</meta>'
    yield '<meta property="schema:accessModeSufficient">textual</meta>'
    index = ("index",) if any(chapter.role == "index" for chapter in book.chapters) else ()
    for feature in (*_FEATURES, *index):
        yield f'<meta property="schema:accessibilityFeature">{feature}</meta>'
    yield '<meta property="schema:accessibilityHazard">none</meta>'
    yield f'<meta property="schema:accessibilitySummary">{_SUMMARY}</meta>'


def _item(identifier: str, href: str, media: str = "application/xhtml+xml") -> str:
    return f'<item id="{identifier}" href="{href}" media-type="{media}"/>'


def _spine(book: Book) -> Iterator[str]:
    cover, *others = book.chapters
    yield f'<itemref idref="text-{cover.name}"/>'
    yield '<itemref idref="nav"/>'
    yield from (f'<itemref idref="text-{chapter.name}"/>' for chapter in others)


def navigation(book: Book) -> str:
    """The contents, which are also a page of the book, and the landmarks."""
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!DOCTYPE html>",
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {language(book)}>',
        f'<head><meta charset="utf-8" /><title>Contents – {escape(book.title)}</title>',
        '<link rel="stylesheet" type="text/css" href="style.css" /></head>',
        '<body epub:type="frontmatter" class="contents">',
        '<nav epub:type="toc" role="doc-toc" aria-labelledby="Book.contents"><h1 id="Book.contents">Contents</h1>',
        *_entries(book),
        "</nav>",
        '<nav epub:type="landmarks" aria-labelledby="Book.landmarks" hidden="hidden">',
        '<h2 id="Book.landmarks">Landmarks</h2>',
        "<ol>",
        *_landmarks(book),
        "</ol>",
        "</nav>",
        "</body>",
        "</html>",
    )
    return "\n".join(lines) + "\n"


def language(book: Book) -> str:
    """The attributes of a page that tell its language."""
    return f'lang="{escape(book.language)}" xml:lang="{escape(book.language)}"'


def _entries(book: Book) -> Iterator[str]:
    yield "<ol>"
    for chapter in book.chapters:
        yield f"<li>{_link(chapter, chapter.anchor, chapter.title)}{_sections(chapter)}</li>"
    yield "</ol>"


def _sections(chapter: Chapter) -> str:
    found = [heading for heading in headings(chapter.content) if heading.level <= _DEEPEST]
    entries = "".join(f"<li>{_link(chapter, h.anchor, plain(h.content))}</li>" for h in found)
    return f"<ol>{entries}</ol>" if entries else ""


def _landmarks(book: Book) -> Iterator[str]:
    yield '<li><a epub:type="toc" href="#Book.contents">Contents</a></li>'
    first = next(chapter for chapter in book.chapters if chapter.matter is Matter.BODY)
    yield f"<li>{_link(first, first.anchor, 'Start of the guide', 'bodymatter')}</li>"
    for chapter in book.chapters:
        if chapter.role in ("titlepage", "glossary", "index"):
            yield f"<li>{_link(chapter, chapter.anchor, chapter.title, chapter.role)}</li>"


def _link(chapter: Chapter, anchor: str, words: str, landmark: str = "") -> str:
    kind = f'epub:type="{landmark}" ' if landmark else ""
    return f'<a {kind}href="text/{chapter.name}.xhtml#{escape(anchor)}">{escape(words)}</a>'
