"""No orphans: a process of ours does not live longer than the one that has begun it. Only Linux can see to that."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def end_with(home: int) -> None:
    """The kernel ends this process as soon as its parent, the process ``home``, is gone.

    It makes system calls and nothing else, so that it may also run between a fork and what comes after it.
    """
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != home:  # it was gone before the kernel knew
            os._exit(1)
