"""As much of a broken text as can still be read, for whoever is in the middle of writing it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from careguide.source import characters
from careguide.source.events import Refused, fast_events
from careguide.source.file import Mark, SourceFile
from careguide.source.parse import Parse
from careguide.source.syntax import explain
from careguide.source.troubles import TooMany, Troubles

MOST = 10
"""So many lines are given up; a text with more broken ones is being written, not read."""


class _Attempt(NamedTuple):
    """What came of reading a text: its value and marks, or where it stopped being YAML, and why."""

    source: SourceFile
    value: object = None
    mark: Mark | None = None
    refused: Refused | None = None

    @property
    def reach(self) -> float:
        return self.refused.at if self.refused else float("inf")


def salvage(text: str, path: Path, name: str) -> SourceFile:
    """The file, with its value and marks as if the lines that keep it from being YAML were empty.

    Where that would be too many, everything from the first of them on is left out. All offsets are those of the text
    itself. Whatever else a guide may not contain is let through: what comes from here is never checked and never
    exported. Where nothing can be read, the value is ``None``.
    """
    first = attempt = _attempt(SourceFile(path, name, characters.UNWANTED.sub("?", text)))
    for _ in range(MOST):
        if attempt.refused is None:
            break
        others = [_attempt(_without(attempt.source, line)) for line in _suspects(attempt.source, attempt.refused)]
        attempt = max(others, key=lambda other: other.reach, default=attempt)
    if first.refused and attempt.refused:
        attempt = _attempt(_above(first.source, min(_suspects(first.source, first.refused), default=1)))
    return SourceFile(path, name, text, attempt.value, attempt.mark)


def _attempt(source: SourceFile) -> _Attempt:
    try:
        return _Attempt(source, *Parse(source, Troubles(source)).run(fast_events(source.text)))
    except Refused as refused:
        return _Attempt(source, refused=refused)
    except TooMany:
        return _Attempt(source)


def _suspects(source: SourceFile, refused: Refused) -> list[int]:
    """The lines that may be to blame, the one that an editor would be shown first."""
    troubles = Troubles(source)
    explain(source, refused, troubles)
    stopped, _ = source.position(refused.at)
    began, _ = source.position(refused.since)
    above = next((number for number in range(stopped - 1, 0, -1) if _says_something(source.line(number))), stopped)
    numbers = dict.fromkeys([troubles.found[-1].place.span.line, stopped, began, above])
    return [number for number in numbers if _says_something(source.line(number))]


def _says_something(line: str) -> bool:
    return line.strip()[:1] not in ("", "#")


def _without(source: SourceFile, number: int) -> SourceFile:
    start, line = source.offset(number, 1), source.line(number)
    text = source.text[:start] + " " * len(line) + source.text[start + len(line) :]
    return SourceFile(source.path, source.name, text)


def _above(source: SourceFile, number: int) -> SourceFile:
    return SourceFile(source.path, source.name, source.text[: source.offset(number, 1)])
