"""A guide as it is published: its content, who publishes it, and the fingerprint of its sources."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from careguide.content.guide import Guide


@dataclass(frozen=True, eq=False)
class Edition:
    """What an exporter is handed. Nothing else may reach an export: no clock, no environment, no path.

    It equals nothing but itself, so that what is made of it can be kept for the next exporter.

    ``publisher`` and ``canonical`` (the base of all canonical URLs, without a slash at the end) are the content
    project's; ``sources`` maps each source file's name inside the guide's folder to its SHA-256 in hexadecimal.
    """

    guide: Guide
    publisher: str
    canonical: str
    sources: Mapping[str, str]

    @property
    def fingerprint(self) -> str:
        """The SHA-256, in hexadecimal, of the sorted lines ``<sha256>  <name>`` of all sources."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self.sources.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


class ShownNote(NamedTuple):
    """A note as a finished file shows it: the address of the unit it stands with, and its words."""

    unit: str
    text: str


@dataclass(frozen=True)
class Export:
    """A finished file of an edition: its format, and the notes that it shows with a statement, by their addresses."""

    edition: Edition
    format: str
    notes: Mapping[str, ShownNote]
