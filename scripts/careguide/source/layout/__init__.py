"""The layout of a source: the same value, with the same remarks, written in the one way."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from careguide.source.file import SourceFile
from careguide.source.layout import lines
from careguide.source.layout.node import Node
from careguide.source.layout.remarks import remarks, tree
from careguide.source.place import TreePath
from careguide.source.reader import read_bytes

InOrder = Callable[[TreePath, Sequence[str]], Sequence[str]]
"""The names of the fields of the group at a path, in the order in which they are to stand."""


class LayoutError(Exception):
    """The layout would change what a file says. That is a fault of ours; the file stays as it is."""


def lay_out(source: SourceFile, in_order: InOrder) -> str:
    """The text of a file that could be read, laid out.

    What comes out is read again: it must hold the same value and the same remarks, or ``LayoutError`` is raised.
    """
    if not isinstance(source.value, dict):
        return source.text
    top = tree(source)
    _arrange(top, (), in_order)
    text = "".join(f"{line}\n" for line in lines.file(top))
    again, found = read_bytes(text.encode(), source.path, source.name)
    if found or _meaning(again) != _meaning(source) or sorted(remarks(again)) != sorted(remarks(source)):
        raise LayoutError(f"{source.name} cannot be laid out without changing what it says")
    return text


def _arrange(node: Node, path: TreePath, in_order: InOrder) -> None:
    if node.fields is not None:
        node.fields = {name: node.fields[name] for name in in_order(path, list(node.fields))}
    for step, part in node.parts.items():
        _arrange(part, (*path, step), in_order)


def _meaning(source: SourceFile) -> str:
    """A text that tells values apart as strictly as a reader could: 1, 1.0 and true differ, the order of fields not."""
    return json.dumps(source.value, sort_keys=True)
