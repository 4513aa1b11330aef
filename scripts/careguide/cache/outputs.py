"""What was built of a guide, and whether it still stands where it was put."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from careguide.cache import state
from careguide.cache.evidence import Moment
from careguide.system.regular_file import read_regular


class Output(msgspec.Struct, frozen=True, array_like=True):
    """A file that was made: its name, its size in bytes, and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str

    def read(self, folder: Path) -> bytes:
        """Its bytes, from a folder. Raises ``OSError`` where they are not those that were made."""
        data = read_regular(folder / self.name, self.size)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise OSError(errno.EINVAL, "it is not what was made")
        return data


class Outputs(msgspec.Struct, frozen=True, array_like=True):
    """What a build has put into a folder: a file for each format, and the manifest.

    ``placed`` is the state of the folder as it was told after that, empty where it might be the same after a change.
    """

    folder: str
    files: dict[str, Output]
    manifest: Output
    placed: bytes = b""

    def standing(self, moment: Moment, formats: Sequence[str], folder: Path) -> Outputs | None:
        """The same, where just these formats are wanted there, and every file is what was made."""
        if str(folder) != self.folder or [*self.files] != [*formats]:
            return None
        try:
            told, newest = state.outputs(str(folder))
            placed = hashlib.blake2b(told, digest_size=16).digest()
            if placed != self.placed:
                files = (*self.files.values(), self.manifest)
                if {file.name for file in files} != {path.name for path in folder.iterdir()}:
                    return None
                for file in files:
                    file.read(folder)
            sure = newest < moment.time and folder.stat().st_dev == moment.device
        except OSError:
            return None
        return msgspec.structs.replace(self, placed=placed if sure else b"")


@dataclass(frozen=True)
class Earlier:
    """What was built before from sources with this digest: files that need not be made again, if they still stand."""

    read: bytes
    outputs: Outputs

    def kept(self, read: bytes) -> Mapping[str, bytes]:
        """The files by their formats, for sources with a digest."""
        found: dict[str, bytes] = {}
        for name, file in self.outputs.files.items() if read and read == self.read else ():
            with suppress(OSError):
                found[name] = file.read(Path(self.outputs.folder))
        return found
