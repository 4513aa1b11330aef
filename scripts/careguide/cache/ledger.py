"""What is known of each guide, for as long as its files say the same: one file for all guides."""

from __future__ import annotations

from collections.abc import Collection
from typing import Generic, TypeVar

import msgspec

from careguide.cache.evidence import Evidence, Moment, digest_of
from careguide.cache.folder import LONGEST, Folder
from careguide.clock import today
from careguide.project import Project

Held = TypeVar("Held")


class Entry(msgspec.Struct, Generic[Held], frozen=True, array_like=True):
    """Something that is known, and what it holds for: ``day`` is the day on which it does, empty for any."""

    seen: bytes
    read: bytes
    day: str
    held: Held


class _Book(msgspec.Struct, Generic[Held], frozen=True, array_like=True):
    """``world`` is the state of all that the entries depend on besides the guides."""

    world: bytes
    entries: dict[str, Entry[Held]]


class Ledger(Generic[Held]):
    """What one command knows of the guides of a project, by their names; ``kind`` is the type of that."""

    def __init__(self, project: Project, folder: Folder, world: bytes, moment: Moment, name: str, kind: type[Held]):
        self.moment = moment
        self._sources = project.sources
        self._folder = folder
        self._world = world
        self._name = name
        self._entries: dict[str, Entry[Held]] = self._load(kind)
        self._changed = False

    def entry(self, name: str) -> Entry[Held] | None:
        """What is known of a guide, where its files are what they were then."""
        entry = self._entries.get(name)
        if entry is None or entry.day not in ("", today()):
            return None
        folder = self._sources / name
        try:
            seen = self.moment.look(folder)
            if not seen or seen != entry.seen:
                if digest_of(folder) != entry.read:
                    return None
                self._put(name, entry := msgspec.structs.replace(entry, seen=seen))
        except OSError:
            return None
        return entry

    def keep(self, name: str, held: Held, evidence: Evidence) -> None:
        """Remembers something of a guide, if it rests on what can be compared again."""
        if evidence.read and len(evidence.days) <= 1:
            self._put(name, Entry(evidence.seen, evidence.read, "".join(evidence.days), held))

    def save(self, guides: Collection[str]) -> None:
        """Writes down what is known of the guides that there are, if that has changed: as much as there is room for."""
        entries = {name: entry for name in guides if (entry := self._entries.get(name))}
        if self._changed or len(entries) != len(self._entries):
            data = msgspec.msgpack.encode(_Book(self._world, entries))
            while len(data) > LONGEST // 2:
                entries = dict([*entries.items()][: len(entries) // 2])
                data = msgspec.msgpack.encode(_Book(self._world, entries))
            self._folder.write(self._name, data)

    def _put(self, name: str, entry: Entry[Held]) -> None:
        self._entries[name] = entry
        self._changed = True

    def _load(self, kind: type[Held]) -> dict[str, Entry[Held]]:
        data = self._folder.read(self._name)
        try:
            book = msgspec.msgpack.decode(data, type=_Book[kind]) if data else None  # type: ignore[valid-type]  # it is one
        except msgspec.DecodeError:
            return {}
        return book.entries if book and book.world == self._world else {}
