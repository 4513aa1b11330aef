"""Guides whose Bundles are tested: those of the project, and one that uses every field of the content model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careguide.content.bind import bind
from careguide.edition import Edition
from careguide.source.file import SourceFile
from careguide.source.reader import read

CLONE = Path(__file__).resolve().parents[1]
EVERYTHING = CLONE / "tests" / "fhir" / "everything"
BASE = "https://example.org/careguide"

Values = dict[str, Any]


def edition(name: str) -> Edition:
    """A guide of the project."""
    return _edition(_values(CLONE / "sources" / name))


def everything(values: Mapping[str, Values] | None = None) -> Edition:
    """The guide that uses every field, or what has been made of its values."""
    return _edition(values or everything_values())


def everything_values() -> dict[str, Values]:
    """The values of its files by kind, for a test to change."""
    return _values(EVERYTHING)


def _values(folder: Path) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for path in sorted(folder.glob("*.yaml")):
        source, faults = read(path, path.name)
        assert not faults, [fault.message for fault in faults]
        assert isinstance(source.value, dict)
        found[path.stem] = source.value
    return found


def _edition(values: Mapping[str, Values]) -> Edition:
    sources = {kind: SourceFile(Path(f"{kind}.yaml"), f"{kind}.yaml", value=value) for kind, value in values.items()}
    return Edition(bind(sources), "careguide contributors", BASE, {})
