"""What the commands of one call share: the project, and what is being done right now."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from careguide.project import Project
    from careguide.reports.parts.style import Style

FOUND, WRONG, BROKEN = 1, 2, 3
"""The exit codes: there are findings; the command or the project is wrong; careguide itself has failed."""


class Wrong(click.ClickException):
    """Something about the call or the project keeps a command from its work; the message says what."""

    exit_code = WRONG

    def show(self, file: object = None) -> None:
        complain(self.format_message())


@dataclass
class Session:
    """``arguments`` are those of the command line; ``stage`` names what is being done, in case it fails."""

    folder: Path | None = None
    arguments: Sequence[str] = ()
    stage: str = "reading the command line"

    def project(self) -> Project:
        """The project that ``--project`` names, or the nearest one upwards."""
        from careguide.project import Project

        self.stage = "finding the project"
        return Project.find() if self.folder is None else Project(self.folder)


def style(stream: str = "stdout") -> Style:
    from careguide.reports.parts.style import style_of

    return style_of(getattr(sys, stream))


def tell(text: str, style: Style | None = None, *, err: bool = False) -> None:
    """Prints a text as it is; its colours have been decided upon already."""
    click.echo(text, nl=False, err=err, color=bool(style and style.colour))


def complain(message: str) -> None:
    """Tells what is wrong. It may quote names of folders, and these what a terminal would take for an order."""
    from careguide.reports.parts.printable import printable

    click.echo("careguide: " + "\n".join(map(printable, message.split("\n"))), err=True)
