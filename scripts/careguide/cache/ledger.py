"""What was found in each guide, for as long as its files say the same: one file for all guides."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from careguide.cache.evidence import Evidence, Moment, digest_of
from careguide.cache.folder import LONGEST, Folder
from careguide.clock import today
from careguide.project import Project
from careguide.verdict import Packed

_NAME = "verdicts"
_LONGEST_ENTRY = 200_000
"""A verdict of more bytes than this is found anew each time."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A verdict, and what it holds for.

    ``seen`` and ``read`` are those of its evidence; ``day`` is the day on which it holds, empty for any.
    """

    seen: bytes
    read: bytes
    day: str
    packed: Packed


class _Book(msgspec.Struct, frozen=True, array_like=True):
    """``world`` is the state of all that verdicts depend on besides the guide."""

    world: bytes
    entries: dict[str, Entry]


class Ledger:
    """The verdicts of a project."""

    def __init__(self, project: Project, folder: Folder, world: bytes, moment: Moment) -> None:
        self.moment = moment
        self._sources = project.sources
        self._folder = folder
        self._world = world
        self._entries = self._load()
        self._changed = False

    def known(self, name: str) -> Packed | None:
        """What was found in a guide the last time, where its files are what they were then."""
        entry = self._entries.get(name)
        if entry is None or entry.day not in ("", today()):
            return None
        folder = self._sources / name
        try:
            seen = self.moment.look(folder)
            if not seen or seen != entry.seen:
                if digest_of(folder) != entry.read:
                    return None
                self._put(name, msgspec.structs.replace(entry, seen=seen))
            return entry.packed
        except OSError:
            return None

    def keep(self, packed: Packed, evidence: Evidence) -> None:
        """Remembers a verdict, if it rests on what can be compared again."""
        if evidence.read and len(packed.data) <= _LONGEST_ENTRY and len(evidence.days) <= 1:
            self._put(packed.guide, Entry(evidence.seen, evidence.read, "".join(evidence.days), packed))

    def save(self, guides: Collection[str]) -> None:
        """Writes down what is known of the guides that there are, if that has changed: as much as there is room for."""
        room = LONGEST - 1_000_000
        entries = {}
        for name in guides:
            entry = self._entries.get(name)
            room -= len(entry.packed.data) + len(name) + 64 if entry else 0
            if entry and room >= 0:
                entries[name] = entry
        if self._changed or len(entries) != len(self._entries):
            self._folder.write(_NAME, msgspec.msgpack.encode(_Book(self._world, entries)))

    def _put(self, name: str, entry: Entry) -> None:
        self._entries[name] = entry
        self._changed = True

    def _load(self) -> dict[str, Entry]:
        data = self._folder.read(_NAME)
        try:
            book = msgspec.msgpack.decode(data, type=_Book) if data else None
        except msgspec.DecodeError:
            return {}
        return book.entries if book and book.world == self._world else {}
