"""A run: what was found in which guides, and what a report may use to tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from careguide.engine.rule import Rule
from careguide.finding import Finding, Severity
from careguide.reports.parts.style import PLAIN, Style
from careguide.verdict import Quote, Told, Verdict


@dataclass(frozen=True)
class Run:
    """``root`` is the project's folder, below which the names of all files stand; ``style`` is for formats people read.

    With ``strict``, warnings fail a run as errors do. What a note has acknowledged never does.
    """

    verdicts: Sequence[Verdict]
    rules: Mapping[str, Rule]
    root: Path
    strict: bool = False
    style: Style = PLAIN

    @cached_property
    def findings(self) -> tuple[Told, ...]:
        """All findings, in the order of file, line, column and rule."""
        return tuple(sorted((f for verdict in self.verdicts for f in verdict.findings), key=order))

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The names of all files that were read or have a finding, sorted."""
        return tuple(sorted({file for verdict in self.verdicts for file in verdict.files}))

    @cached_property
    def quotes(self) -> Mapping[str, Quote]:
        """What reports may quote of the files, by their names."""
        return {file: quote for verdict in self.verdicts for file, quote in verdict.quotes.items()}

    def of(self, file: str) -> tuple[Told, ...]:
        """The findings in one file, in their order."""
        return self._by_file.get(file, ())

    @cached_property
    def _by_file(self) -> Mapping[str, tuple[Told, ...]]:
        found: dict[str, list[Told]] = {}
        for finding in self.findings:
            found.setdefault(finding.place.file, []).append(finding)
        return {file: tuple(findings) for file, findings in found.items()}

    @cached_property
    def counts(self) -> Counts:
        return count(self.findings)

    @property
    def failed(self) -> bool:
        return any(map(self.fails, self.findings))

    def fails(self, finding: Told) -> bool:
        """Whether this finding alone makes the run fail."""
        fatal = (Severity.ERROR, Severity.WARNING) if self.strict else (Severity.ERROR,)
        return finding.acknowledged_by is None and finding.severity in fatal


@dataclass(frozen=True)
class Counts:
    """How many findings there are of each severity that nobody has acknowledged, and how many acknowledged ones."""

    open: Mapping[Severity, int]
    acknowledged: int

    def __str__(self) -> str:
        """Such as ``2 errors, 1 warning``; empty where all counts are zero."""
        return ", ".join(plural(number, severity) for severity, number in self.open.items() if number)


def order(finding: Told) -> tuple[str, int, int, str, str]:
    """The order in which findings are told: file, line, column, rule, words."""
    line, column, *_ = finding.place.span
    return finding.place.file, line, column, finding.rule, finding.message


def count(findings: Sequence[Finding | Told]) -> Counts:
    found = Counter(finding.severity for finding in findings if finding.acknowledged_by is None)
    return Counts({severity: found[severity] for severity in Severity}, len(findings) - found.total())


def plural(number: int, noun: str) -> str:
    """Such as ``1 error`` or ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def all_of(number: int, noun: str) -> str:
    """Such as ``the error`` or ``the 2 errors``."""
    return f"the {noun}" if number == 1 else f"the {plural(number, noun)}"
