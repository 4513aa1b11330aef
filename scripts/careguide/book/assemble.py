"""An edition → a book: the cover, a chapter for the whole and one for each modality, and the back matter."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module

from careguide.book import back_matter, cover, guide
from careguide.book.blocks import Book, Chapter, links
from careguide.book.drugs import drugs
from careguide.book.manuscript import Manuscript
from careguide.book.notes import notes
from careguide.book.source import source
from careguide.content.common import Module
from careguide.edition import Edition

_NAMESPACE = uuid.UUID("6b0b9d3a-9d5c-5f0e-9a55-3f6f8d1c2e74")
"""Ours alone: with it, a guide's id and version make the book's identifier."""


@lru_cache(maxsize=1)
def book(edition: Edition) -> Book:
    """The book of an edition, the same one for every format."""
    overview = edition.guide.overview
    return Book(
        id=overview.id,
        title=overview.title,
        language=overview.language,
        version=overview.version,
        status=overview.status,
        date=overview.date,
        publisher=edition.publisher,
        description=overview.text,
        subject=overview.condition.name,
        identifier=f"urn:uuid:{uuid.uuid5(_NAMESPACE, f'{edition.canonical}/{overview.id}/{overview.version}')}",
        chapters=_chapters(edition),
    )


def _chapters(edition: Edition) -> tuple[Chapter, ...]:
    """Written twice: only a draft of the chapters shows in which order a reader meets the notes that have numbers."""
    ms = Manuscript(edition, met(_body(Manuscript(edition))))
    chapters = (
        cover.cover(ms),
        *_body(ms),
        back_matter.contraindications(ms),
        drugs(ms),
        back_matter.glossary(ms),
        notes(ms),
        source(ms),
        back_matter.codes(ms),
        back_matter.colophon(ms),
    )
    return tuple(chapter for chapter in chapters if chapter is not None)


def met(chapters: Iterable[Chapter]) -> tuple[str, ...]:
    """The targets of all links, in the order in which a reader meets them: by it a manuscript numbers its notes."""
    return tuple(target for chapter in chapters for target in links(chapter.content))


def _body(ms: Manuscript) -> tuple[Chapter, ...]:
    return (guide.chapter(ms), *(_modality(ms, module) for module in ms.guide.modules))


def _modality(ms: Manuscript, module: Module) -> Chapter:
    """By the room that is named like the modality's file."""
    room = import_module(f"careguide.book.{module.id}")
    chapter: Chapter = room.chapter(ms, module)
    return chapter
