"""Which notes a finished Bundle shows with a statement, read from the Bundle itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from careguide.content.guide import Guide
from careguide.content.part import Note
from careguide.edition import ShownNote
from careguide.fhir.resource import identifier


def notes_in_bundle(bundle: Any, guide: Guide) -> dict[str, ShownNote]:
    """Each note that a resource or an action documents, by its address, with what the note says."""
    units = {identifier(address): address for address in guide.units}
    units |= {identifier(f"{guide.id}.{address}"): address for address in guide.units}
    notes = {identifier(part.address): part.address for part in guide.walk() if isinstance(part, Note)}
    shown: dict[str, ShownNote] = {}
    for holder in _holders(bundle):
        for related in (*holder.get("relatedArtifact", ()), *holder.get("documentation", ())):
            if related["type"] == "documentation" and related.get("id") in notes:
                unit = units.get(holder.get("id"), "")
                shown.setdefault(notes[related["id"]], ShownNote(unit, _words(related)))
    return shown


def _holders(bundle: Any) -> Iterator[Any]:
    """Every resource, and every action in it."""
    waiting = [entry["resource"] for entry in reversed(bundle["entry"])]
    while waiting:
        holder = waiting.pop()
        yield holder
        waiting.extend(reversed(holder.get("action", ())))


def _words(related: Any) -> str:
    """The text of the note in its extension; empty where there is none."""
    parts = (part for whole in related.get("extension", ()) for part in whole.get("extension", ()))
    return next((part["valueAnnotation"]["text"] for part in parts if "valueAnnotation" in part), "")
