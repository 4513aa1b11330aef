"""A value or a key becomes another, in the style of the one that stood there."""

from __future__ import annotations

import re

from careguide.source import block_scalar, quote
from careguide.source.change import Change, WriteError, in_brackets, is_bracketed, line_break, mark_at
from careguide.source.file import SourceFile
from careguide.source.place import TreePath

Scalar = str | int | float | bool

_BLOCK = re.compile(r"([|>])([+-]?)[ \t]*(#[^\r\n]*)?(?:\r\n|\r|\n)")
_CONTENT = re.compile(r"^( *)\S", re.MULTILINE)
_NARROWEST = 60


def key_changes(source: SourceFile, path: TreePath, name: Scalar) -> list[Change]:
    """The changes that give a field another name."""
    bounds = source.bounds(path, "key")
    if bounds is None or not isinstance(path[-1], str) or not isinstance(name, str) or "\n" in name:
        raise WriteError("only the name of a field can be changed, and only to a text of one line")
    style = source.text[bounds[0]] if source.text[bounds[0]] in "'\"" else ""
    return [Change(*bounds, quote.text(name, style, in_brackets=in_brackets(source, path)))]


def value_changes(source: SourceFile, path: TreePath, value: Scalar) -> list[Change]:
    """The changes that put one value in the place of another."""
    mark = mark_at(source, path)
    start, end, children = mark
    if children is not None and not is_bracketed(source, mark):
        raise WriteError("a list or a group of fields over several lines cannot become a single value")
    bracketed = in_brackets(source, path)
    if start == end:
        return [Change(start, end, " " + quote.plain(value, in_brackets=bracketed))]
    header = _BLOCK.match(source.text, start, end)
    if header is not None:
        return _block(source, header, (start, end), value)
    style = source.text[start] if source.text[start] in "'\"" else ""
    if isinstance(value, str):
        return [Change(start, end, quote.text(value, style, in_brackets=bracketed))]
    return [Change(start, end, quote.plain(value))]


def _block(source: SourceFile, header: re.Match[str], bounds: tuple[int, int], value: Scalar) -> list[Change]:
    """The changes for a text that stands on lines of its own, below ``|`` or ``>``."""
    start, end = bounds
    content = _CONTENT.search(source.text, header.end(), end)
    if isinstance(value, str) and content and block_scalar.holds(header[1], value) and header[2] != "+":
        chomp = "" if value.endswith("\n") else "-"
        width = max(len(line) for line in source.text[header.end() : end].splitlines()) - len(content[1])
        folded = header[1] == ">"
        lines = block_scalar.folded(value, max(width, _NARROWEST)) if folded else value.rstrip("\n").split("\n")
        indented = [f"{content[1]}{line}" if line else "" for line in lines]
        needs_break = value.endswith("\n") and end == len(source.text)
        return [
            Change(start, header.end(2), header[1] + chomp),
            Change(header.end(), end, line_break(source.text).join(indented + [""] * needs_break)),
        ]
    if header[3]:
        raise WriteError("the remark beside | or > would be lost")
    return [Change(start, end, quote.plain(value))]
