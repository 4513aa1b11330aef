"""The code systems that guides may use: their canonical URIs, and the notice that must go with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table


class CodeSystem(NamedTuple):
    """A published classification.

    ``notice`` must stand in every export that uses one of its codes; ``names`` says whether the classification's own
    names for the codes may stand there as well (``given``), or only the codes (``withheld``).
    """

    system: str
    title: str
    short: str
    uri: str
    names: str
    notice: str
    source: str

    def exported_name(self, name: str) -> str:
        """What an export may call a code that has this name; empty where it gives the code alone."""
        return name if self.names == "given" else ""


@cache
def code_systems() -> Mapping[str, CodeSystem]:
    """Each code system by the short name that the sources use."""
    return {row.system: row for row in table.read("code-systems", CodeSystem)}
