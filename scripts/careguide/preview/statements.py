"""What stands where: every anchor of a book that leads back to a place in the guide's files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careguide.book.blocks import own
from careguide.book.manuscript import Manuscript, anchor
from careguide.content.guide import Guide
from careguide.content.part import Audience, Part, Unit
from careguide.source.place import Place, TreePath


@dataclass(frozen=True, slots=True)
class Statement:
    """A unit, a note, an entry of the glossary or a block of the source, and the anchor where the book shows it.

    ``name`` is its address in the guide; ``blocks`` are the locators of the source blocks that it carries.
    """

    anchor: str
    name: str
    place: Place
    audience: Audience
    blocks: tuple[str, ...] = ()


class Statements:
    """The statements of a guide by their anchors, and by their places."""

    def __init__(self, ms: Manuscript) -> None:
        self._guide = ms.guide
        bodies = [*_units(ms.guide), *_others(ms.guide)]
        self._by_place: Mapping[tuple[str, TreePath], Statement] = {
            (statement.place.source.name, statement.place.path): statement for statement in reversed(bodies)
        }
        self.by_anchor: Mapping[str, Statement] = {
            statement.anchor: statement for statement in reversed([*bodies, *_notes(ms)])
        }

    def at(self, place: Place) -> Statement:
        """The innermost statement around a place; the guide as a whole where there is none."""
        for length in range(len(place.path), -1, -1):
            found = self._by_place.get((place.source.name, place.path[:length]))
            if found is not None:
                return found
        return self.by_anchor[anchor(self._guide.overview)]


def _units(guide: Guide) -> Iterator[Statement]:
    for part in guide.walk():
        if isinstance(part, Unit):
            yield Statement(anchor(part), part.address or guide.id, part.place, guide.audience(part), part.source)


def _others(guide: Guide) -> Iterator[Statement]:
    def other(name: str, part: Part, *anchors: str, blocks: tuple[str, ...] = ()) -> Statement:
        return Statement(own(*anchors), name, part.place, Audience.BOTH, blocks)

    for term in guide.overview.glossary:
        yield other(f"glossary.{term.id}", term, "term", term.id)
    yield other("document", guide.document, "source")
    for block in guide.document.blocks:
        yield other(f"document.{block.locator}", block, "source", block.locator, blocks=(block.locator,))


def _notes(ms: Manuscript) -> Iterator[Statement]:
    for remark in ms.remarks:
        for at in (remark.anchor, remark.beside):
            yield Statement(at, remark.note.address, remark.note.place, ms.guide.audience(remark.unit))
