"""``careguide new guide``: the files of a guide to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from careguide.cli.shell.document import read_blocks
from careguide.cli.shell.kind import check_kind
from careguide.cli.shell.session import Session, Wrong, tell


@click.command("guide")
@click.argument("name", metavar="NAME")
@click.option(
    "--document",
    metavar="FILE",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The source document, as text. The guide keeps a fingerprint of each of its blocks, and not the text.",
)
@click.option(
    "--modality", "kinds", metavar="KIND", multiple=True, required=True, help="A modality, such as massage; repeatable."
)
@click.option("--title", metavar="TEXT", help="The title of the guide. [default: its name]")
@click.option("--language", metavar="CODE", default="en", show_default=True, help="The language of the document.")
@click.option("--date", metavar="DAY", help="The day of its first version, as 2026-11-22. [default: today]")
@click.pass_obj
def command(
    session: Session,
    name: str,
    document: Path,
    kinds: tuple[str, ...],
    title: str | None,
    language: str,
    date: str | None,
) -> None:
    """Begin a guide.

    NAME becomes a folder in sources/ and the id of the guide: small letters, digits and hyphens, such as neck-pain.

    Each file says of its fields what they are for. No unit cites a block yet: `careguide check` lists what is left
    to write, block by block.
    """
    project = session.project()
    session.stage = "reading the document"
    blocks = read_blocks(document)
    if not blocks:
        raise click.BadParameter(f"{document} holds no text.", param_hint="--document")
    session.stage = "writing the guide"
    from careguide.clock import today
    from careguide.writing.new_guide import Occupied, Unfit, described, start_guide

    for kind in kinds:
        check_kind(project, kind, "--modality")
    about = described(blocks, title=document.stem, language=language)
    title = title or name.replace("-", " ").capitalize()
    try:
        files = start_guide(
            project, name, title=title, date=date or today(), document=about, kinds=tuple(dict.fromkeys(kinds))
        )
    except (Occupied, Unfit) as error:
        raise Wrong(str(error)) from error
    made = [f"Wrote {file.relative_to(project.root).as_posix()}" for file in files]
    lines = [*made, "", f"What is left to write: careguide check {name}"]
    if project.schema is None:
        lines.append("For completion in an editor's program: careguide schema --update")
    tell("".join(f"{line}\n" for line in lines))
