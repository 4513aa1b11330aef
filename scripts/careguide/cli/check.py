"""``careguide check``: hold guides against their schemas and the rules."""

from __future__ import annotations

from pathlib import Path

import click

from careguide.cli.shell.session import FOUND, Session, style, tell
from careguide.reports import formats


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(formats()), default="text", show_default=True, help="How to report."
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], format_: str, strict: bool) -> int:
    """Check guides for faults.

    PATH is the name of a guide, its folder, or a file in it; without one, every guide is checked. A guide is always
    checked whole, because its files refer to each other.

    Findings that an editorial note acknowledges are listed, and never fail a check.
    """
    project = session.project()
    session.stage = "checking"
    from careguide.engine.registry import rules
    from careguide.pipeline import check
    from careguide.reports import report
    from careguide.reports.parts.run import Run

    run = Run(check(project, paths), rules(), project.root, strict, style())
    session.stage = f"writing the report ({format_})"
    tell(report(format_, run), run.style)
    return FOUND if run.failed else 0
