"""A run: what was found in which guides, and what a report may use to tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from careguide.engine.rule import Rule
from careguide.finding import Finding, Severity
from careguide.reports.parts.style import PLAIN, Style
from careguide.verdict import Quote, Told, Verdict


@dataclass(frozen=True)
class File:
    """A file, its findings in their order, and what may be quoted of the guide's files."""

    name: str
    findings: Sequence[Told]
    quotes: Mapping[str, Quote]


@dataclass(frozen=True)
class Run:
    """``verdicts`` stand in the order of their files; ``root`` is the project's folder, below which their names stand.

    ``style`` is for formats people read. With ``strict``, warnings fail a run as errors do. What a note has
    acknowledged never does.
    """

    verdicts: Sequence[Verdict]
    rules: Mapping[str, Rule]
    root: Path
    strict: bool = False
    style: Style = PLAIN

    @property
    def findings(self) -> Iterator[Told]:
        """All findings, in the order of file, line, column and rule."""
        return (finding for file in self.files for finding in file.findings)

    @property
    def files(self) -> Iterator[File]:
        """All files that were read or have a finding, in their order; no more than one guide is held at a time."""
        for verdict in self.verdicts:
            found: dict[str, list[Told]] = {name: [] for name in verdict.files}
            for finding in sorted(verdict.findings, key=order):
                found[finding.place.file].append(finding)
            for name, findings in found.items():
                yield File(name, findings, verdict.quotes)

    @cached_property
    def counts(self) -> Counts:
        return count(self.findings)

    @cached_property
    def number_of_files(self) -> int:
        return sum(len(verdict.files) for verdict in self.verdicts)

    @cached_property
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


def count(findings: Iterable[Finding | Told]) -> Counts:
    found = Counter(finding.severity if finding.acknowledged_by is None else None for finding in findings)
    return Counts({severity: found[severity] for severity in Severity}, found[None])


def plural(number: int, noun: str) -> str:
    """Such as ``1 error`` or ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def all_of(number: int, noun: str) -> str:
    """Such as ``the error`` or ``the 2 errors``."""
    return f"the {noun}" if number == 1 else f"the {plural(number, noun)}"
