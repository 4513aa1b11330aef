"""Which rules there are: the families in ``rules/``, found by folder, and those that other packages bring."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from careguide import rules as families
from careguide.engine.plugin_rules import plugin_rules
from careguide.engine.rule import Rule, rules_in

ENTRY_POINTS = "careguide.rules"


class DuplicateRule(ValueError):
    """Two of careguide's own rules have one id."""


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its id, sorted by id. Raises ``DuplicateRule``, and ``UnusablePlugin`` for another's rules."""
    own: dict[str, Rule] = {}
    for module in pkgutil.iter_modules(families.__path__):
        for rule in rules_in(import_module(f"{families.__name__}.{module.name}")):
            if rule.id in own:
                raise DuplicateRule(f"two rules are called {rule.id}")
            own[rule.id] = rule
    return dict(sorted({**own, **plugin_rules(ENTRY_POINTS, own)}.items()))
