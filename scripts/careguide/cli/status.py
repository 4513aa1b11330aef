"""``careguide status``: how far guides have come."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from careguide.cli.shell.formats import format_option
from careguide.cli.shell.session import FOUND, Session, style, tell


@click.command("status")
@click.argument("guides", metavar="[GUIDE]...", nargs=-1, type=click.Path(path_type=Path))
@format_option("status")
@click.pass_obj
def command(session: Session, guides: tuple[Path, ...], format_: str) -> int:
    """Show how far guides have come.

    For each guide: the status of its files, their sign-offs and whether these still hold, open notes by severity,
    coverage, findings, and what stands between it and a release.

    Exit code 1 only for a guide that cannot be understood.
    """
    project = session.project()
    session.stage = "reading the guides"
    from careguide.clock import today
    from careguide.pipeline import check
    from careguide.review.state import state

    states = [state(checked, today()) for checked in check(project, guides)]
    session.stage = f"writing the report ({format_})"
    look = style()
    tell(import_module(f"careguide.reports.status.{format_}").report(states, look), look)
    return FOUND if any(each.checked.guide is None for each in states) else 0
