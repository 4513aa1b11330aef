"""Reading regular files, and nothing that only looks like one: no waiting for a pipe, and never more than is wanted."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class NotRegular(OSError):
    """Something else stands where a file should be: a folder, a pipe, a device."""


class TooLarge(OSError):
    """The file holds more than is wanted; ``size`` is in bytes."""

    def __init__(self, size: int, most: int) -> None:
        super().__init__(errno.EFBIG, f"it has {size:,} bytes; at most {most:,} are read")
        self.size = size


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of a file. Raises ``NotRegular``, ``TooLarge`` or another ``OSError``; ``ValueError`` for the name."""
    # Not blocking, so that a pipe in the place of a file cannot hold us up.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular(errno.EINVAL, "it is no ordinary file")
        data = file.read(min(status.st_size, most) + 1)
        if len(data) > status.st_size:  # it has grown, or does not know its own size
            data += file.read(max(most + 1 - len(data), 0))
    if len(data) > most:
        raise TooLarge(max(status.st_size, len(data)), most)
    return data
