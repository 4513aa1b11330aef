"""Which rules there are: the families in ``rules/``, found by folder, and those that other packages bring."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType

from careguide import rules as families
from careguide.engine.rule import Rule

ENTRY_POINTS = "careguide.rules"


class DuplicateRule(ValueError):
    """Two rules have one id."""


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its id, sorted by id. Raises ``DuplicateRule`` where two share one."""
    found: dict[str, Rule] = {}
    for module in _modules():
        for declared in vars(module).values():
            if isinstance(declared, Rule) and declared.check.__module__ == module.__name__:
                if declared.id in found:
                    raise DuplicateRule(f"two rules are called {declared.id}: rename the one in {module.__name__}")
                found[declared.id] = declared
    return dict(sorted(found.items()))


def _modules() -> Iterator[ModuleType]:
    for module in pkgutil.iter_modules(families.__path__):
        yield import_module(f"{families.__name__}.{module.name}")
    for entry_point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        yield entry_point.load()
