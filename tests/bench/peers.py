"""What else could check the same files, or write the same books, and how it is called."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench.measure import Command

CLONE = Path(__file__).parents[2]

# What differs in the report of yamllint from what it finds; line length is a matter of taste.
_YAMLLINT = "{extends: relaxed, rules: {line-length: disable}}"


def check_jsonschema(project: Path, schema: Path) -> Command:
    """The schemas alone, in one call: with one schema that is made of all."""
    call = (_beside("check-jsonschema"), "--schemafile", str(schema), *files(project))
    return Command("check-jsonschema", [call])


def check_jsonschema_by_kind(project: Path) -> Command:
    """The schemas alone, as they are: a call takes one schema, and there is one for each kind of file."""
    kinds: dict[str, list[str]] = {}
    for file in files(project):
        kinds.setdefault(Path(file).stem, []).append(file)
    program, schemas = _beside("check-jsonschema"), CLONE / "schema"
    calls = [(program, "--schemafile", str(schemas / f"{kind}.schema.json"), *kinds[kind]) for kind in sorted(kinds)]
    return Command("check-jsonschema by kind", calls)


def yamllint(project: Path) -> Command:
    """YAML alone."""
    call = (_beside("yamllint"), "--no-warnings", "-d", _YAMLLINT, str(project / "sources"))
    return Command("yamllint", [call])


def ajv(project: Path, schema: Path, node_modules: Path) -> Command | None:
    """The schemas alone, compiled to JavaScript; nothing where npm or Node are missing."""
    program = node_modules / ".bin" / "ajv"
    if not program.exists() or shutil.which("node") is None:
        return None
    options = ("--spec=draft2020", "--strict=false", "--all-errors", "-s", str(schema))
    return Command("ajv-cli", [(str(program), "validate", *options, "-d", f"{project}/sources/*/*.yaml")])


def python() -> Command:
    """The least that any command in Python takes."""
    return Command("python -c pass", [(sys.executable, "-c", "pass")])


def files(project: Path) -> Iterator[str]:
    """Every source file of a project, in order."""
    return map(str, sorted((project / "sources").glob("*/*.yaml")))


def one_schema(folder: Path, *, dates: bool = True) -> Path:
    """All schemas of the sources in one, which chooses by a file's `id`: so that one call can check all files.

    Without ``dates``, whatever stands for a date is let through: ajv-cli reads YAML 1.1, where a date is no text.
    """
    schemas = {path.name.split(".")[0]: json.loads(path.read_text("utf-8")) for path in _schemas()}
    kinds = [name for name, schema in schemas.items() if "const" in schema.get("properties", {}).get("id", {})]
    chosen = [{"if": _is(kind), "then": {"$ref": f"#/$defs/{kind}"}} for kind in kinds]
    other = {"if": {"not": {"anyOf": [_is(kind) for kind in kinds]}}, "then": {"$ref": "#/$defs/guide"}}
    inside = {name: _moved(schema, name) for name, schema in schemas.items() if name in {*kinds, "guide", "common"}}
    for schema in inside.values():
        schema.pop("$schema", None)
        schema.pop("$id", None)
    if not dates:
        inside["common"]["$defs"]["date"] = {}
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [*chosen, other], "$defs": inside}
    path = folder / ("any.schema.json" if dates else "any-without-dates.schema.json")
    path.write_text(json.dumps(whole), "utf-8")
    return path


def _schemas() -> Iterator[Path]:
    return iter(sorted((CLONE / "schema").glob("*.schema.json")))


def _is(kind: str) -> Mapping[str, Any]:
    return {"properties": {"id": {"const": kind}}, "required": ["id"]}


def _moved(schema: Any, name: str) -> Any:
    """A schema whose references lead to where the schemas stand in the whole."""
    if isinstance(schema, list):
        return [_moved(part, name) for part in schema]
    if not isinstance(schema, dict):
        return schema
    moved = {key: _moved(part, name) for key, part in schema.items()}
    if isinstance(moved.get("$ref"), str):
        file, _, pointer = moved["$ref"].partition("#")
        moved["$ref"] = f"#/$defs/{file.split('.')[0] or name}{pointer}"
    return moved


def _beside(program: str) -> str:
    """A program of this environment."""
    return str(Path(sys.executable).parent / program)
