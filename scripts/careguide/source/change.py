"""What an edit does to a text: stretches of it that become others."""

from __future__ import annotations

import re
from typing import NamedTuple

from careguide.source.file import Bounds, Mark, SourceFile
from careguide.source.place import TreePath

LINE_BREAK = re.compile(r"\r\n|\r|\n")
LINE_END = re.compile(r"(?=[\r\n])|\Z")
REMARK_OR_NOTHING = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")


class WriteError(Exception):
    """An edit that cannot be made without touching more than it should, and why."""


class Change(NamedTuple):
    """The text between two offsets becomes another."""

    start: int
    end: int
    text: str


def mark_at(source: SourceFile, path: TreePath) -> Mark:
    """The mark of a value. Raises ``WriteError`` where there is none."""
    mark = source.mark
    for step in path:
        children = mark[2] if mark else None
        if isinstance(children, dict) and isinstance(step, str) and step in children:
            mark = children[step][2]
        elif isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
            mark = children[step]
        else:
            mark = None
    if mark is None:
        raise WriteError(f"nothing stands at {'/'.join(map(str, path)) or 'the top'}")
    return mark


def is_bracketed(source: SourceFile, mark: Mark) -> bool:
    """Whether a list or a group of fields stands in brackets."""
    return mark[2] is not None and source.text[mark[0]] in "[{"


def in_brackets(source: SourceFile, path: TreePath) -> bool:
    """Whether a value stands somewhere between brackets."""
    return any(is_bracketed(source, mark_at(source, path[:depth])) for depth in range(len(path)))


def line_bounds(text: str, at: int) -> Bounds:
    """Where the line around an offset starts and ends, without its break."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    end = LINE_END.search(text, at)
    return start, end.end() if end else len(text)


def line_break(text: str) -> str:
    """The line break that a text uses."""
    found = LINE_BREAK.search(text)
    return found[0] if found else "\n"
