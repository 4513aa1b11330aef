"""Changes that are tried before they are made: a guide as it would be, and what would be wrong with it then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careguide.finding import Finding
from careguide.pipeline import Checked, check_guide
from careguide.project import Project
from careguide.source import reader
from careguide.source.file import SourceFile


def check_as(project: Project, name: str, texts: Mapping[str, str]) -> Checked:
    """Checks a guide as if some of its files, given by the names that findings show, had other texts."""

    def read(path: Path, shown: str) -> tuple[SourceFile, list[Finding]]:
        if shown in texts:
            return reader.read_bytes(texts[shown].encode(), path, shown)
        return reader.read(path, shown)

    return check_guide(project, name, read)


def come(before: Checked, after: Checked) -> tuple[Finding, ...]:
    """The findings of the second check that the first one does not have."""
    more = Counter(map(identity, after.findings)) - Counter(map(identity, before.findings))
    return tuple(finding for finding in after.findings if more[identity(finding)])


def identity(finding: Finding) -> tuple[Any, ...]:
    """What makes two findings of two checks the same: the rule and the place. Lines move, paths do not."""
    place = finding.place
    where = place.path or (place.span.line, finding.message)
    return finding.rule, place.source.name, where, place.part, finding.acknowledged_by is None
