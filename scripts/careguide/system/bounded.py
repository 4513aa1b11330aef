"""Runs a program that may crash, hang, or want more than there is: within bounds, and never longer than we live."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from careguide.system.orphans import end_with


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


@contextmanager
def running(
    command: Sequence[str], given: bytes, environment: Mapping[str, str], folder: Path, bounds: Bounds
) -> Iterator[Callable[[], Ended]]:
    """Runs a program in a folder, on what it reads from stdin; it is ended with the block. What is given waits for it.

    Waiting raises ``subprocess.TimeoutExpired``; to begin, ``OSError`` where the program does not start. The kernel
    ends one that wants more than its bounds, on POSIX systems, and one that outlives us, on Linux.
    """
    # Files without a name, not pipes: the kernel can bound what is written, and nobody waits for the other's reading.
    with TemporaryFile() as asked, TemporaryFile() as output, TemporaryFile() as said:
        asked.write(given)
        asked.seek(0)
        process = subprocess.Popen(
            command,
            stdin=asked,
            stdout=output,
            stderr=said,
            env=environment,
            cwd=folder,
            preexec_fn=_before_exec(bounds),
        )
        end = time.monotonic() + bounds.seconds

        def ended() -> Ended:
            _rest(process.pid, end - time.monotonic())
            code = process.wait(max(end - time.monotonic(), 0))
            output.seek(0)
            said.seek(0)
            return Ended(code, output.read(), said.read(20_000).decode(errors="replace").strip())

        try:
            yield ended
        finally:
            process.kill()  # of one that has come to its end, nothing comes
            process.wait()


def _rest(pid: int, seconds: float) -> None:
    """Returns as soon as a process of ours has ended, on Linux: ``Popen.wait`` with a bound only looks now and then."""
    if hasattr(os, "pidfd_open"):
        from select import POLLIN, poll

        with os.fdopen(os.pidfd_open(pid), "rb", buffering=0) as ended:
            watch = poll()
            watch.register(ended, POLLIN)
            watch.poll(max(seconds, 0) * 1000)


def _before_exec(bounds: Bounds) -> Callable[[], None] | None:
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

    def before_exec() -> None:
        end_with(us)
        for limit, most in limits:
            hard = resource.getrlimit(limit)[1]
            bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(limit, (bound, bound))

    return before_exec
