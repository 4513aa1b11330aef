"""An error of a schema validator, with just what is needed to tell it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from careguide.source.place import TreePath

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


@dataclass(frozen=True)
class Refusal:
    """``keyword`` of the schema's ``part`` has the value ``limit``, and refuses the file's ``value`` at ``path``."""

    keyword: str
    limit: Any
    value: Any
    part: dict[str, Any]
    path: TreePath
    error: ValidationError

    @classmethod
    def of(cls, error: ValidationError) -> Refusal:
        part = dict(error.schema) if isinstance(error.schema, dict) else {}
        path = tuple(error.absolute_path)
        return cls(str(error.validator), error.validator_value, error.instance, part, path, error)

    @property
    def is_of_a_name(self) -> bool:
        """Whether it is about the name of a field; ``value`` is that name then, and ``path`` its group's."""
        return "propertyNames" in self.error.absolute_schema_path

    @cached_property
    def inner(self) -> tuple[tuple[int, Refusal], ...]:
        """Why each alternative of ``oneOf`` or ``anyOf`` was refused, with the number of the alternative."""
        return tuple((int(inner.relative_schema_path[0]), Refusal.of(inner)) for inner in self.error.context or ())
