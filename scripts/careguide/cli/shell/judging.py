"""Many guides → what there is to say about each, from the cache where nothing has changed."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from careguide.cli.shell.failure import Failed
from careguide.cli.shell.workers import Task, Workers

if TYPE_CHECKING:
    from careguide.cache.evidence import Evidence, Moment
    from careguide.cache.ledger import Ledger
    from careguide.project import Project
    from careguide.reports.parts.verdict import Packed

_LONGEST = 200_000
"""A verdict of more bytes than this is found anew each time."""


def judged(
    project: Project, names: Sequence[str], workers: Workers, ledger: Ledger[Packed] | None
) -> Generator[Packed | Failed]:
    """What is found in each guide, in the order of the names, and what keeps others from being judged."""
    task = Task(partial(judge, project, ledger.moment if ledger else None), "checking")
    anew = {name for name in names if not (ledger and ledger.entry(name))}
    found = workers.each(task, [name for name in names if name in anew])
    for name in names:
        entry = ledger.entry(name) if ledger and name not in anew else None
        if entry:
            yield entry.held
            continue
        outcome = next(found) if name in anew else task(name)  # it has changed just now
        if isinstance(outcome, Failed):
            yield outcome
            continue
        packed, evidence = outcome
        if ledger and len(packed.data) <= _LONGEST:
            ledger.keep(name, packed, evidence)
        yield packed


def judge(project: Project, moment: Moment | None, name: str) -> tuple[Packed, Evidence]:
    """Checks one guide by name, and keeps nothing of it but what there is to say.

    With a ``moment`` before it, also gives what the verdict rests on, so that it can be remembered.
    """
    from careguide.pipeline import check_with_evidence
    from careguide.reports.parts.verdict import Packed, verdict

    checked, evidence = check_with_evidence(project, moment, name)
    return Packed.of(verdict(checked)), evidence
