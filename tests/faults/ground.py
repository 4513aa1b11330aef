"""The guide as it is, and what a careless hand does to its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from careguide.content.guide import Guide
from careguide.content.part import Part, Unit
from careguide.content.references import references
from careguide.pipeline import Checked, check_guide
from careguide.project import Project
from careguide.source.file import SourceFile
from careguide.source.place import Place, TreePath

P = TypeVar("P", bound=Part)
Line = tuple[str, int]
"""A file's name and a line of it."""


@dataclass(frozen=True)
class Fault:
    """One careless edit: the file, its text afterwards, what was done where, and the lines on which it should show."""

    file: str
    text: str
    where: str
    lines: frozenset[Line]


@dataclass(frozen=True)
class Change:
    """A stretch of a text that becomes another."""

    start: int
    end: int
    text: str


class Ground:
    """A sound guide, on which faults are made."""

    def __init__(self, project: Project, name: str) -> None:
        self.project = project
        self.name = name
        self.checked: Checked = check_guide(project, name)
        if self.checked.guide is None:
            raise ValueError(f"{name} cannot be understood as it is")
        self.guide: Guide = self.checked.guide

    @property
    def sources(self) -> list[SourceFile]:
        return list(self.checked.sources.values())

    # What there is

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(self.guide.walk())

    def all(self, kind: type[P]) -> Iterator[P]:
        return (part for part in self.parts if isinstance(part, kind))

    @cached_property
    def links(self) -> tuple[tuple[Place, Unit], ...]:
        """Every reference: where it stands, and the unit that it names."""
        named = ((reference, reference.target(self.guide)) for unit in self.all(Unit) for reference in references(unit))
        return tuple((reference.place, target) for reference, target in named if target)

    def unit_at(self, place: Place) -> str:
        """The address of the innermost unit around a place."""
        around = (part for part in self.all(Unit) if place in part.place)
        address = max(around, key=lambda part: len(part.place.path), default=None)
        return (address.address if address else "") or place.source.path.stem

    def items(self, field: str) -> Iterator[tuple[Place, int]]:
        """Every list of units under a field of that name: its place, and how many stand in it."""
        for source in self.sources:
            for path, value in tree(source.value):
                if path and path[-1] == field and isinstance(value, list) and value and isinstance(value[0], dict):
                    yield Place(source, path), len(value)

    def scalars(self, *fields: str) -> Iterator[tuple[Place, Any]]:
        """Every single value that stands under one of these fields, or in a list under it; all values without any."""
        for source in self.sources:
            for path, value in tree(source.value):
                if not isinstance(value, dict | list) and (not fields or name_of(path) in fields):
                    yield Place(source, path), value

    # What is done to it

    def replace(self, place: Place, text: str, also: Iterable[Place] = ()) -> Fault:
        """Another value, as it would be typed."""
        start, end = bounds(place)
        return self._fault(place, [Change(start, end, text)], f"{self._name(place)}: {_short(text)}", also)

    def rename(self, place: Place, name: str) -> Fault:
        start, end = bounds(place.key)
        return self._fault(place, [Change(start, end, name)], f"{self._name(place)}: {name}")

    def cut(self, place: Place, also: Iterable[Place] = ()) -> Fault:
        """A field or an item of a list, taken out with its lines, or out of its brackets with its comma."""
        return self._fault(place, [self._cut(place)], f"{self._name(place)}: taken out", [*self._heads(place), *also])

    def insert(self, after: Place, text: str, also: Iterable[Place] = ()) -> Fault:
        """A new line (or more) below a field, as far to the right as it; in brackets, a new field beside it."""
        _, end = bounds(after)
        source = after.source.text
        where = f"{self._name(after)}: then {_short(text)}"
        if in_brackets(after):
            return self._fault(after, [Change(end, end, f", {text}")], where, also)
        indent = " " * (after.key.span.column - 1)
        stop = _line_end(source, end)
        lines = "".join(f"{indent}{line}\n" for line in text.split("\n"))
        return self._fault(after, [Change(stop, stop, lines)], where, also)

    def paste(self, place: Place, index: int, text: str | None = None, also: Iterable[Place] = ()) -> Fault:
        """A copy of an item of a list below it; ``text`` is what the copy says."""
        start, end = item_bounds(place / index)
        copy = place.source.text[start:end] if text is None else text
        item = place / index
        return self._fault(item, [Change(end, end, copy)], f"{self._name(item)}: copied", [item / "id", *also])

    def swap(self, place: Place, first: int, second: int) -> Fault:
        """Two items of a list change places."""
        (a, b), (c, d) = (item_bounds(place / index) for index in sorted((first, second)))
        text = place.source.text
        one, other = _whole_lines(text[a:b]), _whole_lines(text[c:d])
        where = f"{self._name(place / first)} and {self._name(place / second)}: swapped"
        return self._fault(place / first, [Change(a, b, other), Change(c, d, one)], where)

    def move(self, place: Place, index: int, to: int) -> Fault:
        """An item of a list is moved to another place in it."""
        start, end = item_bounds(place / index)
        target = item_bounds(place / to)[0 if to < index else 1]
        text = _whole_lines(place.source.text[start:end])
        changes = [Change(start, end, ""), Change(target, target, text)]
        return self._fault(place / index, changes, f"{self._name(place / index)}: moved to {to + 1}")

    def transfer(self, place: Place, after: Place) -> Fault:
        """An item of a list is cut out, and put in below an item of another list."""
        start, end = item_bounds(place)
        _, target = item_bounds(after)
        text = _whole_lines(place.source.text[start:end])
        where = f"{self._name(place)}: moved below {self._name(after)}"
        return self._fault(place, [Change(start, end, ""), Change(target, target, text)], where)

    def exchange(self, one: Place, other: Place, also: Iterable[Place] = ()) -> Fault:
        """Two values of one file change places."""
        (a, b), (c, d) = bounds(one), bounds(other)
        text = one.source.text
        where = f"{self._name(one)} and {self._name(other)}: exchanged"
        return self._fault(one, [Change(a, b, text[c:d]), Change(c, d, text[a:b])], where, also)

    def retype(
        self, source: SourceFile, start: int, end: int, text: str, where: str, also: Iterable[Place] = ()
    ) -> Fault:
        """Any stretch of a file, typed anew."""
        return self._fault(Place(source), [Change(start, end, text)], where, also)

    # How

    def _fault(self, place: Place, changes: Sequence[Change], where: str, also: Iterable[Place] = ()) -> Fault:
        source = place.source
        text, lines, at = "", set[int](), 0
        ordered = sorted(changes, key=lambda change: (change.start, change.end))
        for change in ordered:
            text += source.text[at : change.start]
            first = text.count("\n") + 1
            lines |= set(range(first, first + change.text.rstrip("\n").count("\n") + 1))
            if not change.text:
                lines.add(max(first - 1, 1))
            text += change.text
            at = change.end
        text += source.text[at:]
        shown = {(source.name, line) for line in lines}
        shown |= {self._line(each, source, ordered) for each in also}
        return Fault(source.name, text, where, frozenset(shown))

    def _line(self, place: Place, source: SourceFile, changes: Sequence[Change]) -> Line:
        """The line of a place that has not been edited, in the text afterwards."""
        line = place.span.line
        if place.source is not source:
            return place.source.name, line
        start = source.offset(line, 1)
        moved = sum(
            change.text.count("\n") - source.text[change.start : change.end].count("\n")
            for change in changes
            if change.end <= start
        )
        return source.name, line + moved

    def _cut(self, place: Place) -> Change:
        if in_brackets(place):
            return _out_of_brackets(place)
        if isinstance(place.path[-1], int):
            return Change(*item_bounds(place), "")
        start, _ = bounds(place.key)
        _, end = bounds(place)
        text = place.source.text
        first = text.rfind("\n", 0, start) + 1
        if text[first:start].strip():  # beside the dash of an item: what follows moves up
            return Change(start, _next_line(text, end)[1], "")
        return Change(first, _line_end(text, end), "")

    def _heads(self, place: Place) -> Iterator[Place]:
        """What something was taken out of: the list or the group, the unit around it, and what stands beside it."""
        above = Place(place.source, place.path[:-1])
        while True:
            yield above.key
            held = value_at(above)
            if isinstance(held, dict):
                yield from ((above / field).key for field in held if (*above.path, field) != place.path)
            if not above.path or _holds(above, "id"):
                return
            above = Place(above.source, above.path[:-1])

    def _name(self, place: Place) -> str:
        unit = self.unit_at(place)
        rest = []
        for step in reversed(place.path):
            if isinstance(step, str):
                rest.append(step)
                break
        return f"{unit} ({rest[0]})" if rest else unit


