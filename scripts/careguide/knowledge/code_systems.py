"""The code systems that guides may use: their canonical URIs, and the notice that must go with them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class CodeSystem(NamedTuple):
    """A published classification; ``notice`` must stand in every export that uses one of its codes."""

    system: str
    title: str
    uri: str
    notice: str
    source: str


@cache
def code_systems() -> Mapping[str, CodeSystem]:
    """Each code system by the short name that the sources use."""
    with (files(__package__) / "code-systems.csv").open(encoding="utf-8", newline="") as table:
        return {row["system"]: CodeSystem(**row) for row in csv.DictReader(table)}
