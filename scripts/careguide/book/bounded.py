"""Runs a program that may crash, hang, or want more than there is: within bounds, and never longer than we live."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


@dataclass(frozen=True)
class Bounds:
    """``seconds`` of time, bytes of ``memory``, and bytes of ``output``."""

    seconds: float
    memory: int
    output: int


@dataclass(frozen=True)
class Ended:
    """A program's exit code (below zero: the signal that ended it), what it wrote, and what it said on stderr."""

    code: int
    output: bytes
    said: str


def run(command: Sequence[str], given: bytes, environment: Mapping[str, str], folder: Path, bounds: Bounds) -> Ended:
    """Runs a program in a folder, on what it reads from stdin.

    Raises ``subprocess.TimeoutExpired``, and ``OSError`` where it does not start. The kernel ends a program that wants
    more than its bounds, on POSIX systems, and one that outlives us, on Linux.
    """
    # Files without a name, not pipes, so that the kernel can bound what is written; they vanish with us.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as said:
        ended = subprocess.run(
            command,
            input=given,
            stdout=output,
            stderr=said,
            env=environment,
            cwd=folder,
            timeout=bounds.seconds,
            preexec_fn=_leash(bounds),
            check=False,
        )
        output.seek(0)
        said.seek(0)
        return Ended(ended.returncode, output.read(), said.read(20_000).decode(errors="replace").strip())


def _leash(bounds: Bounds) -> Callable[[], None] | None:
    """What the new process does before it becomes the program: system calls alone, since we may have threads."""
    if sys.platform == "win32":
        return None
    import resource

    us = os.getpid()
    seconds = int(bounds.seconds) + 1
    limits = [
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_DATA, bounds.memory),
        (resource.RLIMIT_FSIZE, bounds.output),
        (resource.RLIMIT_CORE, 0),
    ]

    def leash() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != us:  # we were gone before the kernel knew
                os._exit(1)
        for limit, most in limits:
            hard = resource.getrlimit(limit)[1]
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(limit, (bound, bound))

    return leash
