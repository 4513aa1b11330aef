"""Many guides → what there is to say about each, from the cache where nothing has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from careguide.cli.shell.crew import Crew, Task
from careguide.cli.shell.failure import Failed

if TYPE_CHECKING:
    from careguide.cache.ledger import Ledger
    from careguide.project import Project
    from careguide.verdict import Packed

_LONGEST = 200_000
"""A verdict of more bytes than this is found anew each time."""


def judged(
    project: Project, names: Sequence[str], crew: Crew, ledger: Ledger[Packed] | None
) -> Iterator[Packed | Failed]:
    """What is found in each guide, in the order of the names, and what keeps others from being judged."""
    from careguide.pipeline import judge

    known = {name: entry.held for name in names if ledger and (entry := ledger.entry(name))}
    anew = [name for name in names if name not in known]
    found = crew.each(Task(partial(judge, project, ledger.moment if ledger else None), "checking"), anew)
    for name in names:
        outcome = known.get(name) or next(found)
        if isinstance(outcome, tuple):
            outcome, evidence = outcome
            if ledger and len(outcome.data) <= _LONGEST:
                ledger.keep(name, outcome, evidence)
        yield outcome
