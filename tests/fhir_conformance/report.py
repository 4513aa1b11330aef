"""What a layer of validation says."""

from __future__ import annotations

from typing import NamedTuple


class Issue(NamedTuple):
    """``severity`` is error or warning; ``where`` is a path in the resource or in the Bundle."""

    severity: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.message}"
