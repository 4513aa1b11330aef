"""Texts of files before and after → what a client has to change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from careguide.source.change import LINE_BREAK, Change
from careguide.source.file import BOM, SourceFile


def changes(source: SourceFile, text: str) -> list[Change]:
    """The smallest stretches of a file that become others, so that it holds another text; in its order."""
    was, now = _lines(source.text), _lines(text.removeprefix(BOM))
    start = 0
    found = []
    before = 0
    for tag, first, last, new_first, new_last in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        start += sum(map(len, was[before:first]))
        before = first
        if tag != "equal":
            found.append(_trimmed(start, "".join(was[first:last]), "".join(now[new_first:new_last])))
    return found


def _lines(text: str) -> Sequence[str]:
    return list(_split(text))


def _split(text: str) -> Iterator[str]:
    """The lines of a text, with their breaks."""
    start = 0
    for found in LINE_BREAK.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    if start < len(text):
        yield text[start:]


def _trimmed(start: int, was: str, now: str) -> Change:
    """A change without what is the same at both of its ends."""
    same = _alike(was, now)
    was, now, start = was[same:], now[same:], start + same
    same = _alike(was[::-1], now[::-1])
    return Change(start, start + len(was) - same, now[: len(now) - same])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))
