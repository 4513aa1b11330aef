"""Our own extensions: what R4 has no element for, and the StructureDefinitions that define them.

They add what the source says; none of them modifies the meaning of what it stands on.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from careguide.fhir.resource import HL7, Element, Resource
from careguide.fhir.terminology import header


class Value(NamedTuple):
    """A value that an extension, or a part of one, may hold, and of which types."""

    name: str
    types: tuple[str, ...]
    definition: str
    required: bool = False


class Definition(NamedTuple):
    """An extension: its value, or the parts that it consists of."""

    name: str
    title: str
    definition: str
    types: tuple[str, ...] = ()
    parts: tuple[Value, ...] = ()
    repeats: bool = False


LOCATOR = Definition(
    "source-locator",
    "Place in the source document",
    "A block of the source document that this carries.",
    types=("Coding",),
    repeats=True,
)
AS_WRITTEN = Definition(
    "as-written",
    "The source's own term",
    "The source's own term, in its own spelling, where the guide's wording departs from it.",
    types=("string",),
)
AUDIENCE = Definition(
    "audience",
    "Audience",
    "Whom this addresses, where that differs from what it stands in.",
    types=("Coding",),
)
RELATION = Definition(
    "relation",
    "Relation to another unit",
    "How this is related to another unit of the guide.",
    parts=(
        Value("type", ("Coding",), "How the two are related.", required=True),
        Value("target", ("Coding",), "The other unit.", required=True),
    ),
    repeats=True,
)
QUANTITY = Definition(
    "quantity",
    "Figure as the source gives it",
    "A figure with its open bounds, its vague words or its silence. Exactly one of value, range, at-least, at-most, "
    "words and unstated is there. A bound that the source itself gives as a range is a Range.",
    parts=(
        Value("of", ("Coding",), "What it is the figure of.", required=True),
        Value("value", ("Quantity",), "A single figure."),
        Value("range", ("Range",), "A range with both its ends."),
        Value("at-least", ("Quantity", "Range"), "A lower bound with nothing above it."),
        Value("at-most", ("Quantity", "Range"), "An upper bound with nothing below it."),
        Value("words", ("string",), "A vague amount, in the source's words."),
        Value("unstated", ("string",), "What the source leaves open."),
        Value("as-written", ("string",), "The source's own words for the figure."),
        Value("derived", ("boolean",), "The guide infers the figure; the source does not state it at this place."),
    ),
    repeats=True,
)
NOTE = Definition(
    "editorial-note",
    "Editorial note",
    "What is wrong with, missing from or unclear in the source at this place.",
    parts=(
        Value("id", ("id",), "The id of the note, derived from its address.", required=True),
        Value("severity", ("Coding",), "What could follow for a patient.", required=True),
        Value("status", ("Coding",), "Whether somebody entitled to has decided.", required=True),
        Value("note", ("Annotation",), "Who wrote it, when, and the text.", required=True),
        Value("for-review", ("string",), "What a reviewer with a medical licence must decide."),
        Value("resolution", ("string",), "What was decided."),
        Value("acknowledges", ("string",), "The rule whose finding at this place the note accepts."),
    ),
    repeats=True,
)
REVIEW_DUE = Definition(
    "review-due",
    "Next review",
    "The day by which this must be reviewed again.",
    types=("date",),
)

DEFINITIONS = (LOCATOR, AS_WRITTEN, AUDIENCE, RELATION, QUANTITY, NOTE, REVIEW_DUE)


def extension(base: str, definition: Definition, **value: Any) -> Element:
    """An extension with its value, such as ``valueString=…``, or its parts as ``extension=[…]``."""
    return {"url": f"{base}/StructureDefinition/{definition.name}", **value}


def structure_definitions(base: str, publisher: str) -> list[Resource]:
    """What declares each extension; ``base`` is the base of the canonical URLs."""
    return [_structure_definition(base, publisher, definition) for definition in DEFINITIONS]


def _structure_definition(base: str, publisher: str, definition: Definition) -> Resource:
    about = header(base, publisher, "StructureDefinition", definition.name, definition.title, definition.definition)
    return about | {
        "fhirVersion": "4.0.1",
        "kind": "complex-type",
        "abstract": False,
        "context": [{"type": "element", "expression": "Element"}],
        "type": "Extension",
        "baseDefinition": f"{HL7}/StructureDefinition/Extension",
        "derivation": "constraint",
        "differential": {"element": [_root(definition), *_inside(about["url"], definition)]},
    }


def _root(definition: Definition) -> Element:
    return {
        "id": "Extension",
        "path": "Extension",
        "short": definition.title,
        "definition": definition.definition,
        "min": 0,
        "max": "*" if definition.repeats else "1",
    }


def _inside(url: str, definition: Definition) -> list[Element]:
    """The elements below the root: parts or a value, never both."""
    if not definition.parts:
        return [_none("Extension.extension"), _url("Extension", url), _value("Extension", definition.types)]
    slices = [line for part in definition.parts for line in _slice(part)]
    return [*slices, _url("Extension", url), _none("Extension.value[x]")]


def _slice(part: Value) -> list[Element]:
    root = f"Extension.extension:{part.name}"
    return [
        {
            "id": root,
            "path": "Extension.extension",
            "sliceName": part.name,
            "definition": part.definition,
            "min": int(part.required),
            "max": "1",
        },
        _none(f"{root}.extension"),
        _url(root, part.name),
        _value(root, part.types),
    ]


def _path(id_: str) -> str:
    """The path of an element: its id without the names of slices."""
    return ".".join(step.partition(":")[0] for step in id_.split("."))


def _none(id_: str) -> Element:
    return {"id": id_, "path": _path(id_), "max": "0"}


def _url(root: str, url: str) -> Element:
    return {"id": f"{root}.url", "path": f"{_path(root)}.url", "fixedUri": url}


def _value(root: str, types: tuple[str, ...]) -> Element:
    id_ = f"{root}.value[x]"
    return {"id": id_, "path": _path(id_), "min": 1, "type": [{"code": name} for name in types]}
