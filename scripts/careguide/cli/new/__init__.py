"""``careguide new``: begin a guide, a modality or a note."""

from __future__ import annotations

import click

from careguide.cli.shell.commands import Folder


@click.command("new", cls=Folder, package=__name__)
def command() -> None:
    """Begin a guide, a modality or a note.

    What is there already is never overwritten.
    """
