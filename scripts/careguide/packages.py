"""What other packages add to careguide: modules that they name in an entry point."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import NamedTuple

from careguide.project import ProjectError


class UnusablePackage(ProjectError):
    """A package that adds to careguide cannot be used; the message says which, why, and what to do."""

    def __init__(self, package: str, why: str) -> None:
        name = package.partition(" ")[0]
        super().__init__(
            f"the installed package {package} adds to careguide, but cannot be used: {why}.\n"
            f"Nothing has been done. Mend that package, or remove it: pip uninstall {name}"
        )


class Brought(NamedTuple):
    """A module that a package brings; ``package`` is the package's name and version."""

    package: str
    module: ModuleType


def brought(group: str) -> Iterator[Brought]:
    """The modules that installed packages name in a group of entry points, in the order of the packages' names.

    Raises ``UnusablePackage`` for one that cannot be loaded, or is no module.
    """
    for point in sorted(entry_points(group=group), key=lambda point: (_package(point), point.name)):
        yield Brought(_package(point), _loaded(point))


def bringing(group: str) -> Iterator[str]:
    """The names under which the packages of a group are imported; nothing of them is loaded."""
    for point in entry_points(group=group):
        if (named := point.pattern.match(point.value)) and (package := named["module"].partition(".")[0]):
            yield package


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.module


def _loaded(point: EntryPoint) -> ModuleType:
    try:
        loaded = point.load()
    except (Exception, SystemExit) as error:  # whatever a foreign module does while it is loaded
        why = f"{point.value} cannot be loaded ({type(error).__name__}: {error})"
        raise UnusablePackage(_package(point), why) from error
    if not isinstance(loaded, ModuleType):
        raise UnusablePackage(_package(point), f"its entry point {point.value} names no module")
    return loaded
