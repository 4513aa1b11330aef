"""EPUB 3."""

from __future__ import annotations

from careguide.edition import Edition, ShownNote

NAME = "epub"
SUFFIX = ".epub"


def export(edition: Edition) -> bytes:
    """The guide as an EPUB."""
    from careguide.book.assemble import book
    from careguide.book.epub import epub

    return epub(book(edition))


def notes(data: bytes, edition: Edition) -> dict[str, ShownNote]:
    """The notes that a finished EPUB shows beside a statement, by their addresses."""
    from careguide.book.readback import notes_in_epub

    return notes_in_epub(data)
