"""The codes that have been looked up, one by one, in the classifications themselves.

It is no copy of any classification: whoever uses a further code looks it up and adds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table


class KnownCode(NamedTuple):
    """A code, its name (empty where that may not be kept) and what kind of thing it stands for."""

    system: str
    code: str
    display: str
    kind: str
    source: str

    def is_called(self, name: str) -> bool:
        """Whether this is the code's name, whatever the case and the spaces."""
        return not self.display or " ".join(name.split()).casefold() == self.display.casefold()


def known_code(system: str, code: str) -> KnownCode | None:
    """What is known of a code."""
    return _codes().get((system, code))


def known_codes(system: str) -> list[str]:
    """Every code of a system that has been looked up."""
    return [known.code for known in _codes().values() if known.system == system]


@cache
def _codes() -> Mapping[tuple[str, str], KnownCode]:
    return {(row.system, row.code): row for row in table.read("codes", KnownCode)}
