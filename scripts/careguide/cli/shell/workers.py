"""One thing done to many guides: in turn, in several processes, or on a cluster; always told in the same order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from careguide.cli.shell.failure import Failed, in_words
from careguide.cli.shell.session import Wrong

T = TypeVar("T")
Item = TypeVar("Item")

FEWEST = 16
"""Fewer guides than this are done before other processes have begun."""

_ATTEMPTS = 3
"""So many times in a row a process may be lost before anything has come of it."""

_ROOM = 300_000_000
"""Bytes of memory that a process may come to need."""


@dataclass(frozen=True)
class Task(Generic[Item, T]):
    """What is done to each guide, or to what is known of it; ``stage`` says what that is, for messages.

    The text of an item is the guide's name; the last note of an error says how far the work had come.
    """

    work: Callable[[Item], T]
    stage: str

    def __call__(self, item: Item) -> T | Failed:
        try:
            return self.work(item)
        except Exception as error:
            notes = getattr(error, "__notes__", [])
            reached = f" ({notes[-1]})" if notes else ""
            return Failed(str(item), *in_words(error, f"{self.stage} {item}{reached}"))


@dataclass(frozen=True)
class Workers:
    """Who does the work: so many processes here (0: one for each core), or a cluster, such as dask:tcp://HOST:PORT."""

    jobs: int = 1
    cluster: str = ""

    def each(self, task: Task[Item, T], items: Sequence[Item]) -> Iterator[T | Failed]:
        """What becomes of each guide, in the order of the items. A failure of one does not stop the others.

        The task and what it returns are sent from process to process. Raises ``Wrong`` where the cluster cannot be
        used, and where processes are lost again and again.
        """
        jobs = _fitting(self.jobs)
        if self.cluster or (jobs > 1 and len(items) >= FEWEST):
            yield from _persistent(task, items, jobs, self.cluster)
        else:
            yield from map(task, items)


def _persistent(task: Task[Item, T], items: Sequence[Item], jobs: int, cluster: str) -> Iterator[T | Failed]:
    """Begins again, where a process is lost, with what has not come back yet."""
    from careguide.cli.shell.processes import Lost, together

    done = lost = 0
    while done < len(items):
        try:
            for result in together(task, items[done:], jobs, cluster):
                yield result
                done, lost = done + 1, 0
        except Lost as error:
            lost += 1
            if lost == _ATTEMPTS:
                raise Wrong(
                    f"A process that was {task.stage} was ended {lost} times, at {items[done]} or soon after it. "
                    "The system does that where memory runs out: try fewer --jobs."
                ) from error


def _fitting(jobs: int) -> int:
    """As many processes as are wanted, if there is memory for them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(jobs or cores, _available() // _ROOM))


def _available() -> int:
    """The bytes of memory that programs may still take."""
    try:
        rows = dict(line.split(":") for line in Path("/proc/meminfo").read_text("utf-8").splitlines())
        return int(rows["MemAvailable"].split()[0]) * 1024
    except (OSError, ValueError, KeyError):
        return 2**40  # not Linux: unknown
