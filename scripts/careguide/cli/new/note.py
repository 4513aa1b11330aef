"""``careguide new note``: an editorial note on a unit."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.proposal import write_unless_worse
from careguide.cli.shell.refusal import refuse
from careguide.cli.shell.session import FOUND, Session, tell

if TYPE_CHECKING:
    from careguide.content.guide import Guide
    from careguide.content.part import Unit


@click.command("note")
@click.argument("guide", metavar="GUIDE", type=click.Path(path_type=Path))
@click.argument("address", metavar="[ADDRESS]", required=False, default="")
@click.option("--id", "id_", metavar="ID", help="Its name among the notes on the unit, such as dose-missing.")
@click.option("--severity", metavar="SEVERITY", help="What could follow for a patient: info, low … critical.")
@click.option("--text", metavar="TEXT", help="What is wrong, in one to three sentences.")
@click.option("--for-review", metavar="TEXT", default="", help="What a reviewer must decide.")
@click.option("--acknowledges", metavar="RULE", default="", help="The rule whose finding on this unit it accepts.")
@click.option("--author", metavar="WHO", default="", help="A role or a person. [default: of most notes in the guide]")
@click.option("--date", metavar="DAY", default="", help="As 2026-11-22. [default: the date of the guide]")
@click.pass_obj
def command(session: Session, /, guide: Path, address: str, id_: str | None, **given: str | None) -> int:
    """Put a note on a unit.

    ADDRESS is what reports call the unit, such as massage.thoracic.vibration; without it, the note is on the guide as
    a whole. In a terminal, what is missing is asked for.
    """
    project = session.project()
    session.stage = "reading the guide"
    from careguide.pipeline import check
    from careguide.validation.schemas import SchemaStore
    from careguide.writing.note import annotated

    (checked,) = check(project, [guide])
    if checked.guide is None:
        refuse(checked, project.root, f"No note was written to {checked.name}: mend these first.")
        return FOUND
    unit = _unit(checked.guide, address)
    note = _note(checked.guide, {"id": id_, **given})
    schemas = SchemaStore(project.schema)
    after = write_unless_worse(
        session,
        project,
        checked,
        unit.place.source,
        lambda: annotated(unit, note, schemas),
        "The note was not written: with it, the guide would have this fault.",
    )
    if after is None or after.guide is None:
        return FOUND
    written = next(new for new in _unit(after.guide, address).notes if new.id == note["id"])
    where = f"{unit.place.source.name}:{written.place.span.line}"
    tell(f"Wrote the note “{written.id}” on “{unit.name or unit.address}”, at {where}.\n")
    return 0


def _unit(guide: Guide, address: str) -> Unit:
    from careguide.engine.suggest import did_you_mean

    unit = guide.units.get(address) if address else guide.overview
    if unit is None:
        hint = did_you_mean(address, guide.units, "`careguide coverage` and every report give addresses.")
        raise click.BadParameter(f"the guide has nothing of the address “{address}”. {hint}", param_hint="ADDRESS")
    return unit


def _note(guide: Guide, given: Mapping[str, str | None]) -> Mapping[str, str]:
    """What the note says, field by field; what was not given is known otherwise, or asked for."""
    from careguide.writing.note import usual_author

    rule = given["acknowledges"] or ""
    return {
        **{name: value or "" for name, value in given.items()},
        "id": given["id"] or rule.partition("/")[2] or _asked("id", "A name for the note, such as dose-missing"),
        "severity": given["severity"] or _asked("severity", "Severity (info, low, medium, high or critical)"),
        "text": given["text"] or _asked("text", "What is wrong, in one to three sentences"),
        "author": given["author"] or usual_author(guide) or _asked("author", "A role or a person"),
        "date": given["date"] or guide.overview.date,
    }


def _asked(option: str, question: str) -> str:
    if not sys.stdin.isatty():
        raise click.MissingParameter(param_type="option", param_hint=f"--{option}")
    return str(click.prompt(question, err=True))
