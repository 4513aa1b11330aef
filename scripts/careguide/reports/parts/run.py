"""A run: what was checked, what was found, and what a report may use to tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from careguide.content.part import Note
from careguide.engine.rule import Rule
from careguide.engine.run import order
from careguide.finding import Finding, Severity
from careguide.pipeline import Checked
from careguide.reports.parts.style import PLAIN, Style


@dataclass(frozen=True)
class Run:
    """``root`` is the project's folder, below which the names of all files stand; ``style`` is for formats people read.

    With ``strict``, warnings fail a run as errors do. What a note has acknowledged never does.
    """

    checked: Sequence[Checked]
    rules: Mapping[str, Rule]
    root: Path
    strict: bool = False
    style: Style = PLAIN

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of file, line, column and rule."""
        return tuple(sorted((f for checked in self.checked for f in checked.findings), key=order))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The names of all files that were read or have a finding, sorted."""
        read = {source.name for checked in self.checked for source in checked.sources.values()}
        return tuple(sorted(read | {finding.place.source.name for finding in self.findings}))

    def of(self, file: str) -> tuple[Finding, ...]:
        """The findings in one file, in their order."""
        return self._by_file.get(file, ())

    @cached_property
    def _by_file(self) -> Mapping[str, tuple[Finding, ...]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.place.source.name, []).append(finding)
        return {file: tuple(findings) for file, findings in found.items()}

    @cached_property
    def counts(self) -> Counts:
        return count(self.findings)

    @property
    def failed(self) -> bool:
        return any(map(self.fails, self.findings))

    def fails(self, finding: Finding) -> bool:
        """Whether this finding alone makes the run fail."""
        fatal = (Severity.ERROR, Severity.WARNING) if self.strict else (Severity.ERROR,)
        return finding.acknowledged_by is None and finding.severity in fatal

    def note(self, finding: Finding) -> Note | None:
        """The editorial note that acknowledges a finding."""
        return self._notes.get((finding.place.source.name, finding.acknowledged_by or ""))

    @cached_property
    def _notes(self) -> Mapping[tuple[str, str], Note]:
        from careguide.content.part import Note

        parts = (part for checked in self.checked if checked.guide for part in checked.guide.walk())
        return {(part.place.source.name, part.address): part for part in parts if isinstance(part, Note)}


@dataclass(frozen=True)
class Counts:
    """How many findings there are of each severity that nobody has acknowledged, and how many acknowledged ones."""

    open: Mapping[Severity, int]
    acknowledged: int

    def __str__(self) -> str:
        """Such as ``2 errors, 1 warning``; empty where all counts are zero."""
        return ", ".join(plural(number, severity) for severity, number in self.open.items() if number)


def count(findings: Sequence[Finding]) -> Counts:
    found = Counter(finding.severity for finding in findings if finding.acknowledged_by is None)
    return Counts({severity: found[severity] for severity in Severity}, len(findings) - found.total())


def plural(number: int, noun: str) -> str:
    """Such as ``1 error`` or ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
