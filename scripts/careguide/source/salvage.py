"""As much of a broken text as can still be read, for whoever is in the middle of writing it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from careguide.source import characters
from careguide.source.events import Refused, fast_events
from careguide.source.file import Bounds, Mark, SourceFile
from careguide.source.parse import Parse
from careguide.source.syntax import explain
from careguide.source.syntax.where import indent_of
from careguide.source.troubles import TooMany, Troubles

MOST = 20
"""So many times something is given up; a text with more broken places is being written, not read."""

_FIELD = re.compile(r"\s*(?:- +)*[\w-]+:(?=\s)")
_SIGN = re.compile(r"[^\r\n]")


class _Attempt(NamedTuple):
    """What came of reading a text: its value and marks, or where it stopped being YAML, and why."""

    source: SourceFile
    value: object = None
    mark: Mark | None = None
    refused: Refused | None = None

    @property
    def reach(self) -> float:
        """The offset up to which the text is sound: where a quote begins, not where its end is missed."""
        if self.refused is None:
            return float("inf")
        return self.refused.at if "block" in self.refused.context else self.refused.since


def salvage(text: str, path: Path, name: str) -> SourceFile:
    """The file, with its value and marks as if what keeps it from being YAML were not there.

    Where that would be too many, everything from the first of them on is left out. All offsets are those of the text
    itself. Whatever else a guide may not contain is let through: what comes from here is never checked and never
    exported. Where nothing can be read, the value is ``None``.
    """
    first = attempt = _attempt(SourceFile(path, name, characters.UNWANTED.sub("?", text)))
    for _ in range(MOST):
        if attempt.refused is None:
            break
        others = (_without(attempt.source, bounds) for bounds in _suspects(attempt.source, attempt.refused))
        attempt = max(map(_attempt, others), key=lambda other: other.reach, default=attempt)
    if first.refused and attempt.refused:
        start = min((start for start, _ in _suspects(first.source, first.refused)), default=0)
        attempt = _attempt(_without(first.source, (start, len(text))))
    return SourceFile(path, name, text, attempt.value, attempt.mark)


def _attempt(source: SourceFile) -> _Attempt:
    try:
        return _Attempt(source, *Parse(source, Troubles(source)).run(fast_events(source.text)))
    except Refused as refused:
        return _Attempt(source, refused=refused)
    except TooMany:
        return _Attempt(source)


def _suspects(source: SourceFile, refused: Refused) -> Iterator[Bounds]:
    """What may be to blame, as little as possible first.

    For each line: what stands behind the name of its field; all of it; and it with what stands below and further in.
    """
    troubles = Troubles(source)
    explain(source, refused, troubles)
    shown = troubles.found[-1].place.span.line
    stopped, _ = source.position(refused.at)
    began, _ = source.position(refused.since)
    above = next((number for number in range(stopped - 1, 0, -1) if _says_something(source.line(number))), stopped)
    for number in dict.fromkeys([shown, stopped, began, above]):
        line = source.line(number)
        if _says_something(line) or (number == shown and line.strip()):
            start = source.offset(number, 1)
            name = _FIELD.match(line)
            yield from [(start + name.end(), start + len(line))] if name else ()
            yield start, start + len(line)
            below = _end(source, number)
            yield from [(start, below)] if below > start + len(line) else ()


def _says_something(line: str) -> bool:
    return line.strip()[:1] not in ("", "#")


def _end(source: SourceFile, number: int) -> int:
    """The offset at which a line ends, with the lines below it that stand further in."""
    indent, last = indent_of(source.line(number)), number
    for below in range(number + 1, len(source.lines) + 1):
        if _says_something(source.line(below)):
            if indent_of(source.line(below)) <= indent:
                break
            last = below
    return source.offset(last, 1) + len(source.line(last))


def _without(source: SourceFile, bounds: Bounds) -> SourceFile:
    start, end = bounds
    text = source.text[:start] + _SIGN.sub(" ", source.text[start:end]) + source.text[end:]
    return SourceFile(source.path, source.name, text)
