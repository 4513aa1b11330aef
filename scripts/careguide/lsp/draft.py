"""A file of a guide as it stands while somebody is writing it: its groups of fields, and what its values name."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import msgspec

from careguide.content.address import inside
from careguide.content.bind import OVERVIEW, file_type, top_address
from careguide.content.common import Module
from careguide.content.document import Block, Exclusion
from careguide.content.guide import Overview, Term
from careguide.content.part import Note, Part, Unit
from careguide.content.references import GUIDE, UNRESOLVED, Kinds, naming_fields
from careguide.source.file import SourceFile
from careguide.source.place import Place, TreePath


@dataclass(frozen=True, slots=True)
class Group:
    """A group of fields: where it stands, what kind of part it is meant to be, and its address or its parent's."""

    place: Place
    kind: type[Part] | None
    address: str
    fields: Mapping[str, object]

    def is_a(self, *kinds: type[Part]) -> bool:
        return self.kind is not None and issubclass(self.kind, kinds)

    @property
    def has_id(self) -> bool:
        return isinstance(self.fields.get("id"), str)

    @property
    def here(self) -> str:
        """The address from which names in this group are resolved: its own, though it may have no id yet."""
        return self.address if self.has_id else inside(self.address, "?")

    def text(self, name: str) -> str:
        """A field that holds a text; an empty one where it does not."""
        held = self.fields.get(name)
        return held if isinstance(held, str) else ""


@dataclass(frozen=True, slots=True)
class Id:
    """The id of a unit, a note or a term; ``address`` is what it makes."""

    address: str


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of another unit, in the unit ``at``; it may be one of ``kinds``."""

    name: str
    at: str
    kinds: Kinds


@dataclass(frozen=True, slots=True)
class Locator:
    """A block of the source document, in the unit ``at``."""

    locator: str
    at: str


@dataclass(frozen=True, slots=True)
class RuleName:
    """The rule whose finding a note acknowledges."""

    rule: str


Meaning = Id | Mention | Locator | RuleName
"""What a value stands for, where it is more than a text."""


class Draft:
    """One file as it stands right now, sound or not. ``kind`` is that of the file, such as ``massage``."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.kind = source.path.stem

    @cached_property
    def groups(self) -> Mapping[TreePath, Group]:
        """Every group of fields, by its path."""
        return {group.place.path: group for group in _groups(Place(self.source), top_address(self.kind))}

    @cached_property
    def units(self) -> Mapping[str, Group]:
        """Every unit with an address, by that; the first, where two share one."""
        found: dict[str, Group] = {}
        for group in self.groups.values():
            if group.is_a(Unit) and group.address and (group.has_id or not group.place.path):
                found.setdefault(group.address, group)
        return found

    @cached_property
    def meanings(self) -> Mapping[TreePath, Meaning]:
        """Whatever names something, by the path of the value."""
        return {path: meaning for group in self.groups.values() for path, meaning in _meanings(group)}

    def around(self, path: TreePath) -> Group | None:
        """The innermost group of fields around a path."""
        steps = range(len(path), -1, -1)
        return next((self.groups[path[:length]] for length in steps if path[:length] in self.groups), None)

    def unit_around(self, path: TreePath) -> Group | None:
        """The innermost unit around a path."""
        found = self.around(path)
        while found is not None and not found.is_a(Unit):
            found = self.around(found.place.path[:-1]) if found.place.path else None
        return found


def _groups(place: Place, address: str) -> Iterator[Group]:
    value = place.value
    if isinstance(value, dict):
        kind = _kind_at(place.source.path.stem, place.path)
        yield Group(place, kind, address, value)
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, held in parts:
        own = held.get("id") if isinstance(held, dict) else None
        yield from _groups(place / step, inside(address, own if isinstance(own, str) else None))


def _meanings(group: Group) -> Iterator[tuple[TreePath, Meaning]]:
    path = group.place.path
    if group.is_a(Unit, Note, Term) and group.has_id:
        yield (*path, "id"), Id(group.address)
    if group.is_a(Note) and group.text("acknowledges"):
        yield (*path, "acknowledges"), RuleName(group.text("acknowledges"))
    if group.is_a(Block, Exclusion) and group.text("locator"):
        yield (*path, "locator"), Locator(group.text("locator"), "")
    if group.is_a(Unit):
        yield from ((at, Locator(name, group.address)) for at, name in _texts(group, "source"))
    for field, kinds in naming(group.kind).items():
        for at, name in _texts(group, field):
            if field != "scope" or name not in (GUIDE, UNRESOLVED):
                yield at, Mention(name, group.here or OVERVIEW, kinds)


def _texts(group: Group, field: str) -> Iterator[tuple[TreePath, str]]:
    """The text that a field holds, or each of its texts."""
    held, path = group.fields.get(field), (*group.place.path, field)
    texts = [((*path, index), item) for index, item in enumerate(held)] if isinstance(held, list) else [(path, held)]
    yield from ((at, text) for at, text in texts if isinstance(text, str) and text)


def naming(kind: type[Part] | None) -> Mapping[str, Kinds]:
    """The fields of a kind of part that name units: with the list of modalities, of which each names a whole file."""
    if kind is None:
        return {}
    return {**naming_fields(kind), "modalities": (Module,)} if issubclass(kind, Overview) else naming_fields(kind)


# What a group is meant to be


@lru_cache(maxsize=4096)
def _kind_at(file: str, path: TreePath) -> type[Part] | None:
    """The kind of part that stands at a path in a kind of file; ``None`` where there should be none."""
    try:
        found: object = file_type(file)
    except ModuleNotFoundError:
        return None
    for step in path:
        found = _step(found, step)
    return found if isinstance(found, type) and issubclass(found, Part) else None


def _step(kind: object, step: str | int) -> object:
    if isinstance(step, int):
        return typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else None
    return _fields(kind).get(step) if isinstance(kind, type) and issubclass(kind, Part) else None


@cache
def _fields(kind: type[Part]) -> Mapping[str, object]:
    return {field.encode_name: _known(field.type) for field in msgspec.structs.fields(kind)}


def _known(kind: object) -> object:
    """The kind of what may also be left out."""
    if isinstance(kind, types.UnionType):
        return next(each for each in kind.__args__ if each is not types.NoneType)
    return kind
