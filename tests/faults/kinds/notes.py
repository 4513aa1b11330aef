"""Notes and sign-offs: what acknowledges, what is open, what is approved."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.common import Module
from careguide.content.part import Note
from careguide.finding import Finding
from careguide.source.place import Place
from faults.ground import Fault, Ground
from faults.kind import kind


def _accepted(on: Ground, note: Note) -> list[Place]:
    """The place of the finding that a note accepts."""
    found: list[Finding] = [f for f in on.checked.findings if f.acknowledged_by == note.address]
    return [finding.place for finding in found]


@kind("Remove a note that acknowledges")
def drop_note(on: Ground) -> Iterator[Fault]:
    for note in on.all(Note):
        if note.acknowledges:
            yield on.cut(note.place, _accepted(on, note))


@kind("Take out what a note acknowledges")
def no_acknowledges(on: Ground) -> Iterator[Fault]:
    for note in on.all(Note):
        if note.acknowledges:
            yield on.cut(note.place / "acknowledges", _accepted(on, note))


@kind(
    "Let a note acknowledge another rule",
    echoes="The finding waits for somebody again, and the note accepts nothing.",
)
def other_rule(on: Ground) -> Iterator[Fault]:
    for note in on.all(Note):
        if note.acknowledges:
            other = "text/repeated-word" if note.acknowledges != "text/repeated-word" else "text/fragment"
            yield on.replace(note.place / "acknowledges", other, _accepted(on, note))


@kind(
    "Let a note acknowledge a rule that does not exist",
    echoes="The finding waits for somebody again, and the note names no rule.",
)
def no_such_rule(on: Ground) -> Iterator[Fault]:
    for note in on.all(Note):
        if note.acknowledges:
            yield on.replace(note.place / "acknowledges", f"{note.acknowledges}s", _accepted(on, note))


@kind("Let a note acknowledge something where nothing is found")
def acknowledge_nothing(on: Ground) -> Iterator[Fault]:
    for note in list(on.all(Note))[::6]:
        if not note.acknowledges:
            yield on.insert(note.place / "author", "acknowledges: steps/no-technique")


@kind("Try to acknowledge what must be mended")
def acknowledge_error(on: Ground) -> Iterator[Fault]:
    for note in list(on.all(Note))[::6]:
        if not note.acknowledges:
            yield on.insert(note.place / "author", "acknowledges: count/min-max")


@kind("Copy a note")
def copy_note(on: Ground) -> Iterator[Fault]:
    for note in on.all(Note):
        *above, index = note.place.path
        yield on.paste(Place(note.place.source, tuple(above)), int(index))


@kind("Resolve a note without saying how")
def resolve(on: Ground) -> Iterator[Fault]:
    for note in on.all(Note):
        yield on.replace(note.place / "status", "resolved", [note.place / "id"])


@kind("Call a module or the guide approved while notes are open")
def approve(on: Ground) -> Iterator[Fault]:
    for part in (on.guide.overview, *on.all(Module)):
        yield on.replace(part.place / "status", "approved")


@kind("Write a day that does not exist, or is none")
def no_day(on: Ground) -> Iterator[Fault]:
    for note in list(on.all(Note))[::6]:
        yield on.replace(note.place / "date", "2026-13-22")
        yield on.replace(note.place / "date", "22.11.2026")
        yield on.replace(note.place / "date", "2026-11-31")
