"""A narrative for every resource: all that a reader needs of it, without a program that knows its structure.

Notes stand right after what they are about. A draft says first that it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from careguide.fhir import extension as own
from careguide.fhir.resource import Element, Resource, plain
from careguide.fhir.xhtml import Markup, document, items, joined, table, tag, text

DRAFT = "Draft: this has been reviewed by nobody with a medical licence."


def narrated(resource: Resource) -> Resource:
    """The resource with its narrative."""
    inside = _BODIES[resource["resourceType"]](resource)
    status = "extensions" if "extension" in resource or "action" in resource else "generated"
    head = tag("h2", _title(resource))
    div = document(resource["language"], head, _draft(resource), *inside, _foot(resource))
    return resource | {"text": {"status": status, "div": div}}


def _title(resource: Resource) -> str:
    if resource["resourceType"] == "Medication":
        return str(resource["code"]["text"])
    if resource["resourceType"] == "Provenance":
        return f"Provenance of {resource['target'][0]['reference']}"
    return str(resource["title"])


def _draft(resource: Resource) -> Markup:
    of_a_guide = all(found["code"] != "kind.vocabulary" for found in resource["meta"]["tag"])
    drafted = of_a_guide and resource.get("status") == "draft"
    return tag("p", tag("strong", DRAFT)) if drafted else Markup("")


def _foot(resource: Resource) -> Markup:
    return joined([_source(resource), tag("p", plain(resource.get("copyright", "")))])


def _about(resource: Resource) -> Markup:
    paragraphs = plain(resource.get("description", "")).split("\n\n")
    return joined(tag("p", paragraph) for paragraph in paragraphs)


def _plan(resource: Resource) -> Iterator[Markup]:
    yield _about(resource)
    yield _notes(resource.get("relatedArtifact", ()))
    goals = [joined([_text(goal), _notes(goal.get("documentation", ()))]) for goal in resource.get("goal", ())]
    if goals:
        yield tag("p", tag("strong", "Effects, as the source states them"))
        yield items(goals)
    yield _actions(resource.get("action", ()))


def _text(goal: Element) -> Markup:
    return joined([tag("p", goal["description"]["text"]), _source(goal)])


def _actions(actions: Iterable[Element]) -> Markup:
    found = list(actions)
    ordered = bool(found) and all("prefix" in action for action in found)
    return items((_action(action) for action in found), ordered)


def _action(action: Element) -> Markup:
    title, said = action.get("title", ""), action.get("textEquivalent", "")
    rest = said if said.split("\n")[0] != title else said[len(title) + 1 :]
    reason = [] if "condition" in action else [found["coding"][0]["display"] for found in action.get("reason", ())]
    return joined(
        [
            tag("p", tag("strong", title), " " if title and rest else "", rest),
            _notes(action.get("documentation", ())),
            tag("p", "If: " if reason else "", "; ".join(reason)),
            *(tag("p", _expression(found)) for found in action.get("condition", ())),
            tag("p", *_link(action)),
            _source(action),
            _actions(action.get("action", ())),
        ]
    )


def _expression(condition: Element) -> str:
    return str(condition["expression"]["description"])


def _link(action: Element) -> list[str]:
    canonical = action.get("definitionCanonical", "")
    where = canonical.partition("|")[0].rsplit("/", 2)[1:]
    return ["Defined in ", tag("code", "/".join(where))] if canonical else []


def _notes(artifacts: Iterable[Element]) -> Markup:
    """Editorial notes, each with what it is and how serious."""
    found = [artifact for artifact in artifacts if artifact["type"] == "documentation"]
    return joined(_note(artifact["label"], artifact["display"], artifact["citation"]) for artifact in found)


def _note(label: str, display: str, said: str) -> Markup:
    word = "Warning" if label == "warning" else "Editorial note"
    head = tag("strong", f"{word} ({display}): ")
    return tag("blockquote", tag("p", head, plain(said).replace("\n\n", "\n")), class_=label)


def _source(element: Mapping[str, Any]) -> Markup:
    found = [
        extension["valueCoding"]["code"]
        for extension in element.get("extension", ())
        if extension["url"].endswith(f"/{own.LOCATOR.name}")
    ]
    return tag("p", "Source: " if found else "", ", ".join(found))


def _activity(resource: Resource) -> Iterator[Markup]:
    if resource.get("doNotPerform"):
        yield tag("p", tag("strong", "This must not be carried out while one of the conditions is present."))
    yield _about(resource)
    yield _notes(resource.get("relatedArtifact", ()))
    yield _codes(resource["code"])


def _codes(concept: Element) -> Markup:
    return items(f"{coding.get('display', '')} ({coding['code']})" for coding in concept["coding"][1:])


def _medication(resource: Resource) -> Iterator[Markup]:
    yield _attached(resource)
    yield _codes(resource["code"])
    yield tag("p", f"Form: {resource['form']['text']}")
    yield items(_ingredient(found) for found in resource.get("ingredient", ()))


def _ingredient(ingredient: Element) -> Markup:
    amount = ingredient.get("strength", {}).get("numerator", {})
    figure = f": {amount.get('comparator', '')}{amount['value']} {amount.get('unit', '')}" if amount else ""
    return joined([ingredient["itemCodeableConcept"]["text"], figure, _attached(ingredient)])


def _attached(element: Mapping[str, Any]) -> Markup:
    """The notes of what has no documentation: they are extensions there."""
    found = [e for e in element.get("extension", ()) if e["url"].endswith(f"/{own.NOTE.name}")]
    return joined(_attached_note({part["url"]: part for part in e["extension"]}) for e in found)


def _attached_note(parts: Mapping[str, Element]) -> Markup:
    severity = parts["severity"]["valueCoding"]["display"]
    label = "warning" if severity in ("high", "critical") else "editorial-note"
    note = parts["note"]["valueAnnotation"]
    return _note(label, f"{severity.capitalize()}; {note['authorString']}, {note['time']}", note["text"])


def _code_system(resource: Resource) -> Iterator[Markup]:
    yield _about(resource)
    rows = ((c["code"], c.get("display", ""), c.get("definition", "")) for c in resource["concept"])
    yield table(("Code", "Term", "Meaning"), rows)


def _value_set(resource: Resource) -> Iterator[Markup]:
    yield _about(resource)
    found = (concept for include in resource["compose"]["include"] for concept in include["concept"])
    yield items(f"{each['display']} ({each['code']})" if "display" in each else each["code"] for each in found)


def _library(resource: Resource) -> Iterator[Markup]:
    yield _about(resource)
    yield items((artifact["display"] for artifact in resource["relatedArtifact"]), ordered=True)


def _provenance(resource: Resource) -> Iterator[Markup]:
    agent, entities = resource["agent"][0], resource["entity"]
    what = resource["activity"]["coding"][0]["display"]
    yield tag("p", f"{what.capitalize()} by {agent['who']['display']}, {resource['recorded'][:10]}.")
    yield items(entity["what"]["display"] for entity in entities)
    yield tag("p", "Of: ", ", ".join(target["reference"] for target in resource["target"]))


def _structure(resource: Resource) -> Iterator[Markup]:
    yield tag("p", text(resource["description"]))
    elements = resource["differential"]["element"]
    yield items(f"{e['sliceName']}: {e['definition']}" for e in elements if "sliceName" in e)


_BODIES = {
    "ActivityDefinition": _activity,
    "CodeSystem": _code_system,
    "Library": _library,
    "Medication": _medication,
    "PlanDefinition": _plan,
    "Provenance": _provenance,
    "StructureDefinition": _structure,
    "ValueSet": _value_set,
}
