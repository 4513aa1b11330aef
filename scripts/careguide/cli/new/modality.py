"""``careguide new modality``: a further file of a guide."""

from __future__ import annotations

from pathlib import Path

import click

from careguide.cli.shell.kind import check_kind
from careguide.cli.shell.refusal import refuse
from careguide.cli.shell.session import FOUND, Session, Wrong, tell


@click.command("modality")
@click.argument("guide", metavar="GUIDE", type=click.Path(path_type=Path))
@click.argument("kind", metavar="KIND")
@click.pass_obj
def command(session: Session, guide: Path, kind: str) -> int:
    """Add a modality to a guide.

    Writes the file KIND.yaml, such as massage.yaml, and lists it under `modalities` in guide.yaml.
    """
    project = session.project()
    session.stage = "reading the guide"
    check_kind(project, kind, "KIND")
    from careguide.content.bind import OVERVIEW
    from careguide.pipeline import check
    from careguide.source.writer import WriteError
    from careguide.writing.new_guide import Occupied, start_modality

    (checked,) = check(project, [guide])
    if checked.guide is None:
        refuse(checked, project.root, f"Nothing was added to {checked.name}: mend these first.")
        return FOUND
    session.stage = "writing the modality"
    try:
        file = start_modality(project, checked.sources[OVERVIEW], kind)
    except (Occupied, WriteError) as error:
        raise Wrong(str(error)) from error
    name = file.relative_to(project.root).as_posix()
    tell(f"Wrote {name}, and listed it in guide.yaml.\n\nWhat is left to write: careguide check {checked.name}\n")
    return 0
