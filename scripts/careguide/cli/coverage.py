"""``careguide coverage``: which units carry each block of the source document."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from careguide.cli.shell.document import read_blocks
from careguide.cli.shell.formats import format_option
from careguide.cli.shell.refusal import refuse
from careguide.cli.shell.session import FOUND, Session, style, tell


@click.command("coverage")
@click.argument("guide", metavar="GUIDE", type=click.Path(path_type=Path))
@click.option(
    "--document",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The source document itself, as text: every hash is held against it.",
)
@format_option("coverage")
@click.pass_obj
def command(session: Session, guide: Path, document: Path | None, format_: str) -> int:
    """Show what became of each source block.

    Every block is cited by the units that carry it, or excluded with a reason. With --document, blocks that have
    moved, differ, are missing or are new are told apart, and figures of the document that no unit carries are listed.
    Anything unmapped, different or lost gives exit code 1.
    """
    project = session.project()
    session.stage = "reading the document"
    found = None if document is None else read_blocks(document)
    session.stage = "reading the guide"
    from careguide.pipeline import check
    from careguide.reports.parts.survey import survey

    (checked,) = check(project, [guide])
    if checked.guide is None:
        refuse(checked, project.root, f"The coverage of {checked.name} cannot be told before these are mended.")
        return FOUND
    session.stage = f"writing the report ({format_})"
    result = survey(checked.guide, found, document.name if document else "", style())
    tell(import_module(f"careguide.reports.coverage.{format_}").report(result), result.style)
    return FOUND if result.failed else 0
