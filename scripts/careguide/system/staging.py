"""Things that are made beside their place before they go into it, and what a killed program has left of them."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX, _NEW, _OLD = ".careguide-", ".new", ".old"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A free path in a folder, for a file or a folder that is being made; at the end nothing is left there.

    Whoever finds that nobody else is making anything in the folder first tidies up after those who were killed.
    """
    with _shared(folder):
        path = folder / f"{_PREFIX}{secrets.token_hex(8)}{_NEW}"
        try:
            yield path
        finally:
            _remove(path)


def tidy(folder: Path) -> None:
    """Tidies up in a folder after those who were killed, where nobody is making anything."""
    with _shared(folder):
        pass


def aside(path: Path) -> Path:
    """Where something waits while another thing takes its place: from there it is put back, should we be killed."""
    return path.with_name(f"{_PREFIX}{path.name}{_OLD}")


def write(path: Path, data: bytes) -> None:
    """Makes a file, and returns when it is on the disk. Raises ``OSError``, which names the file."""
    try:
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        error.filename = str(path)
        raise


@contextmanager
def _shared(folder: Path) -> Iterator[None]:
    """Keeps tidiers out of a folder. Where that cannot be done, as on Windows, nobody tidies."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = -1
    with suppress(OSError):  # a file system without locks, or a folder that may not be read
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        with suppress(OSError):  # somebody is at work
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _tidy(folder)
        fcntl.flock(handle, fcntl.LOCK_SH)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _tidy(folder: Path) -> None:
    with os.scandir(folder) as entries:
        left = [Path(entry.path) for entry in entries if entry.name.startswith(_PREFIX)]
    for path in left:
        place = path.with_name(path.name.removeprefix(_PREFIX).removesuffix(_OLD))
        if path.suffix == _OLD and not place.exists():
            path.rename(place)
        elif path.suffix in (_OLD, _NEW):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
