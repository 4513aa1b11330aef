"""Everything that a report can name: the rules, and the checks of files as such."""

from __future__ import annotations

from collections.abc import Mapping

from careguide.engine.file_checks import FILE_CHECKS, FileCheck
from careguide.engine.registry import rules
from careguide.engine.rule import Rule

Entry = Rule | FileCheck


def catalogue() -> Mapping[str, Entry]:
    """Every entry by its id, sorted by id."""
    found: dict[str, Entry] = {**FILE_CHECKS, **rules()}
    return dict(sorted(found.items()))


def marks(entry: Entry) -> list[str]:
    """What to know of an entry at a glance; its severity comes first."""
    told = [entry.severity.value]
    told += ["fixable"] if entry.fixable else []
    told += [] if entry.acknowledgeable else ["cannot be acknowledged"]
    told += [f"from {entry.package}"] if entry.package else []
    return told
