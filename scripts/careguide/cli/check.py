"""``careguide check``: hold guides against their schemas and the rules, and mend what can be mended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.session import FOUND, Session, style, tell
from careguide.reports import formats

if TYPE_CHECKING:
    from careguide.pipeline import Checked
    from careguide.project import Project


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(formats()), default="text", show_default=True, help="How to report."
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without judgement; then report what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], format_: str, strict: bool, fix: bool, diff: bool) -> int:
    """Check guides for faults.

    PATH is the name of a guide, its folder, or a file in it; without one, every guide is checked. A guide is always
    checked whole, because its files refer to each other.

    Findings that an editorial note acknowledges are listed, and never fail a check.

    With --fix, the exit code is that of a check afterwards; with --diff, that of a check as it would be then.
    """
    project = session.project()
    session.stage = "checking"
    from careguide.engine.registry import rules
    from careguide.pipeline import check
    from careguide.reports import report
    from careguide.reports.parts.run import Run
    from careguide.verdict import verdict

    checked = _mended(session, project, paths, format_, diff) if fix or diff else check(project, paths)
    run = Run([verdict(each) for each in checked], rules(), project.root, strict, style())
    session.stage = f"writing the report ({format_})"
    if not diff:
        tell(report(format_, run), run.style)
    return FOUND if run.failed else 0


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
