"""A source file: its text, the value it holds, and where each part of that value stands in the text."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from careguide.source.place import Part, Span, TreePath

Mark = tuple[int, int, "dict[str, Entry] | list[Mark] | None"]
"""Where a value starts and ends (offsets into the text), and the marks of what it holds."""

Entry = tuple[int, int, Mark]
"""Where a key starts and ends, and the mark of its value."""

Bounds = tuple[int, int]

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""The byte order mark, which some programs put at the start of a file."""

# The line breaks that editors count, and no others: ``str.splitlines`` knows a dozen more.
_BREAK = re.compile(r"\r\n|\r|\n")


class SourceFile:
    """The text of one file and what it holds.

    ``value`` is plain data (dict, list, str, int, float, bool, None), and None where the text cannot be read.
    ``name`` is the path to show: POSIX, relative to the project's root. ``text`` is the file's without its
    byte order mark; ``bom`` says whether it had one.
    """

    def __init__(
        self,
        path: Path,
        name: str,
        text: str = "",
        value: object = None,
        mark: Mark | None = None,
        bom: bool = False,
    ) -> None:
        self.path = path
        self.name = name
        self.text = text
        self.value = value
        self.mark = mark
        self.bom = bom

    def __repr__(self) -> str:
        return f"SourceFile({self.name!r})"

    @property
    def data(self) -> bytes:
        """The file's bytes as they were read."""
        return (BOM + self.text if self.bom else self.text).encode()

    @property
    def sha256(self) -> str:
        """The SHA-256, in hexadecimal, of ``data``."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their breaks. A file that ends in a line break has no empty line after it."""
        lines = _BREAK.split(self.text) if "\r" in self.text else self.text.split("\n")
        return lines[:-1] if len(lines) > 1 and not lines[-1] else lines

    def line(self, number: int) -> str:
        """The line of this number, counted from 1; an empty text where the file has no such line."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    @cached_property
    def _starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(found.end() for found in _BREAK.finditer(self.text))]
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both counted from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and a column, both counted from 1."""
        return self._starts[line - 1] + column - 1

    def stretch(self, start: int, end: int) -> Span:
        """The span of the text between two offsets."""
        return Span(*self.position(start), *self.position(end))

    def slice(self, span: Span) -> str:
        """The text that a span covers."""
        return self.text[self.offset(*span[:2]) : self.offset(*span[2:])]

    def bounds(self, path: TreePath, part: Part = "value") -> Bounds | None:
        """The offsets of a value or of its key; None where nothing stands at that path."""
        mark: Mark | None = self.mark
        key: Bounds | None = None
        for step in path:
            entry = _child(mark, step)
            if entry is None:
                return None
            key, mark = entry
        if mark is None:
            return None
        return key if part == "key" and key else (mark[0], mark[1])

    def span(self, path: TreePath, part: Part = "value") -> Span:
        """The span of a value or of its key. An item of a list is its own key.

        Where nothing stands at that path, the head of the nearest thing above it.
        """
        bounds = self.bounds(path, part)
        return self.stretch(*bounds) if bounds else self.head(path[:-1])

    def head(self, path: TreePath) -> Span:
        """One line that stands for a whole: a value's key, or the first line of an item or of the file."""
        while path and self.bounds(path) is None:
            path = path[:-1]
        start, end = self.bounds(path, "key") or (0, len(self.text))
        line, column = self.position(start)
        return min(self.stretch(start, end), Span(line, column, line, max(len(self.line(line)) + 1, column)))


def _child(mark: Mark | None, step: str | int) -> tuple[Bounds | None, Mark] | None:
    children = mark[2] if mark else None
    if isinstance(children, dict) and isinstance(step, str) and step in children:
        start, end, value = children[step]
        return (start, end), value
    if isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
        return None, children[step]
    return None
