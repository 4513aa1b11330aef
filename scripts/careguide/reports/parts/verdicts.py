"""What a check has to say about many guides, one at a time: never all of it is held in memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from careguide.reports.parts.verdict import Packed, Verdict

if TYPE_CHECKING:
    from careguide.reports.parts.run import Verdicts

_ROOM = 8_000_000
"""So many bytes are kept in memory: the verdicts of a few hundred guides."""


class Coming:
    """Verdicts of so many guides at most, each told when it is found; they can be gone through only once."""

    def __init__(self, packed: Iterable[Packed], number: int) -> None:
        self._packed = packed
        self._number = number

    def __iter__(self) -> Iterator[Verdict]:
        for each in self._packed:
            yield each.unpacked()

    def __len__(self) -> int:
        return self._number


@contextmanager
def kept(packed: Iterable[Packed]) -> Iterator[Verdicts]:
    """Verdicts that can be gone through again: those of many guides are kept in a temporary file without a name.

    Raises ``OSError`` where there is no room for them.
    """
    with SpooledTemporaryFile(_ROOM) as file:
        yield _Kept(file, array("Q", (file.write(each.data) for each in packed)))


@dataclass(frozen=True)
class _Kept:
    """Packed verdicts in a file, one behind the other; ``sizes`` are their lengths in bytes."""

    file: SpooledTemporaryFile[bytes]
    sizes: array[int]

    def __iter__(self) -> Iterator[Verdict]:
        start = 0
        for size in self.sizes:
            self.file.seek(start)
            yield Packed("", self.file.read(size)).unpacked()
            start += size

    def __len__(self) -> int:
        return len(self.sizes)
