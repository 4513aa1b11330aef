"""Guides whose Bundles are tested: those of the project, and one that uses every field of the content model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from careguide.content.bind import bind
from careguide.edition import Edition
from careguide.source.file import SourceFile
from careguide.source.reader import read

CLONE = Path(__file__).resolve().parents[1]
EVERYTHING = CLONE / "tests" / "fhir" / "everything"
BASE = "https://example.org/careguide"

Values = dict[str, Any]


def edition(name: str) -> Edition:
    """A guide of the project."""
    return _edition(_values(CLONE / "sources" / name))


def everything(values: Mapping[str, Values] | None = None) -> Edition:
    """The guide that uses every field, or what has been made of its values."""
    return _edition(values or everything_values())


def everything_values() -> dict[str, Values]:
    """The values of its files by kind, for a test to change."""
    return _values(EVERYTHING)


HOSTILE = (
    "\"<script>alert('x')</script> & &amp; ]]> <!-- \\ * _ ` # [x](javascript:x) | ~ {{7*7}} %s "
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}\N{BONE}\N{COMBINING ACUTE ACCENT}\n1. tab:\tend\r\n- "
)
_SAID = {
    "text", "title", "as_written", "from", "to", "starting_position", "words", "unstated", "definition", "term",
    "author", "for_review", "resolution", "reviewer", "reason", "first_session", "display", "description",
}  # fmt: skip


def hostile_values() -> dict[str, Values]:
    """The values of that guide with every free text turned into one that means harm, each a different one."""
    count = iter(range(10**6))

    def turned(value: Any, name: str = "", inside: str = "") -> Any:
        if isinstance(value, dict):
            return {key: turned(inner, key, name) for key, inner in value.items()}
        if isinstance(value, list):
            return [turned(inner, name, inside) for inner in value]
        free = name in _SAID | {"substances", "variants"} and not (inside == "transitions" and name in ("from", "to"))
        return f"{HOSTILE}{next(count)}" if free else value

    return {kind: turned(value) for kind, value in everything_values().items()}


def _values(folder: Path) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for path in sorted(folder.glob("*.yaml")):
        source, faults = read(path, path.name)
        assert not faults, [fault.message for fault in faults]
        assert isinstance(source.value, dict)
        found[path.stem] = source.value
    return found


def _edition(values: Mapping[str, Values]) -> Edition:
    sources = {kind: SourceFile(Path(f"{kind}.yaml"), f"{kind}.yaml", value=value) for kind, value in values.items()}
    return Edition(bind(sources), "careguide contributors", BASE, {})


def elements(value: Any) -> Iterator[Values]:
    """Every object inside a value, parents first."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from elements(inner)


def actions(plan: Values) -> Iterator[Values]:
    """Every action of a plan, parents first."""
    for action in plan.get("action", []):
        yield action
        yield from actions(action)


def action(plan: Values, id_: str) -> Values:
    return next(found for found in actions(plan) if found["id"] == id_)


def extensions(element: Values, name: str) -> list[Values]:
    """The extensions of ours that an element has under a name."""
    return [e for e in element.get("extension", []) if e["url"] == f"{BASE}/StructureDefinition/{name}"]
