"""EPUB 3."""

from __future__ import annotations

from careguide.edition import Edition

NAME = "epub"
SUFFIX = ".epub"


def export(edition: Edition) -> bytes:
    """The guide as an EPUB."""
    from careguide.book.assemble import book
    from careguide.book.epub import epub

    return epub(book(edition))
