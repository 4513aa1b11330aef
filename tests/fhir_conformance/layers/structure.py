"""What the StructureDefinitions say and the schema does not: bindings, reference targets, cardinalities, profiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fhir_conformance import definitions
from fhir_conformance.definitions import Definition, Json, Visit
from fhir_conformance.report import Issue


def check(resource: Json) -> Iterator[Issue]:
    if resource["resourceType"] not in definitions.types():
        yield Issue("error", resource["resourceType"], "no such type of resource")
    for visit in definitions.visit(resource):
        if isinstance(visit.value, dict):
            yield from _properties(visit)
        yield from _binding(visit)
        yield from _target(visit)
    for url in resource.get("meta", {}).get("profile", []):
        yield from _profile(resource, url)


def _properties(visit: Visit) -> Iterator[Issue]:
    """Unknown properties, missing ones, single values for lists and lists for single values."""
    value, path = visit.value, visit.definition.path
    for name, inner in value.items():
        found = definitions.property_of(path, name)
        if found is None:
            if name != "resourceType":
                yield Issue("error", f"{visit.where}.{name}", "no such property")
        elif isinstance(inner, list) != (found.element["max"] != "1"):
            yield Issue("error", f"{visit.where}.{name}", f"max is {found.element['max']}")
    for name, element in definitions.children(path).items():
        stem = name.removesuffix("[x]")
        if element["min"] and not any(key.startswith(stem) if name.endswith("[x]") else key == stem for key in value):
            yield Issue("error", f"{visit.where}.{name}", "is required")


def _binding(visit: Visit) -> Iterator[Issue]:
    binding = visit.definition.element.get("binding", {})
    if binding.get("strength") != "required":
        return
    allowed = definitions.codes_of(binding["valueSet"])
    if allowed is None:
        return
    if isinstance(visit.value, str) and visit.value not in {code for _, code in allowed}:
        yield Issue("error", visit.where, f"“{visit.value}” is not in {binding['valueSet']}")
    elif isinstance(visit.value, dict):
        codings = visit.value.get("coding", [visit.value])
        if not any((c.get("system"), c.get("code")) in allowed for c in codings):
            yield Issue("error", visit.where, f"no code of {binding['valueSet']}")


def _target(visit: Visit) -> Iterator[Issue]:
    """A reference or a canonical leads to a resource of a type that is allowed there."""
    for kind in visit.definition.element.get("type", ()):
        targets = {target.rpartition("/")[2] for target in kind.get("targetProfile", ())}
        wanted = _type_of(visit.value, kind["code"], visit.definition)
        if wanted and targets and "Resource" not in targets and wanted not in targets:
            yield Issue("error", visit.where, f"leads to {wanted}; allowed are {', '.join(sorted(targets))}")


def _type_of(value: Any, kind: str, definition: Definition) -> str:
    if kind == "Reference" and definition.path == "Reference" and isinstance(value, dict):
        return str(value.get("reference", "")).rpartition("/")[0].rpartition("/")[2]
    if kind == "canonical" and definition.path == "canonical" and isinstance(value, str):
        return value.partition("|")[0].rpartition("/")[0].rpartition("/")[2]
    return ""


def _profile(resource: Json, url: str) -> Iterator[Issue]:
    """A profile that a resource claims: what it requires beyond the base is there."""
    profile = definitions.profiles().get(url)
    if profile is None:
        yield Issue("error", f"{resource['resourceType']}.meta.profile", f"there is no profile {url}")
        return
    if profile["type"] != resource["resourceType"]:
        yield Issue("error", f"{resource['resourceType']}.meta.profile", f"is for {profile['type']}")
        return
    for element in profile["snapshot"]["element"]:
        path = element["path"].split(".")[1:]
        if (
            len(path) == 1
            and element["min"]
            and not any(key.startswith(path[0].removesuffix("[x]")) for key in resource)
        ):
            yield Issue("error", element["path"], f"is required by {url}")
