"""Operations on the spine: what they are called, and what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.words import plain


class SpinalOperation(NamedTuple):
    """A kind of operation; ``names`` are the words that tell it, separated by ``|``."""

    operation: str
    purpose: str
    mesh: str
    names: str
    source: str


def spinal_operations(title: str, mesh: Iterable[str]) -> tuple[SpinalOperation, ...]:
    """The kinds of operation that a title and codes tell, in the order of the table."""
    codes = frozenset(mesh)
    return tuple(row for row in _rows() if row.mesh in codes or re.search(rf"\b({row.names})s?\b", plain(title)))


@cache
def _rows() -> tuple[SpinalOperation, ...]:
    return table.read("spinal-operations", SpinalOperation)
