"""The formats that a guide can be exported to: one module each, and those that other packages bring."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from careguide.plugins import UnusablePlugin, plugins

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


@runtime_checkable
class Delegating(Exporter, Protocol):
    """An exporter that can let another program work, and other exporters meanwhile."""

    def begun(self, edition: Edition) -> AbstractContextManager[Callable[[], bytes]]:
        """Like ``export``: in the context the program works, and what it gives waits for the whole file."""


@cache
def exporters() -> Mapping[str, Exporter]:
    """Every exporter by its name, sorted: the modules of this folder, and those that other packages bring.

    Raises ``UnusablePlugin``.
    """
    own = (cast("Exporter", import_module(f"{__name__}.{module.name}")) for module in pkgutil.iter_modules(__path__))
    found = {exporter.NAME: exporter for exporter in own}
    for package, module in plugins(ENTRY_POINTS):
        if lacking := [name for name in ("NAME", "SUFFIX", "export", "notes") if not hasattr(module, name)]:
            raise UnusablePlugin(package, f"its exporter {module.__name__} lacks {', '.join(lacking)}")
        exporter = cast("Exporter", module)
        if exporter.NAME in found:
            raise UnusablePlugin(package, f"there is another exporter called “{exporter.NAME}”")
        found[exporter.NAME] = exporter
    return dict(sorted(found.items()))
