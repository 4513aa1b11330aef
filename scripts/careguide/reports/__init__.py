"""Findings → words, one module per format: each has ``report``, which makes a text of a run, piece by piece."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from careguide.reports.parts.run import Run


def formats(of: str = "") -> list[str]:
    """The names of the formats, ``text`` first: the modules of this folder, or ``of`` a folder in it."""
    folders = [f"{path}/{of}" for path in __path__]
    names = [module.name for module in pkgutil.iter_modules(folders) if not module.ispkg]
    return sorted(names, key=lambda name: (name != "text", name))


def report(name: str, run: Run) -> str:
    """The report of a run in the format of that name; it ends with a line break, or is empty."""
    return "".join(pieces(name, run))


def pieces(name: str, run: Run) -> Iterator[str]:
    """The same in pieces, each as soon as it can be told: so that of many guides only one is held at a time."""
    module = import_module(f"{__name__}.{name}")
    return filter(None, cast("Callable[[Run], Iterator[str]]", module.report)(run))
