"""``careguide review sign``: record that somebody has read a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.proposal import write_unless_worse
from careguide.cli.shell.refusal import refuse
from careguide.cli.shell.session import FOUND, Session, style, tell

if TYPE_CHECKING:
    from careguide.content.common import Module
    from careguide.content.guide import Guide, Overview
    from careguide.pipeline import Checked
    from careguide.project import Project


@click.command("sign")
@click.argument("guide", metavar="GUIDE", type=click.Path(path_type=Path))
@click.option("--module", "kinds", metavar="KIND", multiple=True, help="A modality; repeatable. [default: guide.yaml]")
@click.option("--all", "all_", is_flag=True, help="guide.yaml and every modality.")
@click.option("--reviewer", metavar="WHO", required=True, help="A role, or a person who exists.")
@click.option("--outcome", metavar="OUTCOME", required=True, help="approved or changes-requested.")
@click.option("--date", metavar="DAY", help="When it was read, as 2026-11-22. [default: today]")
@click.option("--due", metavar="DAY", default="", help="By when it must be read again; an approval needs it.")
@click.pass_obj
def command(
    session: Session,
    guide: Path,
    kinds: tuple[str, ...],
    all_: bool,
    reviewer: str,
    outcome: str,
    date: str | None,
    due: str,
) -> int:
    """Record that somebody has read a file, and with what result.

    The sign-off goes into the file itself, under `reviews`. It is refused where it would be a fault, such as the
    approval of somebody who has written in the file, and where what is approved has errors.
    """
    project = session.project()
    session.stage = "reading the guide"
    from careguide.clock import today
    from careguide.content.signoff import APPROVED
    from careguide.pipeline import check
    from careguide.review.sign import signed
    from careguide.validation.schemas import SchemaStore

    if outcome == APPROVED and not due:
        raise click.MissingParameter("By which day must it be read again?", param_type="option", param_hint="--due")
    (checked,) = check(project, [guide])
    if checked.guide is None or (outcome == APPROVED and checked.errors):
        refuse(checked, project.root, f"{checked.name} was not signed off: mend these first.")
        return FOUND
    schemas, day = SchemaStore(project.schema), date or today()
    sign = partial(signed, schemas=schemas, reviewer=reviewer, outcome=outcome, date=day, due=due)
    for kind in _files(checked.guide, kinds, all_):
        after = _signed(session, project, checked, kind, sign)
        if after is None:
            return FOUND
        tell(_told(after, kind))
        checked = after
    tell(f"\nWhat is left before a release: careguide status {checked.name}\n")
    return 0


def _signed(
    session: Session, project: Project, checked: Checked, kind: str, sign: Callable[[Overview | Module], str]
) -> Checked | None:
    """The guide with one of its files signed off by ``sign``; ``None`` where that would be a fault, told by now."""
    from careguide.review.state import signed_units

    if checked.guide is None:
        return None
    unit = signed_units(checked.guide)[kind]
    source = unit.place.source
    return write_unless_worse(
        session,
        project,
        checked,
        source,
        partial(sign, unit),
        f"{source.path.name} was not signed off: with that, the guide would have this fault.",
    )


def _files(guide: Guide, kinds: Sequence[str], all_: bool) -> Sequence[str]:
    from careguide.content.bind import OVERVIEW
    from careguide.engine.suggest import did_you_mean
    from careguide.review.state import signed_units

    known = tuple(signed_units(guide))
    for kind in kinds:
        if kind not in known:
            hint = did_you_mean(kind, known, f"It has: {', '.join(known)}.")
            raise click.BadParameter(f"the guide has no module “{kind}”. {hint}", param_hint="--module")
    return known if all_ else tuple(dict.fromkeys(kinds)) or (OVERVIEW,)


def _told(checked: Checked, kind: str) -> str:
    from careguide.clock import today
    from careguide.content.signoff import Standing
    from careguide.reports.parts.printable import hanging
    from careguide.reports.parts.run import plural
    from careguide.reports.status.text import sign_off
    from careguide.review.state import state

    (file,) = (file for file in state(checked, today()).files if file.kind == kind)
    lines = hanging(f"Recorded in {kind}.yaml: ", f"{sign_off(file)}.", style().width)
    waiting = sum(file.open_notes.values())
    if waiting and file.standing is Standing.CURRENT:
        told = f"It has {plural(waiting, 'open note')}: to decide them changes the file, which must then be read again."
        lines += hanging("  ", told, style().width)
    return "".join(f"{line}\n" for line in lines)
