"""The folder of the cache, and files in it that are known to be whole and to have been written here."""

import os
import stat
import time
from _blake2 import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable

NAME = ".careguide-cache"
LONGEST = 128_000_000
"""No file here has more bytes."""

_TAG = "CACHEDIR.TAG"
_MARKS = {
    # https://bford.info/cachedir/
    _TAG: b"Signature: 8a477f597d28d172789f06886806bc55\n# What careguide remembers. It may be deleted at any time.\n",
    ".gitignore": b"*\n",
}
_SEAL = 32
_UNFINISHED = ".unfinished-"
_ABANDONED = 3_600_000_000_000
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class Folder:
    """The cache of the project in a folder.

    Files are sealed: a checksum, keyed by the inode of the folder's tag, stands before what they hold. So nothing is
    taken for an answer that was damaged, or that came with a project from elsewhere. No link is followed.
    """

    def __init__(self, root: str) -> None:
        self.path = os.path.join(root, NAME)

    def read(self, name: str) -> bytes | None:
        """What was written under that name; None where there is nothing, or not what was written."""
        try:
            with _Handle(self.path) as folder:
                data = _read(name, folder)
                return data[_SEAL:] if data[:_SEAL] == _seal(folder, name, data[_SEAL:]) else None
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> bool:
        """Puts a file into place whole, or not at all; whether it did."""
        try:
            with _Handle(self.path) as folder:
                _write(name, _seal(folder, name, data) + data, folder)
        except OSError:
            return False
        return True

    def now(self) -> int:
        """The time by the clock of the folder's file system, in nanoseconds since 1970, in the ticks that it marks.

        Makes the folder if need be. Raises ``OSError`` where nothing can be written.
        """
        try:
            os.mkdir(self.path)
        except FileExistsError:
            pass
        with _Handle(self.path) as folder:
            _sweep(folder)
            for name, text in _MARKS.items():
                if not _exists(name, folder):
                    _write(name, text, folder)
            name = _temporary()
            handle = os.open(name, _MAKE, 0o600, dir_fd=folder)
            try:
                return os.fstat(handle).st_ctime_ns
            finally:
                os.close(handle)
                os.unlink(name, dir_fd=folder)

    def keep_newest(self, prefix: str, most: int) -> None:
        """Removes all files whose names begin so, but for those that were written last."""
        self._remove(prefix, lambda names, folder: sorted(names, key=lambda name: -_written(name, folder))[most:])

    def keep_only(self, prefix: str, wanted: "Container[str]") -> None:
        """Removes all files whose names begin so, but for those that are wanted."""
        self._remove(prefix, lambda names, _: [name for name in names if name not in wanted])

    def _remove(self, prefix: str, unwanted: "Callable[[list[str], int], Iterable[str]]") -> None:
        try:
            with _Handle(self.path) as folder:
                for name in unwanted([name for name in os.listdir(folder) if name.startswith(prefix)], folder):
                    _unlink(name, folder)
        except OSError:
            pass


class _Handle:
    """An open folder: what is done in it stays in it, whatever takes its place meanwhile."""

    def __init__(self, path: str) -> None:
        self._handle = os.open(path, _OPEN | os.O_DIRECTORY)

    def __enter__(self) -> int:
        return self._handle

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)


def _read(name: str, folder: int) -> bytes:
    with open(os.open(name, _OPEN, dir_fd=folder), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > LONGEST:
            raise OSError
        return file.read()


def _write(name: str, data: bytes, folder: int) -> None:
    if len(data) > LONGEST:
        raise OSError
    temporary = _temporary()
    try:
        with open(os.open(temporary, _MAKE, 0o666, dir_fd=folder), "wb") as file:
            file.write(data)
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(temporary, dir_fd=folder)
        raise


def _seal(folder: int, name: str, data: bytes) -> bytes:
    tag = os.stat(_TAG, dir_fd=folder, follow_symlinks=False)
    seal = blake2b(digest_size=_SEAL, key=f"{tag.st_dev} {tag.st_ino} {tag.st_ctime_ns}".encode())
    seal.update(name.encode())
    seal.update(b"\0")
    seal.update(data)
    return seal.digest()


def _exists(name: str, folder: int) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _written(name: str, folder: int) -> int:
    return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime_ns


def _temporary() -> str:
    return f"{_UNFINISHED}{os.getpid()}-{os.urandom(6).hex()}"


def _sweep(folder: int) -> None:
    """Removes what a run has left that was killed."""
    for name in os.listdir(folder):
        if name.startswith(_UNFINISHED) and _written(name, folder) < time.time_ns() - _ABANDONED:
            _unlink(name, folder)


def _unlink(name: str, folder: int) -> None:
    """Removes a file; what cannot be removed, or is a folder of somebody else's, stays."""
    try:
        os.unlink(name, dir_fd=folder)
    except OSError:
        pass
