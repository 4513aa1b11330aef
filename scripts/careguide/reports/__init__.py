"""Findings → words, one module per format: each has ``report``, which makes one text of a run."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from careguide.reports.parts.run import Run


def formats() -> list[str]:
    """The names of the formats: the modules of this folder, ``text`` first."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg]
    return sorted(names, key=lambda name: (name != "text", name))


def report(name: str, run: Run) -> str:
    """The report of a run in the format of that name; it ends with a line break, or is empty."""
    module = import_module(f"{__name__}.{name}")
    return cast("Callable[[Run], str]", module.report)(run)
