"""No field of the content model and no value of the schema can be forgotten."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest

from bundles import CLONE
from careguide.content import exercise, guide, massage, medication, physiotherapy, remedies, surgery
from careguide.content.common import Requirements
from careguide.content.part import Part, Unit
from careguide.fhir.action import kind
from careguide.fhir.facts import CARRIED, Coded, Figured, Marked, Related
from careguide.fhir.terminology import terms
from careguide.validation.schemas import SchemaStore

COMMON = {"place", "address", "id", "title", "text", "source", "as_written", "audience", "codes", "notes"}
# carried by hand: header elements, provenance, other CodeSystems, and lists of units (found by their annotation)
ELSEWHERE = {"language", "version", "date", "reviews", "modalities", "requires", "glossary"}


def units() -> Iterator[type[Unit]]:
    for room in (guide, exercise, massage, medication, physiotherapy, remedies, surgery):
        yield from {t for t in vars(room).values() if isinstance(t, type) and issubclass(t, Unit) and t is not Unit}


def holds_units(hint: Any) -> bool:
    if isinstance(hint, type):
        return issubclass(hint, Unit)
    return any(holds_units(inner) for inner in get_args(hint))


def where(unit: object) -> str:
    assert isinstance(unit, type)
    return f"{unit.__module__.rpartition('.')[2]}.{unit.__name__}"


@pytest.mark.parametrize("unit", sorted({*units(), Requirements}, key=where), ids=where)
def test_every_field_is_carried(unit: type[Part]) -> None:
    for name, hint in get_type_hints(unit).items():
        known = name in COMMON | ELSEWHERE or name in CARRIED or f"{unit.__name__}.{name}" in CARRIED
        assert known or holds_units(hint), f"{unit.__name__}.{name} is carried by nothing"


def test_every_kind_of_unit_is_a_term() -> None:
    for unit in units():
        if unit.__name__ != "Module":
            name = re.sub(r"(?<!^)(?=[A-Z])", "-", unit.__name__).lower()
            assert f"kind.{'guide' if name == 'overview' else name}" in terms()
    assert callable(kind)


def enumerations() -> Iterator[tuple[str, list[str]]]:
    """Each property of the sources' schemas that has an enumeration, and its values."""
    common = json.loads((CLONE / "schema" / "common.schema.json").read_text("utf-8"))
    schemas = SchemaStore(CLONE / "schema")
    for schema in (common, *(schemas[name] for name in schemas.kinds)):
        yield from _enumerations(schema, common["$defs"])


def _enumerations(value: Any, shared: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    if not isinstance(value, dict):
        return
    for name, inner in value.get("properties", {}).items():
        target = _resolved(inner, shared)
        target = _resolved(target.get("items", target), shared)
        if "enum" in target:
            yield name, target["enum"]
    for inner in value.values():
        for item in inner if isinstance(inner, list) else [inner]:
            yield from _enumerations(item, shared)


def _resolved(value: Any, shared: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = value if isinstance(value, dict) else {}
    while "$ref" in found and "#/$defs/" in found["$ref"]:
        found = shared.get(found["$ref"].rpartition("/")[2], {})
    return found


def test_every_value_of_the_schema_is_a_term() -> None:
    sets: dict[str, set[str]] = {"status": {"note-status"}}
    for name, carrier in CARRIED.items():
        if isinstance(carrier, Coded):
            sets.setdefault(name.rpartition(".")[2], set()).add(carrier.set)
    found = list(enumerations())
    assert len(found) > 20
    for name, values in found:
        if name in sets:
            for value in values:
                assert any(f"{option}.{value}" in terms() for option in sets[name]), f"{name}: {value}"


def test_every_carrier_is_a_term() -> None:
    for carrier in CARRIED.values():
        if isinstance(carrier, Figured):
            assert f"quantity.{carrier.name}" in terms()
        if isinstance(carrier, Related):
            assert f"relation.{carrier.name}" in terms()
        if isinstance(carrier, Marked):
            assert {f"mark.{code}" for code in (carrier.yes, carrier.no) if code} <= set(terms())


def test_every_unit_of_measure_is_of_ucum_or_ours() -> None:
    shared = json.loads((CLONE / "schema" / "common.schema.json").read_text("utf-8"))["$defs"]
    ucum = {"s", "min", "h", "d", "wk", "mo", "a", "/d", "/wk", "/mo", "ug", "mg", "g", "kg", "mL", "L", "%", "cm"}
    assert {code for code in shared["unit"]["enum"] if f"unit.{code}" not in terms()} == ucum


def test_every_term_is_defined() -> None:
    assert all(t.definition and t.display for t in terms().values())
