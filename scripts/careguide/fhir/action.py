"""Units → actions, goals and lists of them: the part of the mapping that is the same for all kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from careguide.content.common import Combine, Equipment, Statement, Step
from careguide.content.part import Note, Part, Unit
from careguide.fhir import extension as own
from careguide.fhir.extension import extension
from careguide.fhir.facts import codes, figures, lines, relations
from careguide.fhir.imprint import Imprint, called
from careguide.fhir.resource import ADDED, Element, element, identifier, markdown, sentences
from careguide.fhir.terminology import terms
from careguide.fhir.timing import choice, quantity_parts, timing

_ORDER = (
    "id", "extension", "prefix", "title", "description", "textEquivalent", "code", "reason", "documentation", "goalId",
    "condition", "input", "relatedAction", "timingTiming", "participant", "groupingBehavior", "selectionBehavior",
    "requiredBehavior", "definitionCanonical", "action",
)  # fmt: skip


def kind(part: Part) -> str:
    """The kind of a unit in our vocabulary: its struct's name."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", type(part).__name__).lower()
    return "guide" if name == "overview" else name


def action(at: Imprint, unit: Unit, **native: Any) -> Element:
    """A unit as an action. ``native`` are the elements of R4 that say more about it than its facts do.

    ``textEquivalent`` begins with the unit's text, word for word, and says each fact in words after it.
    """
    title = native.pop("title", "") or unit.title or ("" if unit.text else called(unit))
    return _ordered(
        id=identifier(unit.address),
        extension=extensions(at, unit),
        title=title,
        textEquivalent=sentences([unit.text or title, *lines(unit, at.guide)]),
        code=[at.coded("kind", kind(unit)), at.concept(unit), *attributes(at, unit)],
        documentation=documentation(at, unit),
        **native,
    )


def listed(at: Imprint, owner: Unit, name: str, actions: Sequence[Element], **native: Any) -> Element:
    """A list of a unit's parts as one action around them; nothing for an empty list."""
    if not actions:
        return {}
    title = terms()[f"list.{name}"].display
    return _ordered(
        id=identifier(f"{owner.address}{ADDED}{name}"),
        title=title[:1].upper() + title[1:],
        code=[at.coded("list", name)],
        groupingBehavior="logical-group",
        action=list(actions),
        **native,
    )


def linked(owner: Unit, name: str, canonical: str, title: str, **native: Any) -> Element:
    """An action that only leads to another definition."""
    return _ordered(
        id=identifier(f"{owner.address}{ADDED}{name}"), title=title, definitionCanonical=canonical, **native
    )


def reference(at: Imprint, unit: Unit, **native: Any) -> Element:
    """A unit that has a PlanDefinition of its own, at its place in another one."""
    return _ordered(
        id=identifier(unit.address),
        title=called(unit),
        code=[at.coded("kind", kind(unit)), at.concept(unit), *attributes(at, unit)],
        definitionCanonical=at.canonical("PlanDefinition", unit),
        **native,
    )


def statements(at: Imprint, owner: Unit, name: str, units: Sequence[Statement]) -> Element:
    """Statements as a list of actions under one heading."""
    return listed(at, owner, name, [action(at, unit) for unit in units])


def goals(at: Imprint, units: Iterable[Statement]) -> list[Element]:
    """What something does, as the goals of doing it."""
    return [
        element(
            id=identifier(unit.address),
            extension=extensions(at, unit),
            description=at.concept(unit) | {"text": unit.text},
            documentation=documentation(at, unit),
        )
        for unit in units
    ]


def goal_ids(units: Iterable[Unit]) -> list[str]:
    return [identifier(unit.address) for unit in units]


def selection(combine: Combine, one: str) -> str:
    """``selectionBehavior``; none where the source does not say how the items combine."""
    return {Combine.ANY: one, Combine.ALL: "all", Combine.UNSPECIFIED: ""}[combine]


def steps(at: Imprint, owner: Unit, units: Sequence[Step], name: str = "steps", **native: Any) -> Element:
    """Steps in order: each comes after the end of the one before it, and not before its waiting time is over."""
    actions = [_step(at, unit, number, units) for number, unit in enumerate(units, 1)]
    return listed(at, owner, name, actions, selectionBehavior="all", requiredBehavior="must", **native)


def _step(at: Imprint, unit: Step, number: int, siblings: Sequence[Step]) -> Element:
    return action(
        at,
        unit,
        prefix=str(number),
        relatedAction=_order(at, unit, siblings[: number - 1], siblings),
        timingTiming=timing(at.base, length=unit.hold),
        participant=[*participants(at, (unit.setting,)), *_devices(at, unit)],
        requiredBehavior="could" if unit.optional else "must",
    )


