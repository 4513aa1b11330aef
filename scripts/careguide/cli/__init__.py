"""The command ``careguide``: one module of this folder for each command under it."""

from __future__ import annotations

from pathlib import Path

import click

from careguide import __version__
from careguide.cli.shell.commands import Commands
from careguide.cli.shell.session import Session


@click.command(
    cls=Commands,
    package=__name__,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 nothing of severity error; 1 findings (with --strict, warnings too); 2 wrong usage, no "
    "project, or a package that adds to careguide and cannot be used; 3 an internal error, or the machine failed: a "
    "full disk, no pandoc; 130 stopped by Ctrl-C, 143 by SIGTERM; 141 nobody reads what is printed. "
    "CAREGUIDE_DEBUG=1 shows where in the program an internal error happened.",
)
@click.option(
    "--project",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The folder of the project, with its careguide.toml. Otherwise the nearest one upwards from here.",
)
@click.version_option(__version__, prog_name="careguide", message="%(prog)s %(version)s")
@click.pass_obj
def main(session: Session, project: Path | None) -> None:
    """Check treatment guides, and export them as EPUB, DOCX and FHIR."""
    session.folder = project
