"""Whether a Bundle closes: whatever it points at is in it, under that id, in that version, with that name.

No validator looks at this. What HL7 and the published classifications define is taken as given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from careguide.fhir.resource import HL7, NESTED, TERMINOLOGY, UCUM, Element, Resource
from careguide.knowledge.code_systems import code_systems

_ID = re.compile(r"(?![0-9]+$)[A-Za-z0-9\-.]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_VARIABLE = re.compile(r"%(\w+)")
_MEMBER_OF = re.compile(r"memberOf\('([^']*)'\)")
_DIV = re.compile(r'<div xmlns="http://www.w3.org/1999/xhtml" lang="([^"]*)" xml:lang="([^"]*)">')
_CANONICALS = frozenset({"definitionCanonical", "valueSet", "resource", "profile", "baseDefinition"})
_OF_ACTIONS = frozenset({"relatedAction", "goalId", "condition"})
_GIVEN = (f"{HL7}/", f"{TERMINOLOGY}/", UCUM)


class Problem(NamedTuple):
    """Something that does not close: where in the Bundle, and what is wrong there."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class NotClosed(Exception):
    """A Bundle points at something that is not in it, or breaks a rule of FHIR's own; it must not be written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        more = f"\n… and {len(problems) - 20} more" if len(problems) > 20 else ""
        super().__init__("The Bundle does not close:\n" + "\n".join(map(str, problems[:20])) + more)


def require_closed(bundle: Resource) -> None:
    """Raises ``NotClosed``."""
    if found := list(problems(bundle)):
        raise NotClosed(found)


def problems(bundle: Resource) -> Iterator[Problem]:
    """Everything that does not close, in the order of the Bundle."""
    closure = _Closure(bundle)
    yield from closure.entries()
    for resource in closure.resources:
        yield from closure.resource(resource)


@dataclass
class _Closure:
    """What is in the Bundle, and the questions that can be asked of it."""

    bundle: Resource
    resources: list[Resource] = field(init=False)
    names: frozenset[str] = field(init=False)
    base: str = field(init=False)
    versions: Mapping[str, str] = field(init=False)
    codes: Mapping[str, Mapping[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.resources = [entry["resource"] for entry in self.bundle["entry"]]
        self.names = frozenset(map(_name, self.resources))
        first = self.bundle["entry"][0]
        self.base = first["fullUrl"].removesuffix(f"/{first['request']['url']}")
        self.versions = {r["url"]: r.get("version", "") for r in self.resources if "url" in r}
        self.codes = {r["url"]: _concepts(r) for r in self.resources if r["resourceType"] == "CodeSystem"}

    def entries(self) -> Iterator[Problem]:
        """Each entry is put at its own address, and no two at the same."""
        places = Counter(_name(resource) for resource in self.resources)
        for entry in self.bundle["entry"]:
            name = _name(entry["resource"])
            if places[name] > 1:
                yield Problem(name, "stands in the Bundle more than once")
            if not _ID.fullmatch(entry["resource"]["id"]):
                yield Problem(name, "has an id that FHIR does not allow")
            if entry["fullUrl"] != f"{self.base}/{name}" or entry.get("request") != {"method": "PUT", "url": name}:
                yield Problem(name, "is not put at its own address")

    def resource(self, resource: Resource) -> Iterator[Problem]:
        name = _name(resource)
        yield from self._languages(resource)
        parts = list(_walk(resource))
        ids = Counter(part["id"] for path, part in parts if "id" in part and path)
        yield from (Problem(name, f"the element id “{id_}” is used twice") for id_, n in ids.items() if n > 1)
        for path, part in parts:
            for message in self._part(part, ids):
                yield Problem(f"{name}{_spelled(path)}", message)

    def _part(self, part: Element, ids: Mapping[str, int]) -> Iterator[str]:
        yield from self._texts(part)
        if "reference" in part:
            yield from self._reference(part)
        if not _CANONICALS.isdisjoint(part):
            yield from self._canonicals(part)
        if "system" in part:
            yield from self._coding(part)
        if not _OF_ACTIONS.isdisjoint(part):
            yield from self._action(part, ids)
        if "extension" in part:
            yield from self._extensions(part)

    def _reference(self, part: Element) -> Iterator[str]:
        wanted = part.get("reference")
        if isinstance(wanted, str) and wanted not in self.names:
            yield f"the reference “{wanted}” leads nowhere"

    def _canonicals(self, part: Element) -> Iterator[str]:
        for name in sorted(_CANONICALS & part.keys()):
            value = part[name]
            for canonical in value if isinstance(value, list) else [value]:
                if isinstance(canonical, str):
                    yield from self._canonical(canonical)

    def _canonical(self, canonical: str) -> Iterator[str]:
        url, _, version = canonical.partition("|")
        if url not in self.versions:
            if not url.startswith(_GIVEN):
                yield f"the canonical address “{canonical}” leads nowhere"
        elif version and version != self.versions[url]:
            yield f"“{url}” is in version {self.versions[url]}, not {version}"

    def _coding(self, part: Element) -> Iterator[str]:
        """A code or an identifier of our own, or the codes that a value set takes from a system."""
        system = part.get("system")
        if not isinstance(system, str):
            return
        if system not in self.codes:
            known = (*_GIVEN, *(found.uri for found in code_systems().values()))
            if not system.startswith(known):
                yield f"there is no code system “{system}”"
            return
        for coding in part.get("concept", [part]):
            code = coding.get("code") or coding.get("value")
            if code not in self.codes[system]:
                yield f"“{code}” is no code of {system}"
            elif coding.get("display", self.codes[system][code]) != self.codes[system][code]:
                yield f"“{code}” is not called “{coding['display']}”"

    def _action(self, part: Element, ids: Mapping[str, int]) -> Iterator[str]:
        wanted = [found["actionId"] for found in part.get("relatedAction", ())] + part.get("goalId", [])
        yield from (f"there is no action or goal “{id_}” here" for id_ in wanted if id_ not in ids)
        inputs = {found["id"] for found in part.get("input", ()) if "id" in found}
        for condition in part.get("condition", ()):
            expression = condition["expression"].get("expression", "")
            yield from (f"“%{v}” is no input of this action" for v in _VARIABLE.findall(expression) if v not in inputs)
            yield from (found for url in _MEMBER_OF.findall(expression) for found in self._canonical(url))

    def _extensions(self, part: Element) -> Iterator[str]:
        """Our own extensions are defined in the Bundle; the parts of one have plain names."""
        for extension in part.get("extension", ()):
            url = extension["url"]
            if "url" in part and ":" not in url:
                continue
            if url not in self.versions:
                yield f"the extension “{url}” is not defined"

    def _texts(self, part: Element) -> Iterator[str]:
        for name, value in part.items():
            for said in value if isinstance(value, list) else (value,):
                if isinstance(said, str):
                    if not said.strip():
                        yield f"“{name}” is blank"
                    elif not said.isprintable() and _FORBIDDEN.search(said):
                        yield f"“{name}” holds a character that FHIR does not allow"
                elif not said and (said is None or isinstance(said, NESTED)):
                    yield f"“{name}” is empty"

    def _languages(self, resource: Resource) -> Iterator[Problem]:
        language = resource.get("language", "")
        if not _LANGUAGE.fullmatch(language):
            yield Problem(_name(resource), f"“{language}” is no language")
        opening = _DIV.match(resource.get("text", {}).get("div", ""))
        if opening is None or set(opening.groups()) != {language}:
            yield Problem(_name(resource), "the narrative is not in the resource's language")


def _name(resource: Resource) -> str:
    return f"{resource['resourceType']}/{resource['id']}"


def _concepts(resource: Resource) -> Mapping[str, str]:
    return {concept["code"]: concept.get("display", "") for concept in resource["concept"]}


_Path = tuple[Any, ...]
"""A key or an index, and the path to what it is in: spelled out only for a problem."""


def _walk(resource: Resource) -> Iterator[tuple[_Path, Element]]:
    """Every element inside a resource and the path to it, parents first."""
    stack: list[tuple[_Path, Any]] = [((), resource)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            yield path, value
            inside: Iterable[tuple[str | int, Any]] = value.items()
        else:
            inside = enumerate(value)
        found = [((path, key), inner) for key, inner in inside if isinstance(inner, NESTED)]
        stack += reversed(found)


def _spelled(path: _Path) -> str:
    if not path:
        return ""
    above, key = path
    return f"{_spelled(above)}[{key}]" if isinstance(key, int) else f"{_spelled(above)}.{key}"
