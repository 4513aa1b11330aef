"""DOCX, for Word and its relatives."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from careguide.edition import Edition, ShownNote

NAME = "docx"
SUFFIX = ".docx"


def export(edition: Edition) -> bytes:
    """The guide as a DOCX."""
    with begun(edition) as finished:
        return finished()


def begun(edition: Edition) -> AbstractContextManager[Callable[[], bytes]]:
    """Like ``export``, with pandoc at work from now until the file is asked for."""
    from careguide.book import docx
    from careguide.book.assemble import book

    return docx.begun(book(edition))


def notes(data: bytes, edition: Edition) -> dict[str, ShownNote]:
    """The notes that a finished DOCX shows beside a statement, by their addresses."""
    from careguide.book.readback import notes_in_docx

    return notes_in_docx(data, edition.guide)
