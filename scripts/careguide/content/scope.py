"""Over what a rule of treatment holds, and what keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careguide.content.common import Requirements, Rule
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.references import GUIDE, UNRESOLVED

_WAYS = {"lying": ("supine", "prone", "side-lying"), "upright": ("sitting", "standing")}
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


def demands(unit: Unit, guide: Guide) -> Iterator[tuple[Rule, Requirements]]:
    """The rules in whose scope a unit stands, each with what it asks for, in reading order."""
    for rule in guide.rules:
        over = scope(rule, guide) if rule.requires else None
        if rule.requires and over and holds_within(over, unit, guide):
            yield rule, rule.requires


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
