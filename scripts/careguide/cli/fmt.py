"""``careguide fmt``: lay sources out in one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.session import FOUND, Session, Wrong, style, tell

if TYPE_CHECKING:
    from careguide.project import Project
    from careguide.writing.formatting import Formatted


@click.command("fmt")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if a file is not laid out so.")
@click.option("--diff", is_flag=True, help="Show what would change, and change nothing.")
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], check: bool, diff: bool) -> int:
    """Lay sources out in one way.

    PATH is the name of a guide, its folder, or a file in it; without one, every guide is laid out.

    Fields come in the order of the schema, long texts are folded at 120 characters, an empty line stands between
    units, and short lists and quantities stand in brackets. What a file says stays the same, and every comment stays
    with what it belongs to. A file that cannot be read is reported and left as it is.
    """
    project = session.project()
    session.stage = "laying out the sources"
    from careguide.writing.formatting import format_files

    files = format_files(project, paths)
    if diff:
        tell("".join(_differences(files)))
    elif not check:
        session.stage = "writing the sources"
        _write(files)
    unreadable = [file for file in files if file.findings]
    if unreadable:
        _refuse(project, unreadable)
    aside = "stderr" if diff else "stdout"
    tell("".join(f"{line}\n" for line in _told(files, written=not (check or diff))), style(aside), err=diff)
    return FOUND if unreadable or (check and any(file.changes for file in files)) else 0


def _write(files: Sequence[Formatted]) -> None:
    from careguide.source.writer import WriteError
    from careguide.writing.formatting import write

    for file in files:
        try:
            write(file)
        except WriteError as error:
            raise Wrong(f"{error}. Run the command again.") from error


def _differences(files: Sequence[Formatted]) -> Iterator[str]:
    from careguide.reports.parts.difference import unified

    for file in files:
        yield from unified(file.source.name, file.source.text, file.text)


def _refuse(project: Project, files: Sequence[Formatted]) -> None:
    from careguide.cli.shell.refusal import refuse
    from careguide.pipeline import Checked

    sources = {file.source.name: file.source for file in files}
    findings = tuple(finding for file in files for finding in file.findings)
    refuse(Checked("", sources, None, findings), project.root, "These files stay as they are until that is mended.")


def _told(files: Sequence[Formatted], *, written: bool) -> Iterator[str]:
    from careguide.reports.parts.printable import printable
    from careguide.reports.parts.run import plural

    changed = [file for file in files if file.changes]
    for file in changed:
        unseen = f" ({' and '.join(file.unseen)})" if file.unseen else ""
        yield f"{'Laid out' if written else 'Would lay out'} {printable(file.source.name)}{unseen}."
    others = sum(not file.changes and not file.findings for file in files)
    if changed:
        done, so = ("laid out", "were") if written else ("to lay out", "are")
        yield f"{plural(len(changed), 'file')} {done}; {others} {so} as they should be."
    elif others:
        yield f"{plural(others, 'file')}, all laid out as they should be."
