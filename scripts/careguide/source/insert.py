"""A field or an item is added, laid out as ``layout`` would have it, and in brackets where its neighbours are."""

from __future__ import annotations

from collections.abc import Sequence

from careguide.source import quote
from careguide.source.change import (
    LINE_BREAK,
    Change,
    WriteError,
    in_brackets,
    is_bracketed,
    line_bounds,
    line_break,
    mark_at,
)
from careguide.source.file import SourceFile
from careguide.source.layout import lines
from careguide.source.layout.node import Node
from careguide.source.place import TreePath


def insert_changes(source: SourceFile, after: TreePath, fields: Sequence[tuple[str, object]]) -> list[Change]:
    """The changes that add fields below another."""
    bounds = source.bounds(after, "key")
    if bounds is None or not after or not isinstance(after[-1], str):
        raise WriteError("a field can only be added below another field")
    end = mark_at(source, after)[1]
    if is_bracketed(source, mark_at(source, after[:-1])):
        pairs = (f", {quote.plain(name, in_brackets=True)}: {_bracketed(value)}" for name, value in fields)
        return [Change(end, end, "".join(pairs))]
    indent = bounds[0] - line_bounds(source.text, bounds[0])[0]
    nodes = [(name, Node.of(value)) for name, value in fields]
    added = [line for name, node in nodes for line in lines.field(name, node, indent)]
    tall = indent == 0 and any(lines.is_tall(node, indent) for _, node in nodes)
    return [_below(source, end, added, before=tall, after=tall)]


def append_changes(source: SourceFile, path: TreePath, items: Sequence[object]) -> list[Change]:
    """The changes that add items to the end of a list."""
    start, end, children = mark_at(source, path)
    if not isinstance(children, list):
        raise WriteError("an item can only be added to a list")
    if children and not is_bracketed(source, (start, end, children)):
        added = _items(items, source.position(start)[1] - 1)
        return [_below(source, end, added, before=lines.is_unit(Node.of(items[0])))]
    if children:
        last = children[-1][1]
        return [Change(last, last, "".join(f", {_bracketed(item)}" for item in items))]
    return _into_empty(source, path, (start, end), items)


def _into_empty(source: SourceFile, path: TreePath, bounds: tuple[int, int], items: Sequence[object]) -> list[Change]:
    """Items in the place of ``[]``; on lines of their own where it is the value of a field that has its own line."""
    start, end = bounds
    key = source.bounds(path, "key")
    if key is None or not isinstance(path[-1], str) or in_brackets(source, path):
        return [Change(start, end, f"[{', '.join(map(_bracketed, items))}]")]
    added = _items(items, source.position(key[0])[1] - 1 + lines.STEP)
    return [Change(len(source.text[:start].rstrip(" ")), end, ""), _below(source, end, added)]


def _items(items: Sequence[object], indent: int) -> list[str]:
    """The lines of items, with an empty line between units."""
    laid: list[str] = []
    for node in map(Node.of, items):
        laid += [""] if laid and lines.is_unit(node) else []
        laid += lines.item(node, indent)
    return laid


def _below(source: SourceFile, at: int, added: Sequence[str], *, before: bool = False, after: bool = False) -> Change:
    """Lines that are added below the one at an offset; with an empty line before and after them, where asked for."""
    text, end = source.text, line_bounds(source.text, at)[1]
    is_last = end == len(text)
    following = LINE_BREAK.match(text, end)
    is_followed = following is not None and bool(text[following.end() :].split("\n", 1)[0].strip())
    parts = [*([""] * before), *added, *([""] * (after and is_followed))]
    new = "".join(line_break(text) + part for part in parts)
    # The last line of a text of several lines counts only with its break.
    return Change(end, end, new + line_break(text) * (is_last and len(added) > 1))


def _bracketed(value: object) -> str:
    return quote.plain(value, in_brackets=True)
