"""Where something stands: a source file and a path into its tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from careguide.source.file import SourceFile

TreePath = tuple[str | int, ...]
Part = Literal["value", "key"]


class Span(NamedTuple):
    """A stretch of text. Lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Place:
    """A value in a source file, or its key; ``place / "steps" / 2`` is a place further down.

    ``fixed`` holds the span of a place that has no path, such as the point where a file stops being YAML.
    """

    source: SourceFile
    path: TreePath = ()
    part: Part = "value"
    fixed: Span | None = None

    def __truediv__(self, step: str | int) -> Place:
        return Place(self.source, (*self.path, step))

    @property
    def key(self) -> Place:
        """The key under which this value stands (for an item of a list, the item itself)."""
        return Place(self.source, self.path, "key")

    @property
    def span(self) -> Span:
        """The span in the file, found when asked for."""
        return self.fixed or self.source.span(self.path, self.part)

    def __contains__(self, other: object) -> bool:
        return (
            isinstance(other, Place)
            and other.source is self.source
            and other.path[: len(self.path)] == self.path
        )
