"""As much of a broken text as can still be read, for whoever is in the middle of writing it."""

from __future__ import annotations

from pathlib import Path

from careguide.source.events import Refused, fast_events
from careguide.source.file import SourceFile
from careguide.source.parse import Parse
from careguide.source.syntax import explain
from careguide.source.troubles import TooMany, Troubles

MOST = 20
"""So many lines are given up; a text with more broken ones is being written, not read."""


def salvage(text: str, path: Path, name: str) -> SourceFile:
    """The file, with its value and marks as if the lines at which it stops being YAML were empty.

    All offsets are those of the text itself. Whatever else a guide may not contain is let through: what comes from
    here is never checked and never exported. Where nothing can be read, the value is ``None``.
    """
    source = SourceFile(path, name, text)
    sound = SourceFile(path, name, text)
    for _ in range(MOST + 1):
        try:
            source.value, source.mark = Parse(sound, Troubles(sound)).run(fast_events(sound.text))
            break
        except Refused as refused:
            sound = SourceFile(path, name, _without(sound, _culprit(sound, refused)))
        except TooMany:
            break
    return source


def _culprit(source: SourceFile, refused: Refused) -> int:
    """The number of the line to give up: the one that would be shown, or else the nearest above that holds anything."""
    troubles = Troubles(source)
    explain(source, refused, troubles)
    shown = troubles.found[-1].place.span.line
    stopped, _ = source.position(min(refused.at, len(source.text)))
    return next((line for line in (shown, *range(stopped, 0, -1)) if source.line(line).strip()), shown)


def _without(source: SourceFile, number: int) -> str:
    start = source.offset(number, 1)
    line = source.line(number)
    return source.text[:start] + " " * len(line) + source.text[start + len(line) :]
