"""A text as an editor holds it, which counts lines and columns on its own: so no mistake of ours in counting hides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lsprotocol import types

_BREAK = re.compile(r"\r\n|\r|\n")
_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Document:
    """``encoding`` is that of its columns: ``utf-8``, ``utf-16`` or ``utf-32``."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self._codec, self._size = _UNITS[encoding]
        breaks = list(_BREAK.finditer(text))
        self._starts = [0, *(found.end() for found in breaks)]
        self._ends = [*(found.start() for found in breaks), len(text)]

    def position(self, offset: int) -> types.Position:
        """The position of an offset; one within a line break is at the end of its line."""
        line = sum(start <= offset for start in self._starts) - 1
        before = self.text[self._starts[line] : min(offset, self._ends[line])]
        return types.Position(line, len(before.encode(self._codec, "surrogatepass")) // self._size)

    def offset(self, position: types.Position) -> int:
        """The offset of a position. Raises ``AssertionError`` for one that is not in the text, or in a character."""
        if not 0 <= position.line < len(self._starts):
            raise AssertionError(f"there is no line {position.line} of {len(self._starts)}")
        start, end = self._starts[position.line], self._ends[position.line]
        units = self.text[start:end].encode(self._codec, "surrogatepass")
        before = units[: position.character * self._size].decode(self._codec, "surrogatepass")
        offset = start + len(before)
        if offset > end or self.position(offset) != position or not self.text.startswith(before, start):
            raise AssertionError(f"there is no column {position.character} in line {position.line}")
        return offset

    def slice(self, stretch: types.Range) -> str:
        """What stands in a range. Raises ``AssertionError`` for one that is not in the text."""
        start, end = self.offset(stretch.start), self.offset(stretch.end)
        if start > end:
            raise AssertionError("a range ends before it begins")
        return self.text[start:end]

    def edited(self, edits: Sequence[types.TextEdit]) -> str:
        """The text with all the edits made. Raises ``AssertionError`` where two of them overlap."""
        made, at = "", 0
        for edit in sorted(edits, key=lambda edit: (edit.range.start.line, edit.range.start.character)):
            self.slice(edit.range)
            start = self.offset(edit.range.start)
            if start < at:
                raise AssertionError("two edits overlap")
            made += self.text[at:start] + edit.new_text
            at = self.offset(edit.range.end)
        return made + self.text[at:]
