"""What a verdict rests on: the files of the guide, as they were read, and the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from careguide.cache import state
from careguide.finding import Finding
from careguide.project import is_source
from careguide.source.cached_reader import contents
from careguide.source.file import SourceFile
from careguide.source.reader import read, read_bytes


@dataclass(frozen=True)
class Moment:
    """A time by the clock of a file system (its device number), before anything was looked at."""

    time: int
    device: int

    def look(self, folder: Path) -> bytes:
        """The state of a guide's files; empty where it might be the same after a further change. Raises ``OSError``.

        To be asked before the files are read: what changes in between then shows the next time.
        """
        if folder.is_symlink():  # nobody looks where it leads
            return b""
        told, newest = state.guide(str(folder))
        sure = newest < self.time and folder.stat().st_dev == self.device
        return blake2b(told, digest_size=16).digest() if sure else b""


@dataclass(frozen=True)
class Evidence:
    """``seen`` is the state that a ``Moment`` told, ``read`` the digest of what was read, ``days`` those that mattered.

    Without ``read``, the verdict is not one to be remembered.
    """

    seen: bytes = b""
    read: bytes = b""
    days: frozenset[str] = frozenset()


@dataclass
class Witness:
    """Reads sources, and remembers what they held."""

    held: dict[str, bytes | None] = field(default_factory=dict)

    def read(self, path: Path, name: str) -> tuple[SourceFile, list[Finding]]:
        """The same as ``reader.read``."""
        data = self.held[path.name] = contents(path)
        return read(path, name) if data is None else read_bytes(data, path, name)


def digest(files: Mapping[str, bytes | None]) -> bytes:
    """One value for the names and the bytes of files; empty where one of them is no ordinary file."""
    found = blake2b(digest_size=20)
    for name, data in sorted(files.items()):
        if data is None:
            return b""
        found.update(f"{name}\0{len(data)}\0".encode(errors="surrogatepass"))
        found.update(data)
    return found.digest()


def digest_of(folder: Path) -> bytes:
    """The digest of a guide's files as they are now. Raises ``OSError``."""
    found = (path for path in folder.iterdir() if is_source(path))
    return digest({path.name: contents(path) for path in found})
