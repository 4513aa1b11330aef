"""What a schema says of each value in a file: what it is, which fields it has and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from careguide.source.place import TreePath
from careguide.validation.schemas import Schema, SchemaStore


class Outline:
    """The part of a schema that describes one value; its alternatives (``oneOf`` and the like) are taken together."""

    def __init__(self, schemas: SchemaStore, schema: Schema | bool) -> None:
        self._schemas = schemas
        self._schema = schemas.resolve(schema)

    @classmethod
    def of_file(cls, schemas: SchemaStore, kind: str) -> Outline:
        """The outline of a file of a guide; of one that nothing is known of, where there is no such kind."""
        return cls(schemas, schemas[kind] if kind in schemas.kinds else True)

    @property
    def description(self) -> str:
        """What the value is, in a sentence or two for its editor."""
        return str(self._schema.get("description", ""))

    @property
    def examples(self) -> Sequence[Any]:
        return tuple(self._schema.get("examples", ()))

    @property
    def required(self) -> frozenset[str]:
        return frozenset(self._schema.get("required", ()))

    @property
    def alternatives(self) -> frozenset[str]:
        """Fields of which a group needs one, or some that go together."""
        branches = (*self._schema.get("anyOf", ()), *self._schema.get("oneOf", ()))
        return frozenset(name for branch in branches for name in branch.get("required", ()) if "type" not in branch)

    @property
    def choices(self) -> Sequence[Any]:
        """The values of which it is one; nothing where it can be any other."""
        only = [self._schema["const"]] if "const" in self._schema else []
        return tuple(self._schema.get("enum", only))

    @cached_property
    def fields(self) -> Mapping[str, Outline]:
        """The fields that a group can have, in the order in which they are to stand."""
        found: dict[str, Outline] = {}
        for part in self._parts():
            for name, schema in part.get("properties", {}).items():
                found.setdefault(name, Outline(self._schemas, schema))
        return found

    @cached_property
    def item(self) -> Outline | None:
        """Each item of a list."""
        schemas = (part["items"] for part in self._parts() if "items" in part)
        return next((Outline(self._schemas, schema) for schema in schemas), None)

    def at(self, path: TreePath) -> Outline | None:
        """The outline of the value at a path below this one."""
        found: Outline | None = self
        for step in path:
            if found is not None:
                found = found.fields.get(step) if isinstance(step, str) else found.item
        return found

    def in_order(self, path: TreePath, names: Sequence[str]) -> list[str]:
        """The names of the fields of the group at a path, in the schema's order.

        One that the schema does not know stays behind the one that it stood behind.
        """
        outline = self.at(path)
        known = list(outline.fields) if outline else []
        places: dict[str, tuple[int, int]] = {}
        place = -1
        for number, name in enumerate(names, 1):
            place = known.index(name) if name in known else place
            places[name] = (place, 0 if name in known else number)
        return sorted(names, key=lambda name: places[name])

    def _parts(self) -> Iterator[Schema]:
        yield self._schema
        for keyword in ("allOf", "anyOf", "oneOf"):
            yield from (self._schemas.resolve(branch) for branch in self._schema.get(keyword, ()))
