"""Addresses that other programs use: JSON Pointers, units and fields by name, files from the top of a checkout."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from careguide.source.place import Place, TreePath


def pointer(path: TreePath) -> str:
    """The path of a place as a JSON Pointer (RFC 6901): empty for a whole file."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def address(place: Place) -> str:
    """The address of the unit that a place is in, and its field, such as ``massage.thoracic.vibration.position``.

    It stays the same when units are moved about or others are added, which lines and indices do not.
    """
    kind = Path(place.source.name).stem
    names = [] if kind == "guide" else [kind]
    since: list[str] = []
    value = place.source.value
    for step in place.path:
        value = _child(value, step)
        own = value.get("id") if isinstance(value, dict) else None
        since.append(str(step))
        if isinstance(own, str):
            names.append(own)
            since.clear()
    return ".".join([*names, *since])


def _child(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def in_checkout(name: str, root: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The name of a file from the top of the checkout, where a CI service says which folder that is.

    A project may stand in a folder of its repository; services that annotate lines count from the top.
    """
    checkout = environment.get("GITHUB_WORKSPACE")
    if checkout and root.resolve().is_relative_to(Path(checkout).resolve()):
        return (root.resolve().relative_to(Path(checkout).resolve()) / name).as_posix()
    return name
