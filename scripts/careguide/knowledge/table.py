"""Reads a table of this folder."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TypeVar

Row = TypeVar("Row")


def read(name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of ``<name>.csv``; its columns are the fields of ``row``, a named tuple, and every value is text."""
    text = Path(__file__).with_name(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(row(**cells) for cells in csv.DictReader(io.StringIO(text)))
