"""What a command takes, as the system accounts for it: processor time and wall time, and the memory of its processes.

Only Python's own library is imported here: a process that is started begins with the memory of the one that starts it,
so that no smaller figure can be told than this process's own.
"""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

_BECOME_PARENT_OF_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of Linux

_SETTINGS = ("PYTHON", "NODE_", "CAREGUIDE_", "COVERAGE")
SHORT = 5.0
"""The first run of what takes less seconds than this is not counted."""
LONG = 240.0
"""What takes more seconds than this is run once: over so long a time, chance evens out."""


class Took(NamedTuple):
    """Seconds of processor time and of wall time; the memory in bytes of the largest single process."""

    cpu: float
    wall: float
    memory: float


class Failed(Exception):
    """A command did not end as it should, so that its figures would mean nothing."""


@dataclass(frozen=True)
class Command:
    """``calls`` are started so many at once; ``prepare`` is done before each measurement and not counted."""

    name: str
    calls: Sequence[Sequence[str]]
    at_once: int = 1
    prepare: Callable[[], object] = field(default=lambda: None)
    codes: frozenset[int] = frozenset({0})
    inputs: Sequence[Path] = ()


def surroundings() -> dict[str, str]:
    """The environment of everything that is measured: what a user has, without settings of this machine.

    One of them, PYTHONDONTWRITEBYTECODE, would be unfair: careguide's modules, installed editable, would be compiled
    anew in each process, while those of the peers were compiled when they were installed.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}


def interleaved(commands: Sequence[Command], rounds: int, seconds: float) -> list[Took]:
    """The medians of all commands, each run in turn: at least two runs of what does not take long.

    No run begins once the seconds are over, if there is no need of it. The first run of each is not counted where it is
    short: in it modules may be compiled, and files come from the disk.
    """
    taken = [[first] if (first := once(command)).wall > SHORT else [] for command in commands]
    start = time.perf_counter()
    for number in range(rounds):
        enough = 2 if time.perf_counter() - start > seconds else rounds
        due = [pair for pair in zip(commands, taken, strict=True) if len(pair[1]) < enough and not _long(pair[1])]
        # Every other time in the opposite order, so that none always comes after the same.
        for command, took in due[:: -1 if number % 2 else 1]:
            took.append(once(command))
    return [Took(*(statistics.median(figures) for figures in zip(*took, strict=True))) for took in taken]


def _long(runs: Sequence[Took]) -> bool:
    return any(run.wall > LONG for run in runs)


def once(command: Command) -> Took:
    """What one run takes, with everything that it starts. Raises ``Failed``."""
    command.prepare()
    _adopt()
    waiting = deque(_calls(command))
    running: dict[int, Sequence[str]] = {}
    cpu, memory = 0.0, 0
    start = time.perf_counter()
    while waiting or running:
        while waiting and len(running) < command.at_once:
            call, given = waiting.popleft()
            running[_start(call, given)] = call
        pid, status, used = os.wait4(-1, 0)
        cpu, memory = cpu + used.ru_utime + used.ru_stime, max(memory, _bytes(used))
        if pid in running and os.waitstatus_to_exitcode(status) not in command.codes:
            raise Failed(f"{' '.join(running[pid])[:300]} ended with {os.waitstatus_to_exitcode(status)}")
        running.pop(pid, None)
    wall = time.perf_counter() - start
    for used in _orphans():
        cpu, memory = cpu + used.ru_utime + used.ru_stime, max(memory, _bytes(used))
    return Took(cpu, wall, memory)


def own_memory() -> int:
    """The most memory that this process has had: less than that cannot be told of any other."""
    return _bytes(resource.getrusage(resource.RUSAGE_SELF))


def _calls(command: Command) -> Iterator[tuple[Sequence[str], Path | None]]:
    for index, call in enumerate(command.calls):
        yield call, command.inputs[index] if command.inputs else None


def _start(call: Sequence[str], given: Path | None) -> int:
    with (given or Path(os.devnull)).open("rb") as source:
        process = subprocess.Popen(
            call, stdin=source, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings()
        )
    process.returncode = 0  # we wait for it ourselves
    return process.pid


def _adopt() -> None:
    """Lets processes whose parents do not wait for them become ours, where the system can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_BECOME_PARENT_OF_ORPHANS, 1, 0, 0, 0)


def _orphans() -> Iterator[resource.struct_rusage]:
    while True:
        try:
            yield os.wait4(-1, 0)[2]
        except ChildProcessError:
            return


def _bytes(used: resource.struct_rusage) -> int:
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
