"""The formats that a guide can be exported to: one module each, and those that other packages bring."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from careguide.packages import brought

if TYPE_CHECKING:
    from careguide.edition import Edition, ShownNote

ENTRY_POINTS = "careguide.exporters"


class Exporter(Protocol):
    """What an exporter's module has. ``SUFFIX`` is the end of the file's name, with its full stop."""

    NAME: str
    SUFFIX: str

    def export(self, edition: Edition) -> bytes:
        """The whole file: the same edition gives the same bytes."""

    def notes(self, data: bytes, edition: Edition) -> Mapping[str, ShownNote]:
        """The notes that a finished file shows with a statement, by their addresses, read back from its bytes."""


class DoubleExporter(Exception):
    """Two exporters have the same name."""


@cache
def exporters() -> Mapping[str, Exporter]:
    """Every exporter by its name, sorted: the modules of this folder, and those named by entry points."""
    own = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    others = [module for _, module in brought(ENTRY_POINTS)]
    found: dict[str, Exporter] = {}
    for exporter in map(_exporter, [*own, *others]):
        if found.setdefault(exporter.NAME, exporter) is not exporter:
            raise DoubleExporter(f"two exporters are called {exporter.NAME}")
    return dict(sorted(found.items()))


def _exporter(module: object) -> Exporter:
    return cast("Exporter", module)
