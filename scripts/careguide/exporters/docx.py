"""DOCX, for Word and its relatives."""

from __future__ import annotations

from careguide.edition import Edition

NAME = "docx"
SUFFIX = ".docx"


def export(edition: Edition) -> bytes:
    """The guide as a DOCX."""
    from careguide.book.assemble import book
    from careguide.book.docx import docx

    return docx(book(edition))
