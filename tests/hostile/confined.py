"""Runs a command in a process of its own, which may use so much and no more, and notes which files it touches."""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.connection import Connection
from pathlib import Path

SECONDS, MEMORY = 5, 500_000_000
"""The most processor time, and the most memory in bytes, that any command may need for a file that is wrong."""

_HANGS = 60
"""After so many seconds of waiting, even on a busy machine, a command is taken to wait for ever."""

# Everything that is done before the process divides need not be done again.
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["hostile.confined", "hostile.warm"])

# What Python tells of before it happens, and which of its arguments are paths.
_READS = {"open": (0,), "os.listdir": (0,), "os.scandir": (0,)}
_WRITES = {
    "os.chmod": (0,),
    "os.link": (0, 1),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
}
_CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code (negative: the signal that ended it), what it said, and what it took."""

    code: int
    said: str
    seconds: float
    memory: int
    read: frozenset[str]
    written: frozenset[str]


def run(folder: Path, scratch: Path, *commands: Sequence[str]) -> list[Ran]:
    """Runs ``careguide`` in a folder, once for each command, with another folder for what is temporary.

    Paths in the answer are real paths: links have been followed.
    """
    _serve()
    ours, theirs = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=_confined, args=(theirs, str(folder), str(scratch), commands))
    process.start()
    theirs.close()
    ran: list[Ran] = []
    try:
        while len(ran) < len(commands) and ours.poll(_HANGS):
            ran.append(ours.recv())
    except EOFError:  # it ended without an answer
        process.join()
    if len(ran) < len(commands):
        process.kill()
    process.join()
    ours.close()
    failed = Ran(process.exitcode or -1, "", _HANGS, 0, frozenset(), frozenset())
    return [*ran, *[failed] * (len(commands) - len(ran))]


@cache
def _serve() -> None:
    """Starts the process that the others divide from. It is not told by Python where we import from."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    forkserver.ensure_running()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


def _confined(answer: Connection, folder: str, scratch: str, commands: Sequence[Sequence[str]]) -> None:
    os.chdir(folder)
    tempfile.tempdir = scratch
    read, written = set[str](), set[str]()
    _watch(read, written)
    for arguments in commands:
        read.clear()
        written.clear()
        answer.send(_ran(list(arguments), read, written))
    answer.close()
    os._exit(0)


def _ran(arguments: list[str], read: set[str], written: set[str]) -> Ran:
    from careguide.cli import main

    said = io.BytesIO()
    sys.stdout = sys.stderr = io.TextIOWrapper(said, "utf-8", write_through=True)
    before = _used()
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(before) + SECONDS + 1, most))
    try:
        code = main(arguments, standalone_mode=True)
    except SystemExit as end:
        code = end.code
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    text = said.getvalue().decode("utf-8", "replace")
    return Ran(code or 0, text, _used() - before, memory, frozenset(read), frozenset(written))


def _used() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def _watch(read: set[str], written: set[str]) -> None:
    """Notes each file that is opened, listed, made, moved or removed from now on."""

    def note(event: str, arguments: tuple[object, ...]) -> None:
        into = written if event in _WRITES or (event == "open" and _changes(arguments)) else read
        for index in _READS.get(event, ()) or _WRITES.get(event, ()):
            path = arguments[index]
            if isinstance(path, str | bytes | os.PathLike):
                into.add(os.path.realpath(os.fsdecode(path)) if "\0" not in os.fsdecode(path) else "")

    sys.addaudithook(note)


def _changes(arguments: tuple[object, ...]) -> bool:
    _, mode, flags = arguments
    return bool(isinstance(flags, int) and flags & _CHANGING) or (
        isinstance(mode, str) and bool(set(mode) & set("wax+"))
    )