def tree(value: object, path: TreePath = ()) -> Iterator[tuple[TreePath, object]]:
    """Every value in a tree, the outer ones first."""
    yield path, value
    if isinstance(value, dict):
        for key, held in value.items():
            yield from tree(held, (*path, key))
    elif isinstance(value, list):
        for index, held in enumerate(value):
            yield from tree(held, (*path, index))


def name_of(path: TreePath) -> str:
    """The field that a value stands in, itself or in a list under it."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def value_at(place: Place) -> Any:
    held: Any = place.source.value
    for step in place.path:
        held = held[step]
    return held


def bounds(place: Place) -> tuple[int, int]:
    found = place.source.bounds(place.path, place.part)
    if found is None:
        raise ValueError(f"nothing stands at {place}")
    return found


def in_brackets(place: Place) -> bool:
    """Whether a value, or the field that it stands in, is between brackets."""
    for depth in range(len(place.path)):
        start, end = bounds(Place(place.source, place.path[:depth]))
        if start < end and place.source.text[start] in "[{":
            return True
    return False


def item_bounds(place: Place) -> tuple[int, int]:
    """An item of a list with its lines: from its dash to the next item's, or to the end of the list."""
    text = place.source.text
    start, end = bounds(place)
    first = text.rfind("\n", 0, start) + 1
    *above, index = place.path
    following = place.source.bounds((*above, int(index) + 1))
    if following:
        return first, text.rfind("\n", 0, following[0]) + 1
    return first, _line_end(text, first + len(text[first:end].rstrip()))


def _out_of_brackets(place: Place) -> Change:
    start, _ = bounds(place.key)
    _, end = bounds(place)
    text = place.source.text
    after = text[end:].lstrip()
    if after.startswith(","):
        stop = text.index(",", end) + 1
        return Change(start, stop + (len(text[stop:]) - len(text[stop:].lstrip(" "))), "")
    before = text[:start].rstrip()
    return Change(len(before) - 1 if before.endswith(",") else start, end, "")


def _line_end(text: str, at: int) -> int:
    """Where the line around an offset ends, with its break."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _next_line(text: str, at: int) -> tuple[int, int]:
    start = _line_end(text, at)
    return start, start + len(text[start:]) - len(text[start:].lstrip(" "))


def _whole_lines(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _holds(place: Place, field: str) -> bool:
    held = value_at(place)
    return isinstance(held, dict) and field in held


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
