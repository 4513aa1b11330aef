"""Lines and columns of a source ↔ the positions that a client and the server have agreed upon."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types

from careguide.source.file import SourceFile
from careguide.source.place import Place, Span

_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""What to encode a text with, and how many of the resulting bytes make one unit."""


@dataclass(frozen=True)
class Positions:
    """Sources count lines and columns from 1, columns in characters; a client from 0, columns in units of an encoding.

    ``encoding`` is ``utf-8``, ``utf-16`` or ``utf-32``.
    """

    encoding: str = "utf-16"

    def of(self, place: Place) -> types.Range:
        return self.range(place.source, place.span)

    def range(self, source: SourceFile, span: Span) -> types.Range:
        return types.Range(self._position(source, *span[:2]), self._position(source, *span[2:]))

    def between(self, source: SourceFile, start: int, end: int) -> types.Range:
        """The range between two offsets."""
        return self.range(source, source.stretch(start, end))

    def offset(self, source: SourceFile, position: types.Position) -> int:
        """The offset of a position; of the nearest one there is, where a client names one that is not in the text."""
        if position.line >= len(source.lines):
            return len(source.text)
        line = source.line(position.line + 1)
        codec, size = _UNITS[self.encoding]
        before = line.encode(codec, "surrogatepass")[: position.character * size]
        return source.offset(position.line + 1, len(before.decode(codec, "ignore")) + 1)

    def _position(self, source: SourceFile, line: int, column: int) -> types.Position:
        codec, size = _UNITS[self.encoding]
        before = source.line(line)[: column - 1]
        return types.Position(line - 1, len(before.encode(codec, "surrogatepass")) // size)
