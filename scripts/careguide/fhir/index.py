"""What an app looks things up in: the guide's units as codes, its glossary, its source document, and its contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from careguide.content.document import Document
from careguide.content.guide import Overview
from careguide.content.part import Unit
from careguide.fhir.action import kind
from careguide.fhir.imprint import ROOT, Imprint, called
from careguide.fhir.resource import HL7, Element, Resource, element, hl7_concept, identifier

_PROPERTIES = (
    ("parent", "code", "The unit directly above.", f"{HL7}/concept-properties#parent"),
    ("kind", "Coding", "What kind of unit it is.", ""),
    ("resource", "string", "The PlanDefinition in which it stands.", ""),
    ("element", "string", "The id of its action or goal there; none where the resource as a whole is the unit.", ""),
    ("locator", "Coding", "A block of the source document that it carries.", ""),
    ("classification", "Coding", "The same in a published classification.", ""),
)

_BLOCK_PROPERTIES = (
    ("fingerprint", "string", "The fingerprint of the block's text.", ""),
    ("excluded", "string", "Why no unit carries the block.", ""),
)


def units(at: Imprint, resources: Sequence[Resource]) -> Resource:
    """Every unit by its address, with its text and where it stands."""
    places = dict(_places(resources))
    overview = at.guide.overview
    found = [overview, *at.guide.units.values()]
    title = f"Units of: {overview.title}"
    about = at.description(overview, "Every unit of the guide: its address is its code, its text is its definition.")
    return _code_system(at, "units", "guide", title, about) | element(
        hierarchyMeaning="part-of",
        content="complete",
        count=len(found),
        property=_properties(_PROPERTIES),
        concept=[_unit(at, unit, places) for unit in found],
    )


def _unit(at: Imprint, unit: Unit, places: dict[str, tuple[str, str]]) -> Element:
    resource, inner = places[at.code(unit) if at.code(unit) == ROOT else identifier(unit.address)]
    above = [] if unit is at.guide.overview else [at.code(at.guide.parent(unit))]
    return element(
        code=at.code(unit),
        display=called(unit),
        definition=unit.text or unit.title,
        property=[
            *({"code": "parent", "valueCode": code} for code in above),
            {"code": "kind", "valueCoding": at.term("kind", kind(unit))},
            {"code": "resource", "valueString": resource},
            *([{"code": "element", "valueString": inner}] if inner else []),
            *({"code": "locator", "valueCoding": {"system": at.document, "code": name}} for name in unit.source),
            *({"code": "classification", "valueCoding": at.classified(code)} for code in unit.exported_codes),
        ],
    )


def _places(resources: Iterable[Resource]) -> Iterator[tuple[str, tuple[str, str]]]:
    """The id of each unit's element, or its own code for a whole resource, and where it stands."""
    for resource in resources:
        if resource["resourceType"] == "PlanDefinition":
            name = f"PlanDefinition/{resource['id']}"
            yield from ((identifier(found["value"]), (name, "")) for found in resource.get("identifier", ()))
            yield from ((goal["id"], (name, goal["id"])) for goal in resource.get("goal", ()))
            yield from ((id_, (name, id_)) for id_ in _told(resource.get("action", ())))


def _told(actions: Iterable[Element]) -> Iterator[str]:
    """The ids of the actions that are units, and do not only lead to them."""
    for action in actions:
        if "textEquivalent" in action:
            yield action["id"]
        yield from _told(action.get("action", ()))


def source_document(at: Imprint) -> Resource:
    """The blocks of the source document as codes, so that every locator can be looked up and checked."""
    document = at.guide.document
    excluded = {exclusion.locator: exclusion.reason for exclusion in document.exclusions}
    blocks = [
        element(
            code=block.locator,
            property=[
                {"code": "fingerprint", "valueString": block.hash},
                *([{"code": "excluded", "valueString": excluded[b]}] if (b := block.locator) in excluded else []),
            ],
        )
        for block in document.blocks
    ]
    about = at.description(at.guide.overview, *_about(document))
    return _code_system(at, "source", "source-document", document.title, about) | element(
        hierarchyMeaning="part-of",
        content="complete",
        count=len(blocks),
        property=_properties(_BLOCK_PROPERTIES),
        concept=blocks,
    )


def _about(document: Document) -> Iterator[str]:
    yield document.description
    yield f"Language: {document.language}"
    if document.translated_from:
        yield f"Translated from: {document.translated_from} ({document.translation or 'unknown'})"
    yield f"Fingerprints: {document.hash} of the text normalised by {document.normalisation}"


def glossary(at: Imprint) -> Iterator[Resource]:
    overview = at.guide.overview
    if not overview.glossary:
        return
    title = f"Glossary of: {overview.title}"
    about = at.description(overview, "Explained by the editors of the guide, not by its source.")
    yield _code_system(at, "glossary", "glossary", title, about) | element(
        content="complete",
        count=len(overview.glossary),
        concept=[
            element(
                code=term.id,
                display=term.term,
                definition=term.definition,
                designation=[{"value": variant} for variant in term.variants],
            )
            for term in overview.glossary
        ],
    )


def contents(at: Imprint, resources: Iterable[Resource]) -> Resource:
    """The guide as a collection: everything in it, in order."""
    overview: Overview = at.guide.overview
    source = f"{at.document}|{at.version}"
    head = at.head("Library", overview, "guide") | at.reviewed(overview)
    return head | element(
        identifier=at.identifiers(overview),
        type=hl7_concept("library-type", "asset-collection"),
        topic=[at.concept(overview.condition)],
        relatedArtifact=[
            {"type": "derived-from", "display": at.guide.document.title, "resource": source},
            *(_entry(at, resource) for resource in resources),
        ],
    )


def _entry(at: Imprint, resource: Resource) -> Element:
    """A resource by its canonical address, or, where its type has none, by its url."""
    if "url" in resource:
        where = {"resource": f"{resource['url']}|{resource['version']}"}
        return {"type": "composed-of", "display": resource["title"], **where}
    where = {"url": at.url(resource["resourceType"], resource["id"])}
    return {"type": "composed-of", "display": resource["code"]["text"], **where}


def _code_system(at: Imprint, name: str, tag: str, title: str, about: str) -> Resource:
    head = at.head("CodeSystem", at.guide.overview, tag, added=f".{name}", title=title, about=about)
    return head | {"caseSensitive": True}


def _properties(table: Iterable[tuple[str, str, str, str]]) -> list[Element]:
    return [element(code=code, uri=uri, description=about, type=type_) for code, type_, about, uri in table]
