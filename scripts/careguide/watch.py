"""What changes in a project while somebody works in it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from watchfiles import watch

from careguide.library import reread_schemas
from careguide.project import SCHEMA, SETTINGS, SUFFIXES, Project

COMMON = ""
"""Stands among the names of guides for what all of them share: the settings and the schemas."""

_PATIENCE = 1000
"""After so many milliseconds without news we look all the same: some disks report nothing, and a folder may be gone."""

_CALM = 20
"""So many milliseconds must pass without a further notice before we look: a save may be several steps."""

_Files = frozenset[tuple[str, int, int, int]]


class Watch:
    """Knows the state of a project's files, and tells which guides have changed since it was last asked."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known = _state(project)

    def changes(self, stop: Event | None = None) -> Iterator[frozenset[str]]:
        """The guides that have changed, whenever some have, until ``stop`` is set; ``COMMON`` means all of them."""
        stop = stop or Event()
        while not stop.is_set():
            folders = [folder for folder in (self._project.sources, self._project.root / SCHEMA) if folder.is_dir()]
            if changed := self._news():
                yield changed
            for _ in _notices(folders or [self._project.root], stop, recursive=bool(folders)):
                if changed := self._news():
                    yield changed
                if not all(folder.is_dir() for folder in folders) or not folders:
                    break  # what we watched is gone, or something to watch may have come

    def _news(self) -> frozenset[str]:
        before, self._known = self._known, _state(self._project)
        changed = frozenset(n for n in before.keys() | self._known.keys() if before.get(n) != self._known.get(n))
        if COMMON in changed:
            reread_schemas()
        return changed


def _notices(folders: Sequence[Path], stop: Event, recursive: bool) -> Iterator[object]:
    """Comes back whenever it is time to look, until ``stop`` is set, or the folders cannot be watched any more."""
    try:
        yield from watch(
            *folders,
            stop_event=stop,
            step=_CALM,
            rust_timeout=_PATIENCE,
            yield_on_timeout=True,
            recursive=recursive,
        )
    except (OSError, RuntimeError):  # a folder is gone, a name is no text, or others watch all that may be watched
        stop.wait(_PATIENCE / 1000)


def _state(project: Project) -> Mapping[str, _Files]:
    """The files of each guide, and those that all share: when they were written, and how long they are."""
    shared = _files(project.root / SCHEMA, ".json") | _files(project.root, SETTINGS)
    guides: dict[str, _Files] = {}
    with suppress(OSError), os.scandir(project.sources) as entries:
        guides = {entry.name: _files(Path(entry.path), *SUFFIXES) for entry in entries if entry.is_dir()}
    return {COMMON: shared, **{name: files for name, files in guides.items() if files}}


def _files(folder: Path, *endings: str) -> _Files:
    found = set()
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.lower().endswith(endings):
                with suppress(OSError):
                    status = entry.stat()
                    found.add((entry.name, status.st_mtime_ns, status.st_size, status.st_ino))
    return frozenset(found)
