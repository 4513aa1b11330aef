"""Plugins: modules of other packages that add to careguide, which these packages name in an entry point."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import PathFinder
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple

from careguide.project import ProjectError

if TYPE_CHECKING:  # costs more than most checks need: see ``_points``
    from importlib.metadata import EntryPoint


class UnusablePlugin(ProjectError):
    """A package that adds to careguide cannot be used; the message says which, why, and what to do."""

    def __init__(self, package: str, why: str) -> None:
        name = package.partition(" ")[0]
        super().__init__(
            f"the installed package {package} adds to careguide, but cannot be used: {why}.\n"
            f"Nothing has been done. Mend that package, or remove it: pip uninstall {name}"
        )


class Plugin(NamedTuple):
    """A module that a package brings; ``package`` is the package's name and version."""

    package: str
    module: ModuleType


def plugins(group: str) -> Iterator[Plugin]:
    """The modules that installed packages name in a group of entry points, in the order of the packages' names.

    Raises ``UnusablePlugin`` for one that cannot be loaded, or is no module.
    """
    for point in sorted(_points(group), key=lambda point: (_package(point), point.name)):
        yield Plugin(_package(point), _loaded(point))


def plugin_packages(group: str) -> Iterator[str]:
    """The names under which the packages of a group are imported; nothing of them is loaded."""
    for point in _points(group):
        if (named := point.pattern.match(point.value)) and (package := named["module"].partition(".")[0]):
            yield package


def _points(group: str) -> Sequence[EntryPoint]:
    """The entry points of a group. Python's own reader of them is only loaded where a package may have one."""
    if not any(_may_name(folder, group.encode()) for folder in sys.path) and not _foreign_finders():
        return ()
    from importlib.metadata import entry_points

    return tuple(entry_points(group=group))


def _may_name(folder: str, group: bytes) -> bool:
    """Whether packages in a folder of ``sys.path``, or in an archive there, may have entry points of a group."""
    try:
        with os.scandir(folder or ".") as entries:
            told = [entry.path for entry in entries if entry.name.endswith((".dist-info", ".egg-info", ".egg"))]
    except NotADirectoryError:
        return True
    except OSError:
        return False
    return any(path.endswith(".egg") or _says(Path(path, "entry_points.txt"), group) for path in told)


def _says(file: Path, group: bytes) -> bool:
    try:
        return group in file.read_bytes()
    except OSError:
        return False


def _foreign_finders() -> bool:
    """Whether something else than folders and archives may know of installed packages."""
    return any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder)


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.module


def _loaded(point: EntryPoint) -> ModuleType:
    try:
        loaded = point.load()
    except (Exception, SystemExit) as error:  # whatever a foreign module does while it is loaded
        why = f"{point.value} cannot be loaded ({type(error).__name__}: {error})"
        raise UnusablePlugin(_package(point), why) from error
    if not isinstance(loaded, ModuleType):
        raise UnusablePlugin(_package(point), f"its entry point {point.value} names no module")
    return loaded
