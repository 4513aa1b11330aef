"""``careguide review``: record and verify sign-offs."""

from __future__ import annotations

import click

from careguide.cli.shell.commands import Folder


@click.command("review", cls=Folder, package=__name__)
def command() -> None:
    """Record and verify sign-offs.

    A sign-off carries the fingerprint of what the file said. Layout and comments may change afterwards, and so may
    `status`, `reviews`, `version` and `date`; any other word makes it stale.
    """
