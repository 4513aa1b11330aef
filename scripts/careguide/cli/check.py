"""``careguide check``: hold guides against their schemas and the rules, and mend what can be mended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.failure import Failed, all_failed
from careguide.cli.shell.manner import Manner, goes_through_guides
from careguide.cli.shell.memory import remembered
from careguide.cli.shell.progress import Progress
from careguide.cli.shell.session import FOUND, Session, style, tell
from careguide.reports import formats

if TYPE_CHECKING:
    from careguide.cache.store import Cache
    from careguide.pipeline import Checked
    from careguide.project import Project
    from careguide.verdict import Packed


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(formats()), default="text", show_default=True, help="How to report."
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without judgement; then report what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@goes_through_guides
@click.pass_obj
def command(
    session: Session, paths: tuple[Path, ...], format_: str, strict: bool, fix: bool, diff: bool, manner: Manner
) -> int:
    """Check guides for faults.

    PATH is the name of a guide, its folder, or a file in it; without one, every guide is checked. A guide is always
    checked whole, because its files refer to each other.

    Findings that an editorial note acknowledges are listed, and never fail a check.

    With --fix, the exit code is that of a check afterwards; with --diff, that of a check as it would be then.
    """
    project = session.project()
    session.stage = "checking"
    from careguide.engine.registry import rules
    from careguide.reports import report
    from careguide.reports.parts.run import Run
    from careguide.verdict import Packed, Verdicts, verdict

    cache = remembered(session, project, paths, Packed) if manner.cached and not (fix or diff) else None
    if fix or diff:
        outcomes: list[Packed | Failed] = [
            Packed.of(verdict(each)) for each in _mended(session, project, paths, format_, diff)
        ]
    else:
        outcomes = _judged(session, project, paths, manner, cache)
    failures = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    verdicts = Verdicts(outcome for outcome in outcomes if isinstance(outcome, Packed))
    run = Run(verdicts, rules(), project.root, strict, style())
    session.stage = f"writing the report ({format_})"
    code = FOUND if run.failed else 0
    if not diff and (verdicts or not failures):
        text = report(format_, run)
        tell(text, run.style)
        if cache and not failures:
            cache.keep(code, text)
    return max(code, all_failed(failures))


def _judged(
    session: Session, project: Project, paths: Sequence[Path], manner: Manner, cache: Cache[Packed] | None
) -> list[Packed | Failed]:
    """What there is to say about each guide; of those that are as they were, from the cache."""
    from careguide.cli.shell.judging import judged
    from careguide.library import named

    ledger = cache.ledger if cache else None
    names = named(project, paths)
    outcomes: list[Packed | Failed] = []
    try:
        with Progress(manner.quiet) as progress:
            for outcome in judged(project, names, manner.crew, ledger):
                outcomes.append(outcome)
                session.stage = progress.count("checking", len(outcomes), len(names))
    finally:
        if ledger:
            ledger.save(project.guides())
    return outcomes


def _mended(session: Session, project: Project, paths: Sequence[Path], format_: str, diff: bool) -> Sequence[Checked]:
    """The guides after their fixes, or, with a diff, as they would be."""
    from careguide.library import named
    from careguide.mend import mend, write
    from careguide.reports.parts.mended import difference, mended

    session.stage = "mending"
    mendings = [mend(project, name) for name in named(project, paths)]
    if diff:
        tell(difference(mendings))
        tell(mended(mendings, style("stderr"), written=False), style("stderr"), err=True)
        return [mending.after for mending in mendings]
    for index, mending in enumerate(mendings):
        session.stage = f"writing {mending.before.name}"
        mendings[index] = write(project, mending)
    aside = format_ != "text"
    look = style("stderr" if aside else "stdout")
    tell(mended(mendings, look) + ("" if aside else "\n"), look, err=aside)
    return [mending.after for mending in mendings]
