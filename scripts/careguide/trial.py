"""Changes that are tried before they are made: a guide as it would be, and what would be wrong with it then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from careguide.finding import Finding
from careguide.pipeline import Checked, check_guide
from careguide.project import Project
from careguide.source.file import SourceFile
from careguide.source.reader import Reader, read, read_text

Trial = Callable[[Mapping[str, str]], Checked]
"""Checks a guide with other texts for some of its files, given by the names that findings show."""


def check_as(
    project: Project, name: str, texts: Mapping[str, str], otherwise: Reader = read, unsaved: Iterable[Path] = ()
) -> Checked:
    """Checks a guide as if some of its files, given by the names that findings show, had other texts.

    ``otherwise`` reads the other files. For ``unsaved`` see ``library.load``.
    """

    def reader(path: Path, shown: str) -> tuple[SourceFile, list[Finding]]:
        return read_text(texts[shown], path, shown) if shown in texts else otherwise(path, shown)

    return check_guide(project, name, reader, unsaved)


def come(before: Checked, after: Checked) -> tuple[Finding, ...]:
    """The findings of the second check that the first one does not have."""
    more = Counter(map(identity, after.findings)) - Counter(map(identity, before.findings))
    return tuple(finding for finding in after.findings if more[identity(finding)])


def identity(finding: Finding) -> tuple[Any, ...]:
    """What makes two findings of two checks the same: the rule and the place. Lines move, paths do not."""
    place = finding.place
    where = place.path or (place.span.line, finding.message)
    return finding.rule, place.source.name, where, place.part, finding.acknowledged_by is None
