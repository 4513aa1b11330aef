"""``careguide init``: begin a project."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from careguide.cli.shell.session import Session, Wrong, tell


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def command(session: Session, folder: Path) -> None:
    """Begin a project in a folder.

    Writes careguide.toml, the schemas, a small example guide that can be checked and built, and what Git, pre-commit
    and GitHub Actions need. Nothing that is there already is overwritten.
    """
    session.stage = f"writing the project to {folder}"
    from careguide.writing.new_guide import Occupied
    from careguide.writing.new_project import begin

    try:
        begun = begin(folder)
    except Occupied as error:
        raise Wrong(str(error)) from error
    lines = [f"Began a project of {len(begun.written)} files in {begun.folder}."]
    lines += [f"Kept as it was: {name}" for name in begun.kept]
    steps = ["careguide check", "careguide build", "careguide status"]
    steps = steps if begun.folder == Path.cwd() else [f"cd {shlex.quote(str(folder))}", *steps]
    lines += ["", "Try:", *(f"  {step}" for step in steps), ""]
    lines += ["Then put your own name and address into careguide.toml."]
    tell("".join(f"{line}\n" for line in lines))
