"""A new editorial note, put on the unit that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain, count

from careguide.content.guide import Guide
from careguide.content.part import Note, NoteStatus, Unit
from careguide.engine.acknowledge import owner
from careguide.finding import Finding
from careguide.source.file import SourceFile
from careguide.source.writer import apply
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore
from careguide.writing.addition import addition

NOTES = "notes"


def annotated(unit: Unit, note: Mapping[str, str], schemas: SchemaStore) -> str:
    """The text of the unit's file with a note added; what the note leaves open is left out.

    Raises ``WriteError`` where the file cannot take it.
    """
    said = {"status": NoteStatus.OPEN.value, **{name: value for name, value in note.items() if value}}
    source = unit.place.source
    return apply(source, [addition(unit.place, NOTES, said, Outline.of_file(schemas, source.path.stem))])


def acknowledging(guide: Guide, finding: Finding, day: str, schemas: SchemaStore) -> tuple[SourceFile, str]:
    """The file that is to hold a note which accepts a finding, and its text with the note begun.

    What only a person can say, how much it matters and why it is right so, stays open; until it is said, the guide has
    a fault. Raises ``WriteError`` where the file cannot take it.
    """
    unit = owner(guide, finding.place)
    begun = {
        "id": _free(finding.rule.partition("/")[2], unit),
        "severity": None,
        "text": None,
        "acknowledges": finding.rule,
        "author": usual_author(guide) or None,
        "date": day,
        "status": NoteStatus.OPEN.value,
    }
    source = unit.place.source
    return source, apply(source, [addition(unit.place, NOTES, begun, Outline.of_file(schemas, source.path.stem))])


def _free(name: str, unit: Unit) -> str:
    """The name, with a number where something in the unit is called so already."""
    taken = {part.id for part in unit.parts() if isinstance(part, Unit | Note)}
    numbered = (f"{name}-{number}" for number in count(2))
    return next(each for each in chain([name], numbered) if each not in taken)


def usual_author(guide: Guide) -> str:
    """Who has written most of the guide's notes; nobody where there are none."""
    authors = Counter(part.author for part in guide.walk() if isinstance(part, Note))
    return next((author for author, _ in authors.most_common(1)), "")
