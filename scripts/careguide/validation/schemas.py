"""The schemas: where they are, what they refer to, and whether a value fits one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careguide.project import ProjectError
from careguide.system.regular_file import read_regular

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

SUFFIX = ".schema.json"

# Schemas refer to each other by file name. They get an address that exists nowhere, so that nothing can lead elsewhere.
_BASE = "https://careguide.invalid/"
_DATA = frozenset({"const", "enum", "examples", "default"})

LONGEST = 1_000_000  # in bytes

Schema = dict[str, Any]


class SchemaStore:
    """The schemas of one folder: those of the project, or, without a folder, those that came with the package.

    Raises ``ProjectError`` where a schema cannot be used.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder: Traversable = folder if folder is not None else own_folder()
        self._project = folder.resolve().parent if folder is not None else None
        self._gates: dict[str, Any] = {}
        self._validators: dict[str, Draft202012Validator] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All schemas, by name: ``massage`` for ``massage.schema.json``."""
        return tuple(self._schemas)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The schemas that describe a file of a guide: those whose ``id`` is the kind of the file."""
        return tuple(name for name, schema in self._schemas.items() if "id" in schema.get("properties", ()))

    def __getitem__(self, name: str) -> Schema:
        return self._schemas[name]

    def accepts(self, name: str, value: object) -> bool:
        """Whether a value fits; fast."""
        if name not in self._gates:
            self._gates[name] = self._gate(name)
        return bool(self._gates[name].is_valid(value))

    def errors(self, name: str, value: object) -> Iterator[ValidationError]:
        """Why a value does not fit, with all that is needed to tell it well; slow."""
        if name not in self._validators:
            self._validators[name] = self._validator(name)
        return self._validators[name].iter_errors(value)

    def resolve(self, schema: Schema | bool) -> Schema:
        """What a part of a schema refers to, with what it says itself on top."""
        resolved: Schema = {} if isinstance(schema, bool) else schema
        for _ in range(20):
            if "$ref" not in resolved:
                break
            own = {key: value for key, value in resolved.items() if key != "$ref"}
            resolved = {**self._target(resolved["$ref"]), **own}
        return resolved

    # Reading

    @cached_property
    def _schemas(self) -> Mapping[str, Schema]:
        files = sorted((file for file in _entries(self._folder) if file.name.endswith(SUFFIX)), key=lambda f: f.name)
        if not files:
            raise ProjectError(f"{self._folder}: this folder holds no schema (*{SUFFIX}).")
        schemas = {file.name.removesuffix(SUFFIX): _read(file, self._project) for file in files}
        known = {schema.get("$id", f"{name}{SUFFIX}"): name for name, schema in schemas.items()}
        known |= {f"{name}{SUFFIX}": name for name in schemas}
        for name, schema in schemas.items():
            _make_absolute(schema, name, known)
            schema["$id"] = _address(name)
        return schemas

    def _target(self, reference: str) -> Schema:
        address, _, pointer = reference.partition("#")
        found: Any = self._schemas[address.removeprefix(_BASE).removesuffix(SUFFIX)]
        for step in filter(None, pointer.split("/")):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        return found if isinstance(found, dict) else {}

    # Validators

    def _gate(self, name: str) -> Any:
        try:
            import jsonschema_rs
        except ImportError:  # no wheel for this machine: the slow way answers too
            return self._validator(name)
        try:
            return jsonschema_rs.Draft202012Validator(self._schemas[name], registry=self._registry, offline=True)
        except (ValueError, jsonschema_rs.ReferencingError) as error:
            raise ProjectError(
                f"{self._folder.joinpath(name + SUFFIX)}: this schema cannot be used: {error}"
            ) from error

    @cached_property
    def _registry(self) -> Any:
        """All schemas by their addresses, for the gates."""
        import jsonschema_rs

        addressed = [(_address(name), schema) for name, schema in self._schemas.items()]
        return jsonschema_rs.Registry(addressed, retriever=_nothing_else)

    def _validator(self, name: str) -> Draft202012Validator:
        from jsonschema import Draft202012Validator
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        pairs = [(_address(other), DRAFT202012.create_resource(held)) for other, held in self._schemas.items()]
        registry: Registry[Any] = Registry().with_resources(pairs)
        return Draft202012Validator(self._schemas[name], registry=registry)


def _nothing_else(address: str) -> Any:
    raise LookupError(f"no schema has the address {address}")


def own_folder() -> Traversable:
    """The schemas inside the package; in a clone of the repository, those at its root."""
    package = Path(__file__).parents[1]
    inside = package / "schema"
    return inside if inside.is_dir() else package.parents[1] / "schema"


def _entries(folder: Traversable) -> list[Traversable]:
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise ProjectError(f"{folder}: the schemas cannot be read: {error.strerror}.") from error


def _read(file: Traversable, project: Path | None) -> Schema:
    """One schema; that of a project, only where no link leads out of it."""
    if project and isinstance(file, Path) and not file.resolve().is_relative_to(project):
        raise ProjectError(f"{file}: this leads out of the project. Put the file itself there.")
    try:
        data = read_regular(file, LONGEST) if isinstance(file, Path) else file.read_bytes()
        schema = json.loads(data.decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ProjectError(
            f"{file}: this schema cannot be read: {getattr(error, 'strerror', None) or error}."
        ) from error
    if not isinstance(schema, dict):
        raise ProjectError(f"{file}: this is no schema: it must start with {{.")
    return schema


def _make_absolute(schema: Any, name: str, known: Mapping[str, str]) -> None:
    """Gives every reference the whole address, so that it can be followed from wherever it is met."""
    if isinstance(schema, list):
        for part in schema:
            _make_absolute(part, name, known)
    elif isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            file, _, pointer = schema["$ref"].partition("#")
            if file and file not in known:
                raise ProjectError(f"{name}{SUFFIX}: “{schema['$ref']}” refers to no schema in its folder.")
            schema["$ref"] = f"{_address(known.get(file, name))}#{pointer}"
        for keyword, part in schema.items():
            if keyword not in _DATA:
                _make_absolute(part, name, known)


def _address(name: str) -> str:
    return f"{_BASE}{name}{SUFFIX}"
