"""Work that is done by other processes: on this machine, or on the machines of a Dask cluster."""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

from careguide.cli.shell.extras import require
from careguide.cli.shell.session import Wrong
from careguide.system.orphans import end_with

_NAME = re.compile(r"[\w.-]+")
_HEEDED = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
_PATIENCE = 10
"""So many seconds a cluster may take to answer, and to have a worker."""

_AHEAD = 500
"""So many items are worked on while nobody takes the results, which wait in memory."""


class Lost(Exception):
    """A process came to an end in the middle of its work."""


class Unlike(Exception):
    """A worker of a cluster would not come to the same results."""


@dataclass(frozen=True)
class _Sent:
    """A task on its way to a cluster; ``kind`` and ``folder`` are what its workers must have as well."""

    task: Callable[[Any], Any]
    kind: frozenset[str]
    folder: str

    def __call__(self, item: Any) -> Any:
        if self.kind != kind():
            mine, theirs = (", ".join(sorted(only)[:5]) or "less" for only in (self.kind - kind(), kind() - self.kind))
            raise Unlike(f"The workers of the cluster must have what is here: {mine}; one of them has {theirs}.")
        if not Path(self.folder).is_dir():
            raise Unlike(f"A worker of the cluster has no folder {self.folder}: it must see the files that are here.")
        return self.task(item)


def together(task: Callable[[Any], Any], items: Sequence[Any], jobs: int, cluster: str) -> Iterator[Any]:
    """The results in the order of the items. Raises ``Lost``, and ``Wrong`` for a cluster that cannot be used."""
    if cluster:
        yield from _on_cluster(task, items, cluster)
    else:
        no_orphans = {"initializer": end_with, "initargs": (os.getpid(),)}
        yield from _parallel(task, items, backend="loky", n_jobs=jobs, **no_orphans)


def _on_cluster(task: Callable[[Any], Any], items: Sequence[Any], cluster: str) -> Iterator[Any]:
    kind_of, _, address = cluster.partition(":")
    if kind_of != "dask" or "://" not in address:
        raise Wrong(f"--cluster takes dask:tcp://HOST:PORT, not “{cluster}”.")
    require("dask", "dask", "distributed")
    from distributed import Client

    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]  # it has types in part
    except (OSError, ValueError) as error:
        raise Wrong(f"No Dask scheduler answers at {address}.") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise Wrong(f"The Dask scheduler at {address} has no workers.")
        sent = _Sent(task, kind(), str(Path.cwd()))
        yield from _parallel(sent, items, backend="dask", client=client, n_jobs=-1)


def _parallel(task: Callable[[Any], Any], items: Sequence[Any], **backend: Any) -> Iterator[Any]:
    from joblib import Parallel, delayed, parallel_config
    from joblib.externals.loky.process_executor import BrokenProcessPool

    results: Generator[Any, None, None] | None = None
    try:
        for begin in range(0, len(items), _AHEAD):
            with parallel_config(**backend), _unheard():
                results = Parallel(return_as="generator", batch_size=1, max_nbytes=None)(
                    delayed(task)(item) for item in items[begin : begin + _AHEAD]
                )
            # With ``yield from``, joblib would be the first to hear of an early end, and complain.
            for result in results:  # noqa: UP028  # see above
                yield result
    except BrokenProcessPool as error:
        raise Lost from error
    except Unlike as error:
        raise Wrong(str(error)) from error
    finally:
        _end(results)


@contextmanager
def _unheard() -> Iterator[None]:
    """Processes that begin meanwhile never hear of the signals that ask us to stop: it is we who end them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # it would otherwise begin meanwhile, and let the signals through again (3.11)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HEEDED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(results: Generator[Any, None, None] | None) -> None:
    """Leaves no process behind, and no word of what was given up."""
    from joblib.externals.loky import get_reusable_executor

    before, threading.excepthook = threading.excepthook, lambda _: None  # a pool's thread does not take it well
    try:
        with warnings.catch_warnings(), suppress(Exception):
            warnings.simplefilter("ignore")
            if results:
                results.close()
        get_reusable_executor(reuse=True).shutdown(wait=True, kill_workers=True)
    finally:
        threading.excepthook = before


@cache
def kind() -> frozenset[str]:
    """What must be the same for the same results: careguide, what it stands on, and the rules."""
    from careguide.engine.registry import rules

    needed = {_NAME.match(each)[0] for each in requires("careguide") or () if "extra ==" not in each}  # type: ignore[index]  # each begins with a name
    packages = (f"{name} {version(name)}" for name in {"careguide", *needed})
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return frozenset([python, *packages, *(f"the rule {rule}" for rule in rules())])
