"""What is laid out: a value, with the remarks that belong to each part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(eq=False)
class Node:
    """A value, or a part of one. A group has ``fields``, a list has ``items``; anything else is a single value.

    ``written`` is a number as it was spelt. Remarks stand ``above`` it, ``beside`` it (on the line where it begins), or
    ``below`` the last of what it holds; an empty one is an empty line. ``apart``: an empty line stood before it.
    """

    value: object = None
    written: str = ""
    fields: dict[str, Node] | None = None
    items: list[Node] | None = None
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    apart: bool = False

    @classmethod
    def of(cls, value: object) -> Node:
        """A value as a tree, without remarks."""
        if isinstance(value, dict):
            return cls(fields={name: cls.of(held) for name, held in value.items()})
        if isinstance(value, list | tuple):
            return cls(items=[cls.of(item) for item in value])
        return cls(value)

    @property
    def parts(self) -> Mapping[str | int, Node]:
        """What is directly inside, by the name of the field or the number of the item."""
        return dict(self.fields.items()) if self.fields is not None else dict(enumerate(self.items or []))

    @property
    def has_parts(self) -> bool:
        """Whether anything stands inside it: not in a single value, nor in an empty list."""
        return bool(self.fields or self.items)

    def remarks(self) -> Iterator[str]:
        """Every remark on it and inside it."""
        yield from (remark for remark in (*self.above, *self.beside, *self.below) if remark)
        for part in self.parts.values():
            yield from part.remarks()

    @property
    def holds_remarks(self) -> bool:
        """Whether a remark stands inside it, so that it cannot be put on one line."""
        return bool(self.below) or any(True for part in self.parts.values() for _ in part.remarks())
