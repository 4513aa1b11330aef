"""A new editorial note, put on the unit that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from careguide.content.guide import Guide
from careguide.content.part import Note, NoteStatus, Unit
from careguide.outline import Outline
from careguide.schema import SchemaStore
from careguide.source.writer import apply
from careguide.writing.addition import addition

NOTES = "notes"


def annotated(unit: Unit, note: Mapping[str, str], schemas: SchemaStore) -> str:
    """The text of the unit's file with a note added; what the note leaves open is left out.

    Raises ``WriteError`` where the file cannot take it.
    """
    said = {"status": NoteStatus.OPEN.value, **{name: value for name, value in note.items() if value}}
    source = unit.place.source
    return apply(source, [addition(unit.place, NOTES, said, Outline.of_file(schemas, source.path.stem))])


def usual_author(guide: Guide) -> str:
    """Who has written most of the guide's notes; nobody where there are none."""
    authors = Counter(part.author for part in guide.walk() if isinstance(part, Note))
    return next((author for author, _ in authors.most_common(1)), "")
