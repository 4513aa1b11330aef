"""The lines of a file that a span covers, with the span marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from careguide.finding import Finding
from careguide.reports.parts.printable import printable_character, width, wrap
from careguide.reports.parts.style import Style
from careguide.reports.parts.verdict import Quote, Spot, Told, last_line, numbers

ELLIPSIS = "…"
AT_END = "the file ends here"


DIGITS = 3
"""Line numbers take at least this room, so that most findings have the same margin."""


@dataclass(frozen=True)
class Excerpts:
    """Draws excerpts that stand under each other: ``digits`` is the room that the longest line number needs."""

    style: Style
    digits: int
    quotes: Mapping[str, Quote]

    @classmethod
    def about(cls, finding: Finding | Told, style: Style, quotes: Mapping[str, Quote]) -> Self:
        """For the place of a finding and all places related to it."""
        places = (finding.place, *(related.place for related in finding.related))
        return cls(style, max(DIGITS, *(len(str(place.span.end_line)) for place in places)), quotes)

    def bar(self, number: int | str = "", sign: str = "|") -> str:
        return self.style.faint(f"{number:>{self.digits + 1}} {sign}")

    def of(self, place: Spot, paint: Callable[[str], str], label: str = "") -> list[str]:
        """The marked lines of a place, and beside or under the mark what it means. Nothing for an empty file."""
        quote, span = self.quotes[place.file], place.span
        if not quote.length:
            return []
        if span.line > quote.length:
            return self._end(quote.length, quote.line(quote.length), paint, label)
        if min(last_line(span), quote.length) > span.line:
            return self._stretch(quote, numbers(span, quote.length), paint, label)
        line = quote.line(span.line)
        end = span.end_column if span.end_line == span.line else len(line) + 1
        text, mark = marked(line, (span.column - 1, end - 1), self._room)
        return [self._row(span.line, text), *self._label(mark, paint, label)]

    @property
    def _room(self) -> int:
        return self.style.width - self.digits - 4

    def _row(self, number: int, text: str) -> str:
        return f"{self.bar(number)} {text}".rstrip()

    def _label(self, mark: str, paint: Callable[[str], str], label: str) -> list[str]:
        """The mark with its label: on the same line if there is room, or else below it."""
        if label and width(mark) + 1 + width(label) > self._room:
            return [*self._label(mark, paint, ""), *(f"{self.bar()} {paint(line)}" for line in wrap(label, self._room))]
        signs = mark.lstrip()
        indent = " " * (len(mark) - len(signs))
        return [f"{self.bar()} {indent}{paint(f'{signs} {label}'.rstrip())}"]

    def _stretch(self, quote: Quote, lines: Sequence[int], paint: Callable[[str], str], label: str) -> list[str]:
        """Several lines, each with a sign beside its number, and an ellipsis where some are left out."""
        rows = []
        for before, number in pairwise([lines[0] - 1, *lines]):
            rows += [self._marked_row(ELLIPSIS, "", paint)] if number > before + 1 else []
            rows.append(self._marked_row(number, marked(quote.line(number), (0, 0), self._room)[0], paint))
        return [*rows, *(f"{self.bar()} {paint(line)}" for line in wrap(label, self._room))]

    def _marked_row(self, number: int | str, text: str, paint: Callable[[str], str]) -> str:
        return f"{self.style.faint(f'{number:>{self.digits + 1}}')} {paint('>')} {text}".rstrip()

    def _end(self, number: int, text: str, paint: Callable[[str], str], label: str) -> list[str]:
        shown, _ = marked(text, (0, 0), self._room)
        return [self._row(number, shown), *self._label("^", paint, label or AT_END)]


def marked(line: str, part: tuple[int, int], room: int) -> tuple[str, str]:
    """A line as it can be shown in that many columns, and a line of marks under a part of it, one at least.

    Of a longer line, what stands around the part is shown, with an ellipsis where something is left out.
    """
    start, end = part[0], max(part[1], part[0] + 1)
    first, last = _window(line, start, end, room)
    cells = [printable_character(character) for character in line[first:last]]
    text, mark = (ELLIPSIS, " ") if first else ("", "")
    for index, cell in enumerate(cells, start=first):
        text += cell
        mark += ("^" if start <= index < end else " ") * width(cell)
    if start >= last:
        mark += "^"
    return text + (ELLIPSIS if last < len(line) else ""), mark.rstrip()


def _window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Which characters of a line to show: all if they fit, or else what stands around the span."""
    if _reach(line, 0, room) == len(line):
        return 0, len(line)
    first = 0 if end <= _reach(line, 0, room - 1) else max(0, min(start - room // 3, len(line) - 1))
    if _reach(line, first, room - 2) <= start < len(line):
        first = start
    return first, _reach(line, first, room - (2 if first else 1))


def _reach(line: str, first: int, room: int) -> int:
    """The end of the longest part of a line, from ``first`` on, for which there is room."""
    for index in range(first, len(line)):
        room -= width(printable_character(line[index]))
        if room < 0:
            return index
    return len(line)
