"""A source → the tree that is laid out: each remark goes to what it belongs to.

A remark on a line with something else belongs to that. One on a line of its own belongs to what stands below it; or,
where it stands further to the right than what is below, to the end of the group or list in which it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from careguide.source.file import Bounds, Mark, SourceFile
from careguide.source.layout.node import Node

_REMARK = re.compile(r"#[^\r\n]*")
_HEADER = re.compile(r"[|>][^\r\n]*")
_TO_DASH = re.compile(r"(?:[ \t\r\n]|#[^\r\n]*)*-")


@dataclass(eq=False)
class _Group:
    """A group or a list: the entry that holds it, the column of its own entries, and where it ends."""

    owner: _Entry
    column: int
    end: int
    in_brackets: bool


@dataclass(eq=False)
class _Entry:
    """A field or an item: where it begins (with its key or its dash), and the group that it is in."""

    node: Node
    start: int
    end: int
    group: _Group | None


def tree(source: SourceFile) -> Node:
    """The value of a file that could be read, with its remarks."""
    found = _Found(source)
    _Owners(found).settle()
    return found.top.node


def remarks(source: SourceFile) -> list[str]:
    """Every remark of a file that could be read, in its order."""
    return [remark[0].rstrip() for remark in _Found(source).remarks()]


class _Found:
    """All entries of a file, in its order; and where values and names stand, since a remark is only between them."""

    def __init__(self, source: SourceFile) -> None:
        assert source.mark is not None
        self.source = source
        self.entries: list[_Entry] = []
        self.filled: list[Bounds] = []
        self.top = _Entry(Node(), -1, len(source.text) + 1, None)
        self._fill(self.top, source.value, source.mark)

    def remarks(self) -> Iterator[re.Match[str]]:
        at = 0
        for start, end in [*sorted(self.filled), (len(self.source.text), 0)]:
            yield from _REMARK.finditer(self.source.text, at, max(start, at))
            at = max(at, end)

    def _fill(self, entry: _Entry, value: object, mark: Mark) -> None:
        start, end, children = mark
        if children is None:
            self._single(entry.node, value, start, end)
            return
        in_brackets = self.source.text.startswith(("{", "["), start)
        group = _Group(entry, self.source.position(start)[1], end, in_brackets)
        if isinstance(children, dict) and isinstance(value, dict):
            entry.node.fields = {}
            for name, (key_start, key_end, held) in children.items():
                self.filled.append((key_start, key_end))
                entry.node.fields[name] = self._entry(group, key_start, value[name], held)
        elif isinstance(children, list) and isinstance(value, list):
            entry.node.items = []
            at = start
            for item, held in zip(value, children, strict=True):
                dash = None if in_brackets else _TO_DASH.match(self.source.text, at)
                entry.node.items.append(self._entry(group, dash.end() - 1 if dash else held[0], item, held))
                at = held[1]

    def _entry(self, group: _Group, start: int, value: object, mark: Mark) -> Node:
        entry = _Entry(Node(), start, mark[1], group)
        self.entries.append(entry)
        self._fill(entry, value, mark)
        return entry.node

    def _single(self, node: Node, value: object, start: int, end: int) -> None:
        node.value = value
        if isinstance(value, int | float) and not isinstance(value, bool):
            node.written = self.source.text[start:end]
        header = _HEADER.match(self.source.text, start, end)
        self.filled.append((header.end() if header else start, end))


class _Owners:
    """Gives each remark to what it belongs to."""

    def __init__(self, found: _Found) -> None:
        self.found = found
        self.source = found.source
        self.starts = [entry.start for entry in found.entries]
        self.gap = -1
        self.ending: list[_Group] = []

    def settle(self) -> None:
        for entry in self.found.entries:
            entry.node.apart = self._is_empty(self.source.position(entry.start)[0] - 1)
        lasts: dict[Node, int] = {}
        for remark in self.found.remarks():
            line, column = self.source.position(remark.start())
            if self.source.line(line)[: column - 1].strip(" \t"):
                self._beside(remark.start(), remark[0].rstrip())
                continue
            node, is_below = self._owner(remark.start(), column)
            self._add(node, remark[0].rstrip(), line, is_below=is_below)
            if not is_below:
                lasts[node] = line
        for node, line in lasts.items():
            node.above += [""] if self._is_empty(line + 1) else []

    def _add(self, node: Node, remark: str, line: int, *, is_below: bool) -> None:
        """Adds a remark to those that a part has already, and the empty line between them."""
        remarks = node.below if is_below else node.above
        after_empty = self._is_empty(line - 1)
        if not remarks and not is_below:
            node.apart = after_empty
        elif after_empty:
            remarks.append("")
        remarks.append(remark)

    def _is_empty(self, line: int) -> bool:
        return 0 < line <= len(self.source.lines) and not self.source.line(line).strip()

    def _beside(self, at: int, remark: str) -> None:
        entry = self._before(at)
        top = self.found.top.node
        if entry is None or entry.group is None:
            (top.above if entry is None else top.below).append(remark)
        else:
            entry.node.beside.append(remark)

    def _owner(self, at: int, column: int) -> tuple[Node, bool]:
        """The part to which a remark on its own line belongs, and whether it stands below what that holds."""
        before = self._before(at)
        if before is None:
            return self.found.top.node, False
        number = bisect_right(self.starts, at)
        after = self.found.entries[number] if number < len(self.starts) else None
        if after is not None and after.group is not None and after.group.owner is before:
            return after.node, False
        if before.start < at < before.end:  # an empty list over several lines
            return before.node, False
        if self.gap != number:
            self.gap, self.ending = number, list(_ending(before, after))
        margin = after.group.column if after and after.group else 0
        while self.ending:
            group = self.ending[0]
            is_last = after is None and len(self.ending) == 1
            if is_last or (group.in_brackets and at < group.end) or margin < column >= group.column:
                return group.owner.node, True
            self.ending.pop(0)
        assert after is not None  # or the file itself would be ending
        return after.node, False

    def _before(self, at: int) -> _Entry | None:
        """The last entry that begins before an offset, and is not inside brackets that are closed there."""
        number = bisect_right(self.starts, at)
        entry = self.found.entries[number - 1] if number else None
        while entry and entry.group and entry.group.in_brackets and entry.group.end <= at:
            entry = entry.group.owner
        return entry


def _ending(before: _Entry, after: _Entry | None) -> Iterator[_Group]:
    """The groups and lists that end between two entries, from the inside outwards."""
    group = before.group
    while group is not None and (after is None or group is not after.group):
        yield group
        group = group.owner.group
