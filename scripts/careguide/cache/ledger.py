"""What is known of each guide, for as long as its files say the same: a file for each, so that none waits for another.

A guide is remembered as soon as something is known of it, and of thousands only one is held at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Generic, TypeVar

import msgspec

from careguide.cache.evidence import Evidence, Moment, digest_of
from careguide.cache.folder import Folder
from careguide.clock import today
from careguide.project import Project

Held = TypeVar("Held")


class Entry(msgspec.Struct, Generic[Held], frozen=True, array_like=True):
    """Something that is known, and what it holds for.

    ``world`` is the state of all that it depends on besides the guide; ``day`` the day on which it holds, empty for
    any.
    """

    world: bytes
    seen: bytes
    read: bytes
    day: str
    held: Held


class Ledger(Generic[Held]):
    """What one command knows of the guides of a project, by their names; ``kind`` is the type of that."""

    def __init__(self, project: Project, folder: Folder, world: bytes, moment: Moment, name: str, kind: type[Held]):
        self.moment = moment
        self._sources = project.sources
        self._folder = folder
        self._world = world
        self._prefix = f"{name}-"
        self._decoder = msgspec.msgpack.Decoder(Entry[kind])  # type: ignore[valid-type]  # it is one

    def entry(self, name: str) -> Entry[Held] | None:
        """What is known of a guide, where its files are what they were then."""
        entry = self._read(name)
        if entry is None or entry.world != self._world or entry.day not in ("", today()):
            return None
        folder = self._sources / name
        try:
            seen = self.moment.look(folder)
            if not seen or seen != entry.seen:
                if digest_of(folder) != entry.read:
                    return None
                entry = msgspec.structs.replace(entry, seen=seen)
                self._write(name, entry)
        except OSError:
            return None
        return entry

    def keep(self, name: str, held: Held, evidence: Evidence) -> None:
        """Remembers something of a guide, if it rests on what can be compared again."""
        if evidence.read and len(evidence.days) <= 1:
            self._write(name, Entry(self._world, evidence.seen, evidence.read, "".join(evidence.days), held))

    def forget_all_but(self, guides: Iterable[str]) -> None:
        """Forgets guides that there are no more."""
        self._folder.keep_only(self._prefix, {f"{self._prefix}{name}" for name in guides})

    def _read(self, name: str) -> Entry[Held] | None:
        data = self._folder.read(f"{self._prefix}{name}")
        try:
            return self._decoder.decode(data) if data else None
        except msgspec.DecodeError:
            return None

    def _write(self, name: str, entry: Entry[Held]) -> None:
        with suppress(UnicodeEncodeError):  # the name of a folder may be no text, and then nothing is remembered of it
            self._folder.write(f"{self._prefix}{name}", msgspec.msgpack.encode(entry))
