"""Makes each fault, one at a time, checks the guide, and holds what is found against what was done."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from multiprocessing import get_context
from pathlib import Path

from careguide.finding import Finding
from careguide.pipeline import check_guide
from careguide.project import Project
from careguide.source.file import SourceFile
from careguide.source.reader import read_bytes
from faults.ground import Fault, Ground, Line
from faults.kind import Kind, kinds

CHUNKS = 4
"""A kind is divided among the processes into so many parts."""


@dataclass(frozen=True)
class Found:
    """A finding that the fault has brought: where it is shown, and whether that is where the fault is."""

    rule: str
    line: Line
    message: str
    right: bool


@dataclass(frozen=True)
class Outcome:
    """What became of one fault."""

    where: str
    found: tuple[Found, ...]

    @property
    def caught(self) -> bool:
        return bool(self.found)

    @property
    def right(self) -> bool:
        return any(found.right for found in self.found)

    @property
    def collateral(self) -> int:
        """How many findings there are beyond the one that is wanted."""
        return max(len(self.found) - 1, 0)


@dataclass(frozen=True)
class Result:
    """A kind of fault and what became of it at each place."""

    kind: Kind
    outcomes: Sequence[Outcome] = field(default_factory=list)

    @property
    def places(self) -> int:
        return len(self.outcomes)

    @property
    def caught(self) -> int:
        return sum(outcome.caught for outcome in self.outcomes)

    @property
    def right(self) -> int:
        return sum(outcome.right for outcome in self.outcomes)

    @property
    def collateral(self) -> int:
        return sum(outcome.collateral for outcome in self.outcomes)

    @property
    def rules(self) -> Counter[str]:
        return Counter(outcome.found[0].rule for outcome in self.outcomes if outcome.found)


class Harness:
    """Judges faults on one guide; unchanged files are read once."""

    def __init__(self, project: Project, name: str) -> None:
        self.ground = Ground(project, name)
        self._open = Counter(map(_identity, _waiting(self.ground.checked.findings)))

    def outcome(self, fault: Fault) -> Outcome:
        before = Counter(self._open)
        brought = []
        for finding in self._findings(fault):
            identity = _identity(finding)
            if before[identity]:
                before[identity] -= 1
            else:
                brought.append(_found(finding, fault))
        return Outcome(fault.where, tuple(sorted(brought, key=lambda found: not found.right)))

    def _findings(self, fault: Fault) -> Iterator[Finding]:
        def read(path: Path, name: str) -> tuple[SourceFile, list[Finding]]:
            if name == fault.file:
                return read_bytes(fault.text.encode(), path, name)
            return self._sources[name], []

        return _waiting(check_guide(self.ground.project, self.ground.name, read).findings)

    @cached_property
    def _sources(self) -> dict[str, SourceFile]:
        return {source.name: source for source in self.ground.sources}


def measure(
    project: Path, name: str, processes: int, only: Collection[str], progress: Callable[[int, int], None]
) -> list[Result]:
    """Every kind of fault of these names, at every place, in the order of the kinds; ``progress`` is told how far."""
    wanted = [index for index, kind in enumerate(kinds()) if kind.name in only]
    outcomes: dict[int, dict[int, Outcome]] = {index: {} for index in wanted}
    tasks = [(index, part) for index in wanted for part in range(CHUNKS)]
    with get_context("spawn").Pool(processes, _begin, (project, name)) as pool:
        for done, (index, part) in enumerate(pool.imap_unordered(_part, tasks), start=1):
            outcomes[index].update(part)
            progress(done, len(tasks))
    return [Result(kinds()[index], [held for _, held in sorted(found.items())]) for index, found in outcomes.items()]


_harness: list[Harness] = []


def _begin(project: Path, name: str) -> None:
    _harness[:] = [Harness(Project(project), name)]
    gc.freeze()


def _part(task: tuple[int, int]) -> tuple[int, dict[int, Outcome]]:
    """Every CHUNKS-th place of a kind, by its number."""
    index, part = task
    (harness,) = _harness
    faults = enumerate(kinds()[index].make(harness.ground))
    return index, {number: harness.outcome(fault) for number, fault in faults if number % CHUNKS == part}


def _waiting(findings: Sequence[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.acknowledged_by is None)


def _identity(finding: Finding) -> tuple[str, str, str]:
    """Lines move; what is said does not."""
    return finding.rule, finding.place.source.name, finding.message


def _found(finding: Finding, fault: Fault) -> Found:
    places = [finding.place, *(related.place for related in finding.related)]
    shown = [(place.source.name, place.span.line) for place in places]
    return Found(finding.rule, shown[0], finding.message, any(line in fault.lines for line in shown))
