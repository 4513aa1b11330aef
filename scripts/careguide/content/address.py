"""Addresses: what a unit is called from the guide downwards, such as ``massage.thoracic.vibration``."""

from __future__ import annotations

from collections.abc import Container


def inside(parent: str, own: str | None) -> str:
    """The address of what stands in something of the address ``parent``; its own where it has no id."""
    return f"{parent}.{own}" if parent and own else own or parent


def resolve(reference: str, at: str, known: Container[str]) -> str | None:
    """The address that a reference in the unit ``at`` means, of those that are known.

    It is that of a unit beside this one, or beside one of its parents, or one from the guide downwards.
    """
    scope = at
    while scope:
        scope, _, _ = scope.rpartition(".")
        if (meant := inside(scope, reference)) in known:
            return meant
    return None
