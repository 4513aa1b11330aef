"""A run: what was found in which guides, and what a report may use to tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from careguide.engine.rule import Rule
from careguide.finding import Finding, Severity
from careguide.reports.parts.style import PLAIN, Style
from careguide.reports.parts.verdict import Quote, Told, Verdict


@dataclass(frozen=True)
class File:
    """A file, its findings in their order, and what may be quoted of the guide's files."""

    name: str
    findings: Sequence[Told]
    quotes: Mapping[str, Quote]


@dataclass
class Tally:
    """What has been gone through, in numbers: guides, files, and the findings that nobody has acknowledged.

    ``hit`` is the number of files with such findings; ``worst`` names the first rule with one, for each severity.
    """

    guides: int = 0
    files: int = 0
    hit: int = 0
    acknowledged: int = 0
    open: Counter[Severity] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    worst: dict[Severity, str] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        return Counts({severity: self.open[severity] for severity in Severity}, self.acknowledged)

    def take(self, findings: Iterable[Told]) -> None:
        """Counts a file with its findings."""
        before = self.open.total()
        for finding in findings:
            if finding.acknowledged_by is None:
                self.open[finding.severity] += 1
                self.rules[finding.rule] += 1
                self.worst.setdefault(finding.severity, finding.rule)
            else:
                self.acknowledged += 1
        self.files += 1
        self.hit += self.open.total() > before


class Verdicts(Protocol):
    """Verdicts, in the order in which their files are told, and how many there will be."""

    def __iter__(self) -> Iterator[Verdict]: ...

    def __len__(self) -> int: ...


@dataclass
class Run:
    """``verdicts`` stand in the order of their files; ``root`` is the project's folder, below which their names stand.

    ``style`` is for formats people read. With ``strict``, warnings fail a run as errors do. What a note has
    acknowledged never does. ``tally`` counts what was gone through since a report last began with the first guide.
    """

    verdicts: Verdicts
    rules: Mapping[str, Rule]
    root: Path
    strict: bool = False
    style: Style = PLAIN
    tally: Tally = field(init=False, default_factory=Tally)

    @property
    def files(self) -> Iterator[File]:
        """All files that were read or have a finding, in their order; no more than one guide is held at a time."""
        tally = self.tally = Tally()
        for verdict in self.verdicts:
            tally.guides += 1
            found: dict[str, list[Told]] = {name: [] for name in verdict.files}
            for finding in sorted(verdict.findings, key=order):
                found[finding.place.file].append(finding)
            for name, findings in found.items():
                tally.take(findings)
                yield File(name, findings, verdict.quotes)

    @property
    def failed(self) -> bool:
        """Whether anything that was gone through makes the run fail."""
        return any(self.tally.open[severity] for severity in self._fatal)

    def fails(self, finding: Told) -> bool:
        """Whether this finding alone makes the run fail."""
        return finding.acknowledged_by is None and finding.severity in self._fatal

    @property
    def _fatal(self) -> Sequence[Severity]:
        return (Severity.ERROR, Severity.WARNING) if self.strict else (Severity.ERROR,)


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
    """Such as ``1 error`` or ``2,000 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def all_of(number: int, noun: str) -> str:
    """Such as ``the error`` or ``the 2 errors``."""
    return f"the {noun}" if number == 1 else f"the {plural(number, noun)}"