def _order(at: Imprint, unit: Step, earlier: Sequence[Step], siblings: Sequence[Step]) -> list[Element]:
    found: dict[str, Element] = {}
    if earlier:
        previous = earlier[-1]
        found[previous.address] = related(previous, "after-end") | choice(at.base, "offset", previous.wait)
    for relationship, references in (("after-end", unit.after), ("before-start", unit.before)):
        for target in (at.guide.resolve(name, unit) for name in references):
            if target in siblings and target is not None:
                found.setdefault(target.address, related(target, relationship))
    return list(found.values())


def related(target: Unit, relationship: str) -> Element:
    """A relatedAction: how an action stands to that of another unit, by a code such as ``after-end``."""
    return {"actionId": identifier(target.address), "relationship": relationship}


def participants(at: Imprint, settings: Iterable[str]) -> list[Element]:
    """Who does it, where the setting says so."""
    found: dict[str, Element] = {
        "self": {"type": "patient"},
        "specialist": {"type": "practitioner", "role": at.coded("setting", "specialist")},
    }
    return [found[setting] for setting in settings if setting in found]


def _devices(at: Imprint, unit: Step) -> list[Element]:
    """The equipment that a step uses takes part in it."""
    used = (at.guide.resolve(name, unit) for name in unit.uses)
    return [{"type": "device", "role": at.concept(thing)} for thing in used if isinstance(thing, Equipment)]


def attributes(at: Imprint, unit: Unit) -> list[Element]:
    """The coded facts of a unit."""
    return [at.coded(set_, value) for set_, value in codes(unit)]


def extensions(at: Imprint, unit: Unit) -> list[Element]:
    """Where a unit comes from, and what R4 has no element for."""
    base = at.base
    return [
        *(extension(base, own.LOCATOR, valueCoding={"system": at.document, "code": name}) for name in unit.source),
        *([extension(base, own.AS_WRITTEN, valueString=unit.as_written)] if unit.as_written else []),
        *([extension(base, own.AUDIENCE, valueCoding=at.term("audience", unit.audience))] if unit.audience else []),
        *(extension(base, own.QUANTITY, extension=quantity_parts(base, *figure)) for figure in figures(unit)),
        *(extension(base, own.RELATION, extension=_relation(at, unit, *pair)) for pair in relations(unit)),
    ]


def _relation(at: Imprint, unit: Unit, name: str, target: str) -> list[Element]:
    found = at.guide.resolve(target, unit)
    coding = at.coding(found) if found else {"system": at.units, "code": target}
    return [{"url": "type", "valueCoding": at.term("relation", name)}, {"url": "target", "valueCoding": coding}]


def documentation(at: Imprint, unit: Unit) -> list[Element]:
    """The editorial notes; one of severity high or critical is labelled a warning."""
    return [
        element(
            id=identifier(note.address),
            extension=[note_extension(at, note)],
            type="documentation",
            label="warning" if note.severity.beside_statement else "editorial-note",
            display=f"{note.severity.capitalize()}, {note.status}; {note.author}, {note.date}",
            citation=markdown(sentences([note.text, _asked(note), _decided(note)])).replace("\n", "\n\n"),
        )
        for note in unit.notes
    ]


def note_extension(at: Imprint, note: Note) -> Element:
    """An editorial note in full, as the extension that every unit may carry."""
    annotation = {"authorString": note.author, "time": note.date, "text": markdown(note.text)}
    words = {"for-review": note.for_review, "resolution": note.resolution, "acknowledges": note.acknowledges}
    parts = [
        {"url": "id", "valueId": identifier(note.address)},
        {"url": "severity", "valueCoding": at.term("severity", note.severity)},
        {"url": "status", "valueCoding": at.term("note-status", note.status)},
        {"url": "note", "valueAnnotation": annotation},
        *({"url": name, "valueString": said} for name, said in words.items() if said),
    ]
    return extension(at.base, own.NOTE, extension=parts)


def _asked(note: Note) -> str:
    return f"For review: {note.for_review}" if note.for_review else ""


def _decided(note: Note) -> str:
    return f"Resolution: {note.resolution}" if note.resolution else ""


def _ordered(**fields: Any) -> Element:
    """The elements of an action in the order of the specification."""
    return element(**{name: fields.pop(name, None) for name in _ORDER}, **fields)
