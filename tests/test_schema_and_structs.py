"""The schemas and the structs agree, property by property."""

from __future__ import annotations

import json
import subprocess
import sys
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from careguide.content.bind import module_type
from careguide.content.document import Document
from careguide.content.guide import Overview
from careguide.content.part import Part
from careguide.testing.overlay import BASE

SCHEMAS = {
    file.name: json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parent.parent / "schema").glob("*.schema.json"))
}
MODALITIES = ("medication", "physiotherapy", "massage", "exercise", "surgery", "remedies")
KINDS: dict[str, type[Part]] = {
    "guide": Overview,
    "document": Document,
    **{kind: module_type(kind) for kind in MODALITIES},
}
OWN = {"@place", "@address"}


def chain(schema: Mapping[str, Any], file: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """A schema and those that its ``$ref`` leads to, each with the file that it stands in."""
    yield schema, file
    while "$ref" in schema:
        name, _, pointer = schema["$ref"].partition("#")
        file = name or file
        found: Any = SCHEMAS[file]
        for step in filter(None, pointer.split("/")):
            found = found[step]
        schema = found
        yield schema, file


def resolved(schema: Mapping[str, Any], file: str) -> tuple[Mapping[str, Any], str]:
    """A schema with its ``$ref`` followed to the end, and the file that it stands in."""
    *_, end = chain(schema, file)
    return end


def objects(schema: Mapping[str, Any], file: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The schemas of the objects that a property holds: itself, its items, or one of its alternatives."""
    schema, file = resolved(schema, file)
    if schema.get("type") == "object":
        yield schema, file
    for inner in (schema.get("items", {}), *schema.get("anyOf", ())):
        if inner:
            yield from objects(inner, file)


def parts(annotation: Any) -> set[type[Part]]:
    """The parts that a field of a struct holds."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return {annotation}
    return {part for inner in typing.get_args(annotation) for part in parts(inner)}


def pairs(
    schema: Mapping[str, Any], file: str, struct: type[Part]
) -> Iterator[tuple[str, Mapping[str, Any], type[Part]]]:
    """Every object of a schema beside the struct that it becomes."""
    seen: set[tuple[int, type]] = set()
    waiting = [(struct.__name__, schema, file, struct)]
    while waiting:
        name, schema, file, struct = waiting.pop()
        if (id(schema), struct) in seen:
            continue
        seen.add((id(schema), struct))
        yield name, schema, struct
        hints = typing.get_type_hints(struct)
        for field, key in zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True):
            for inner, where in objects(schema["properties"].get(key, {}), file):
                for part in parts(hints[field]):
                    waiting.append((f"{name}.{key}", inner, where, part))


FOUND = [
    pair for kind, root in KINDS.items() for pair in pairs(SCHEMAS[f"{kind}.schema.json"], f"{kind}.schema.json", root)
]
PAIRS = [pytest.param(schema, struct, id=name) for name, schema, struct in FOUND]


def test_every_kind_of_file_has_a_struct() -> None:
    others = {"common.schema.json", "report.schema.json", "coverage.schema.json", "status.schema.json"}
    assert {f"{kind}.schema.json" for kind in KINDS} == set(SCHEMAS) - others


def test_the_walk_reaches_deep() -> None:
    structs = {struct.__name__ for _, _, struct in FOUND}
    assert {"Step", "Quantity", "Range", "Note", "Code", "Drug", "Ingredient", "Requirements", "Transition"} <= structs


@pytest.mark.parametrize(("schema", "struct"), PAIRS)
def test_properties_are_the_fields(schema: Mapping[str, Any], struct: type[Part]) -> None:
    fields = set(struct.__struct_encode_fields__) - OWN
    allowed = set(schema["properties"])
    optional_for_all_units = {"title", "text", "source", "as_written", "audience", "codes", "notes"}
    assert allowed <= fields
    assert fields - allowed <= optional_for_all_units | {"unit"}


@pytest.mark.parametrize(("schema", "struct"), PAIRS)
def test_what_the_schema_leaves_out_the_struct_does_without(schema: Mapping[str, Any], struct: type[Part]) -> None:
    required = {field.encode_name for field in msgspec.structs.fields(struct) if field.required} - OWN
    assert required <= set(schema.get("required", ()))


@pytest.mark.parametrize(("schema", "struct"), PAIRS)
def test_objects_are_closed(schema: Mapping[str, Any], struct: type[Part]) -> None:
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("file", SCHEMAS, ids=str)
def test_every_property_has_a_description(file: str) -> None:
    bare = [
        name
        for name, held in properties(SCHEMAS[file])
        if not any("description" in each for each, _ in chain(held, file))
    ]
    assert bare == []


@pytest.mark.parametrize("file", SCHEMAS, ids=str)
def test_a_reference_is_shown_by_what_it_may_name(file: str) -> None:
    general = [
        name
        for name, held in properties(SCHEMAS[file])
        if str(held.get("$ref")).endswith(("/address", "/addresses")) and "examples" not in held
    ]
    assert general in ([], ["after"]), "the general example is a step"


def properties(schema: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every property anywhere in a schema that states something of its own."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield from ((name, held) for name, held in schema.get("properties", {}).items())
        for inner in schema.values():
            yield from properties(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from properties(inner)


def test_the_first_checks_may_come_at_once() -> None:
    """In a process of its own: what threads share is only made once, and a mistake there ends the process."""
    code = """if True:
        import sys
        from pathlib import Path
        from threading import Barrier, Thread
        from careguide.content.bind import bind
        from careguide.source.reader import read
        sys.setswitchinterval(1e-6)
        files = {path.stem: read(path, path.name)[0] for path in Path(sys.argv[1]).glob("*.yaml")}
        start = Barrier(4)
        threads = [Thread(target=lambda: (start.wait(), bind(files))) for _ in range(4)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    """
    for _ in range(6):  # the mistake showed every third time
        ended = subprocess.run([sys.executable, "-c", code, BASE], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")
