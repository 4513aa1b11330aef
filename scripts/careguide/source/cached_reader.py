"""A reader that reads again only what has changed."""

from __future__ import annotations

from pathlib import Path

from careguide.finding import Finding
from careguide.source.file import SourceFile
from careguide.source.reader import MAX_BYTES, read, read_bytes, read_text
from careguide.system.regular_file import read_regular

Reading = tuple[SourceFile, list[Finding]]


class CachedReader:
    """Remembers each file as it was last read, for as long as it holds the same."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[bytes | str, Reading]] = {}

    def read(self, path: Path, name: str) -> Reading:
        """The same as ``reader.read``."""
        data = contents(path)
        if data is None:
            return read(path, name)
        return self._remembered(path, data) or self._keep(path, data, read_bytes(data, path, name))

    def read_text(self, text: str, path: Path, name: str) -> Reading:
        """The same as ``reader.read_text``."""
        return self._remembered(path, text) or self._keep(path, text, read_text(text, path, name))

    def _remembered(self, path: Path, held: bytes | str) -> Reading | None:
        known, reading = self._known.get(path, (None, None))
        return reading if known == held else None

    def _keep(self, path: Path, held: bytes | str, reading: Reading) -> Reading:
        self._known[path] = (held, reading)
        return reading


def contents(path: Path) -> bytes | None:
    """What stands in a regular file that is not too long; ``None`` for all else."""
    try:
        return read_regular(path, MAX_BYTES)
    except (OSError, ValueError):
        return None
