"""EPUB 3."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from careguide.edition import Edition, ShownNote

NAME = "epub"
SUFFIX = ".epub"


def export(edition: Edition) -> bytes:
    """The guide as an EPUB."""
    with begun(edition) as finished:
        return finished()


def begun(edition: Edition) -> AbstractContextManager[Callable[[], bytes]]:
    """Like ``export``, with pandoc at work from now until the file is asked for."""
    from careguide.book import epub
    from careguide.book.assemble import book

    return epub.begun(book(edition))


def notes(data: bytes, edition: Edition) -> dict[str, ShownNote]:
    """The notes that a finished EPUB shows beside a statement, by their addresses."""
    from careguide.book.readback import notes_in_epub

    return notes_in_epub(data)
