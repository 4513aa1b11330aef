"""Where something stands: a source file and a path into its tree."""

from __future__ import annotations

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


class Place:
    """A value in a source file, or its key; ``place / "steps" / 2`` is a place further down.

    ``fixed`` holds the span of a place that has no path, such as the point where a file stops being YAML.
    A plain class on purpose: msgspec would take a dataclass apart instead of handing it on.
    """

    __slots__ = ("_found", "fixed", "part", "path", "source")

    def __init__(
        self, source: SourceFile, path: TreePath = (), part: Part = "value", fixed: Span | None = None
    ) -> None:
        self.source = source
        self.path = path
        self.part = part
        self.fixed = fixed
        self._found = fixed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __repr__(self) -> str:
        return f"Place({self.source.name!r}, {self.path!r}, {self.part!r})"

    @property
    def _identity(self) -> tuple[str, TreePath, Part, Span | None]:
        return (self.source.name, self.path, self.part, self.fixed)

    def __truediv__(self, step: str | int) -> Place:
        return Place(self.source, (*self.path, step))

    @property
    def key(self) -> Place:
        """The key under which this value stands (for an item of a list, the item itself)."""
        return Place(self.source, self.path, "key")

    @property
    def value(self) -> object:
        """What stands here; ``None`` where nothing does."""
        held = self.source.value
        for step in self.path:
            if isinstance(held, dict | list):
                try:
                    held = held[step]  # type: ignore[index]  # plain data: whatever does not fit raises
                except (KeyError, IndexError, TypeError):
                    return None
            else:
                return None
        return held

    @property
    def span(self) -> Span:
        """The span in the file, found when first asked for."""
        if self._found is None:
            self._found = self.source.span(self.path, self.part)
        return self._found

    def __contains__(self, other: object) -> bool:
        return isinstance(other, Place) and other.source is self.source and other.path[: len(self.path)] == self.path
