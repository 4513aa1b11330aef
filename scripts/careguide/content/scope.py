"""Over what a rule of treatment holds, and what keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from careguide.content.common import Requirements, Rule
from careguide.content.guide import Guide
from careguide.content.part import Unit, once
from careguide.content.references import GUIDE, UNRESOLVED

_WAYS = {"lying": ("supine", "prone", "side-lying"), "upright": ("sitting", "standing")}
_FIELDS = ("direction", "setting", "position", "tempo", "effort")

_SETTINGS = ("self", "home", "specialist", "hospital")


def scope(rule: Rule, guide: Guide) -> Unit | None:
    """The unit over which a rule holds: the overview for the whole guide, ``None`` where that is left open."""
    if rule.scope == GUIDE:
        return guide.overview
    if rule.scope in ("", UNRESOLVED):
        return None
    return guide.resolve(rule.scope, rule)


def holds_within(outer: Unit, unit: Unit, guide: Guide) -> bool:
    """Whether a unit is the outer one or stands inside it; everything stands inside the overview."""
    return outer is guide.overview or f"{unit.address}.".startswith(f"{outer.address}.")


class Demand(NamedTuple):
    """A rule that asks for something, what it asks for, and which of the guide's rules it is."""

    rule: Rule
    asked: Requirements
    order: int


def demands(unit: Unit, guide: Guide, field: str) -> Sequence[Demand]:
    """The rules in whose scope a unit stands, and that ask for a field, in reading order.

    Of rules over the same unit that ask for the same, only the first: the others would find the same once more.
    """
    by_scope = _demands(guide)
    steps = unit.address.split(".") if unit.address else []
    over = ["", *(".".join(steps[:depth]) for depth in range(1, len(steps) + 1))]
    found = (demand for address in over for demand in by_scope.get((address, field), ()))
    return sorted(found, key=lambda demand: demand.order)


def order_of(rule: Rule, guide: Guide) -> int:
    """Which of the guide's rules a rule is."""
    return _orders(guide)[id(rule)]


@once
def _orders(guide: Guide) -> Mapping[int, int]:
    return {id(rule): order for order, rule in enumerate(guide.rules)}


@once
def _demands(guide: Guide) -> Mapping[tuple[str, str], Sequence[Demand]]:
    """What the rules ask for, by the address of the unit over which they hold, and by field."""
    found: dict[tuple[str, str], dict[object, Demand]] = {}
    for order, rule in enumerate(guide.rules):
        over = scope(rule, guide) if rule.requires else None
        for field in _FIELDS if over and rule.requires else ():
            value = getattr(rule.requires, field)
            if over and value and rule.requires:
                found.setdefault((over.address, field), {}).setdefault(value, Demand(rule, rule.requires, order))
    return {key: tuple(asked.values()) for key, asked in found.items()}


def keeps_position(position: str, allowed: Sequence[str]) -> bool:
    """Whether a position is one of those allowed. “Lying” allows every way of it and is one of each; so “upright”."""
    if position == "source-unspecified" or position in allowed:
        return True
    return any(
        (position in ways and wide in allowed) or (position == wide and any(p in ways for p in allowed))
        for wide, ways in _WAYS.items()
    )


def keeps_setting(setting: str, demanded: str) -> bool:
    """Whether a setting gives at least the supervision that is demanded."""
    if setting not in _SETTINGS or demanded not in ("specialist", "hospital"):
        return True
    return _SETTINGS.index(setting) >= _SETTINGS.index(demanded)
