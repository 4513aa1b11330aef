"""Puts one folder in the place of another at once."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from careguide.system.staging import aside

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def swap(new: Path, folder: Path) -> None:
    """Puts ``new`` where ``folder`` is; afterwards ``new`` is what stood there before, if anything did.

    On Linux this is one step (renameat2, since 3.15), so that whoever looks sees the whole old folder or the whole new
    one, however many do it at the same time. Where the system or the file system cannot exchange two folders, the old
    one is moved aside first, and back again if the second move fails; only one at a time may do that. Both folders must
    be on one file system. Raises ``OSError``.
    """
    if not (_moved(new, folder) or _exchanged(new, folder)):
        _in_two_moves(new, folder)


def _moved(new: Path, folder: Path) -> bool:
    """Whether the place was free."""
    if folder.exists():
        return False
    try:
        new.rename(folder)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY):  # somebody was faster
            return False
        raise
    return True


def _exchanged(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    arguments = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(renameat2(*arguments) == 0)


def _in_two_moves(new: Path, folder: Path) -> None:
    old = aside(folder)
    folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    old.rename(new)
