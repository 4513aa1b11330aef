"""How far a guide has come, and what stands between it and a release."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from careguide.content.common import Module, Review, Status
from careguide.content.coverage import coverage
from careguide.content.guide import Guide, Overview
from careguide.content.part import Note, NoteSeverity, NoteStatus
from careguide.content.signoff import Standing, last_review, standing
from careguide.pipeline import Checked

Notes = Mapping[NoteSeverity, int]
"""How many notes of each severity there are."""


@dataclass(frozen=True)
class FileState:
    """A file that is signed off on its own: the overview (its ``kind`` is ``guide``) or a modality."""

    kind: str
    status: Status
    standing: Standing
    review: Review | None
    open_notes: Notes


@dataclass(frozen=True)
class Coverage:
    """How many blocks the source document has, and how many of them are cited or excluded."""

    blocks: int
    mapped: int


class Kind(enum.StrEnum):
    """What sort of thing stands in the way of a release."""

    ERRORS = "errors"
    NOTES = "notes"
    SIGN_OFF = "sign-off"
    STATUS = "status"
    RETIRED = "retired"


@dataclass(frozen=True)
class Obstacle:
    """One thing that stands in the way: ``number`` of errors or notes, or the ``files`` that it is about."""

    kind: Kind
    number: int = 0
    files: tuple[str, ...] = ()
    standing: Standing | None = None


@dataclass(frozen=True)
class State:
    """The state of a guide. One that cannot be understood has no files and no coverage."""

    checked: Checked
    files: Sequence[FileState] = ()
    coverage: Coverage | None = None

    @property
    def open_notes(self) -> Notes:
        """The open notes of the whole guide, the gravest first."""
        total = sum((Counter(file.open_notes) for file in self.files), Counter[NoteSeverity]())
        return {severity: total[severity] for severity in reversed(NoteSeverity)}

    def obstacles(self) -> Iterator[Obstacle]:
        """What stands between the guide and a release, in the order in which it is best dealt with."""
        if self.checked.guide and self.checked.guide.overview.status is Status.RETIRED:
            yield Obstacle(Kind.RETIRED)
            return
        if self.checked.errors:
            yield Obstacle(Kind.ERRORS, number=len(self.checked.errors))
        if any(self.open_notes.values()):
            yield Obstacle(Kind.NOTES, number=sum(self.open_notes.values()))
        for each in Standing:
            files = tuple(file.kind for file in self.files if file.standing is each)
            if files and each is not Standing.CURRENT:
                yield Obstacle(Kind.SIGN_OFF, files=files, standing=each)
        waiting = tuple(file.kind for file in self.files if file.status is not Status.APPROVED)
        if waiting:
            yield Obstacle(Kind.STATUS, files=waiting)


def state(checked: Checked, day: str) -> State:
    """The state of a guide on a day: some sign-offs run out."""
    guide = checked.guide
    if guide is None:
        return State(checked)
    blocks = coverage(guide)
    return State(
        checked,
        [_file(unit, day) for unit in signed_units(guide).values()],
        Coverage(len(blocks), sum(block.mapped for block in blocks)),
    )


def signed_units(guide: Guide) -> Mapping[str, Overview | Module]:
    """Everything that is signed off on its own, by the name of its file."""
    units: Sequence[Overview | Module] = (guide.overview, *guide.modules)
    return {unit.place.source.path.stem: unit for unit in units}


def _file(unit: Overview | Module, day: str) -> FileState:
    notes = (part for part in unit.walk() if isinstance(part, Note) and part.status is NoteStatus.OPEN)
    counts = Counter(note.severity for note in notes)
    kind = unit.place.source.path.stem
    return FileState(kind, unit.status, standing(unit, day), last_review(unit.reviews), counts)
