"""DOCX, for Word and its relatives."""

from __future__ import annotations

from careguide.edition import Edition, ShownNote

NAME = "docx"
SUFFIX = ".docx"


def export(edition: Edition) -> bytes:
    """The guide as a DOCX."""
    from careguide.book.assemble import book
    from careguide.book.docx import docx

    return docx(book(edition))


def notes(data: bytes, edition: Edition) -> dict[str, ShownNote]:
    """The notes that a finished DOCX shows beside a statement, by their addresses."""
    from careguide.book.readback import notes_in_docx

    return notes_in_docx(data, edition.guide)
