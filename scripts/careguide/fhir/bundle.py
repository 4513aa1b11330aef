"""An edition → its transaction Bundle, which a server loads as it is, and twice with the same result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from careguide.content.common import Module
from careguide.edition import Edition
from careguide.fhir import guide
from careguide.fhir.extension import structure_definitions
from careguide.fhir.imprint import Imprint
from careguide.fhir.index import contents, glossary, source_document, units
from careguide.fhir.narrative import narrated
from careguide.fhir.provenance import provenances
from careguide.fhir.resource import NESTED, Resource, markdown
from careguide.fhir.terminology import vocabulary
from careguide.knowledge.code_systems import code_systems

_ODD_SPACE = re.compile(r"[^\S\x00-\x20]")

_ORDER = (
    "resourceType", "id", "meta", "language", "text", "extension", "url", "identifier", "version", "name", "title",
    "status", "experimental", "type", "date", "publisher", "description", "useContext", "copyright", "approvalDate",
    "lastReviewDate", "topic", "reviewer", "relatedArtifact", "code",
)  # fmt: skip


def bundle(edition: Edition) -> Resource:
    """Everything in the guide: first its contents, then the guide, its modalities in order, and what they refer to."""
    at = Imprint(edition)
    resources = [*map(_finished, _resources(at)), *_vocabulary(at.base, at.edition.publisher)]
    entries = [_entry(at, resource) for resource in resources]
    return {"resourceType": "Bundle", "id": at.guide.id, "type": "transaction", "entry": entries}


def _resources(at: Imprint) -> Iterator[Resource]:
    content = [*guide.resources(at), *(found for module in at.guide.modules for found in _module(at, module))]
    index = [units(at, content), source_document(at), *glossary(at)]
    whole = [*content, *index]
    whole.insert(0, contents(at, whole))
    yield from whole
    yield from provenances(at, whole)


@cache
def _vocabulary(base: str, publisher: str) -> tuple[Resource, ...]:
    """What all guides of a project share."""
    return tuple(map(_finished, [*vocabulary(base, publisher), *structure_definitions(base, publisher)]))


def _module(at: Imprint, module: Module) -> Iterator[Resource]:
    """A modality by the module that is named like its kind."""
    room = import_module(f"careguide.fhir.{module.id}")
    found: Iterator[Resource] = room.resources(at, module)
    yield from found


def _finished(resource: Resource) -> Resource:
    """The resource with its licence notices and its narrative, in the order of the specification."""
    if "url" in resource and (notices := _notices(resource)):
        resource = resource | {"copyright": markdown("\n".join(notices)).replace("\n", "\n\n")}
    resource = _spaced(narrated(resource))
    first = {name: resource[name] for name in _ORDER if name in resource}
    return first | resource


def _spaced(value: Any, name: str = "") -> Any:
    """The same with plain spaces for the others (no-break, thin …), which the pattern of FHIR's strings leaves out.

    A narrative is no string of that kind, and keeps them.
    """
    if isinstance(value, str):
        return value if name == "div" or value.isascii() else _ODD_SPACE.sub(" ", value)
    if isinstance(value, dict):
        return {key: _spaced(inner, key) for key, inner in value.items()}
    return [_spaced(inner) for inner in value] if isinstance(value, list) else value


def _notices(resource: Resource) -> list[str]:
    """The notice of each published classification that a resource uses."""
    used = set(_systems(resource))
    return [found.notice for found in code_systems().values() if found.uri in used and found.notice]


def _systems(resource: Resource) -> Iterator[str]:
    inside: list[Any] = [resource]
    while inside:
        value = inside.pop()
        if isinstance(value, dict):
            if isinstance(value.get("system"), str):
                yield value["system"]
            value = value.values()
        inside += [inner for inner in value if isinstance(inner, NESTED)]


def _entry(at: Imprint, resource: Resource) -> dict[str, Any]:
    where = f"{resource['resourceType']}/{resource['id']}"
    return {
        "fullUrl": f"{at.base}/{where}",
        "resource": resource,
        "request": {"method": "PUT", "url": where},
    }
