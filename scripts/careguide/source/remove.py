"""An entry of a list or of a group of fields goes, with its own lines and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from careguide.source.change import (
    LINE_BREAK,
    REMARK_OR_NOTHING,
    Change,
    WriteError,
    is_bracketed,
    line_bounds,
    mark_at,
)
from careguide.source.file import Bounds, SourceFile
from careguide.source.place import TreePath

_TO_DASH = re.compile(r"(?:\s|#[^\r\n]*)*-")
_BEFORE_FIRST = re.compile(r" *(?:- +)+")
_COMMA = re.compile(r"((?:\s|#[^\r\n]*)*),[ \t]*")


def removals(source: SourceFile, paths: Iterable[TreePath]) -> Iterator[Change]:
    """The changes that remove entries."""
    for parent, group in groupby(sorted(set(paths), key=_place_of), key=lambda path: path[:-1]):
        entries, steps = _entries(source, parent)
        gone = {steps.index(path[-1]) for path in group}
        if len(gone) == len(entries):
            raise WriteError("the only entry of a list or a group of fields cannot be removed: remove the whole")
        if is_bracketed(source, mark_at(source, parent)):
            yield from _from_brackets(source.text, entries, gone)
        else:
            yield from _from_lines(source.text, entries, gone)


def _place_of(path: TreePath) -> list[str]:
    if not path:
        raise WriteError("a whole file cannot be removed like this")
    return [str(step) for step in path[:-1]]


def _entries(source: SourceFile, parent: TreePath) -> tuple[list[Bounds], list[str | int]]:
    """Where each entry starts and ends, and its key or index. An item over lines starts at its dash."""
    mark = mark_at(source, parent)
    children = mark[2]
    if isinstance(children, dict):
        return [(start, value[1]) for start, _, value in children.values()], list(children)
    if not isinstance(children, list):
        raise WriteError("this is neither a list nor a group of fields")
    bounds = [(start, end) for start, end, _ in children]
    if not is_bracketed(source, mark):
        bounds = list(_from_their_dashes(source.text, mark[0], bounds))
    return bounds, list(range(len(bounds)))


def _from_their_dashes(text: str, first: int, items: Sequence[Bounds]) -> Iterator[Bounds]:
    """Items with their dashes. The list starts at its first; each other is the first sign after the item before."""
    dash = first
    for number, (_, end) in enumerate(items):
        if number:
            found = _TO_DASH.match(text, items[number - 1][1])
            dash = found.end() - 1 if found else dash
        yield dash, end


def _from_lines(text: str, entries: Sequence[Bounds], gone: set[int]) -> Iterator[Change]:
    before_first = text[line_bounds(text, entries[0][0])[0] : entries[0][0]]
    shares_line = _BEFORE_FIRST.fullmatch(before_first) is not None
    if before_first.strip() and not shares_line:
        raise WriteError("something else stands on the same line")
    # The first entry of an item of a list stands beside the dash: what remains of the item moves up there.
    first = next(index for index in range(len(entries)) if index not in gone) if shares_line else 0
    gaps = [text[entries[index][1] : entries[index + 1][0]] for index in range(first)]
    if first and all(gap.isspace() for gap in gaps):
        yield Change(entries[0][0], entries[first][0], "")
    elif first:
        yield Change(*entries[0], "")
        first = 1
    for index in sorted(gone):
        if index >= first:
            yield _line(text, entries[index])


def _line(text: str, entry: Bounds) -> Change:
    start, _ = line_bounds(text, entry[0])
    rest = REMARK_OR_NOTHING.match(text, entry[1])
    if text[start : entry[0]].strip() or rest is None:
        raise WriteError("something else stands on the same line")
    line_break = LINE_BREAK.match(text, rest.end())
    return Change(start, line_break.end() if line_break else rest.end(), "")


def _from_brackets(text: str, entries: Sequence[Bounds], gone: set[int]) -> Iterator[Change]:
    for run in _runs(sorted(gone)):
        start, end = entries[run[0]][0], entries[run[-1]][1]
        if run[-1] + 1 < len(entries):
            yield from _with_comma_after(text, start, end)
        else:
            previous = entries[run[0] - 1][1]
            comma = _comma(text, previous)
            yield Change(comma.end(1), comma.end(1) + 1, "")
            yield Change(start if "#" in text[previous:start] else max(previous, comma.end(1) + 1), end, "")


def _with_comma_after(text: str, start: int, end: int) -> Iterator[Change]:
    comma = _comma(text, end)
    if "#" in comma[1]:
        yield Change(start, end, "")
        yield Change(comma.end(1), comma.end(1) + 1, "")
    else:
        yield Change(start, comma.end(), "")


def _comma(text: str, at: int) -> re.Match[str]:
    found = _COMMA.match(text, at)
    if found is None:
        raise WriteError("no comma stands where one should be")
    return found


def _runs(indices: Sequence[int]) -> list[list[int]]:
    """Neighbours together: 1, 2, 4 → [1, 2], [4]."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
