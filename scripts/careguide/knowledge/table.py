"""Reads a table of this folder."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import NamedTuple, TypeVar

Row = TypeVar("Row", bound=NamedTuple)


def read(name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of ``<name>.csv``; its columns are the fields of ``row``, and every value is text."""
    with (files(__package__) / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return tuple(row(**cells) for cells in csv.DictReader(table))
