"""``careguide rules``: all rules, by family."""

from __future__ import annotations

from itertools import groupby

import click

from careguide.cli.shell.session import Session, style, tell


@click.command("rules")
@click.pass_obj
def command(session: Session) -> None:
    """List all rules by family.

    Each with its severity, whether it can be mended without judgement (fixable), and whether a note can acknowledge
    what it finds.
    """
    session.stage = "reading the rules"
    from careguide.reports.parts.catalogue import catalogue, marks
    from careguide.reports.parts.printable import wrap

    look = style()
    lines: list[str] = []
    for family, found in groupby(catalogue().values(), key=lambda entry: entry.family):
        entries = list(found)
        lines += [look.strong(family), *wrap(entries[0].about, look.width)]
        for entry in entries:
            severity, *others = marks(entry)
            lines += [f"  {entry.id} ({', '.join([look.severity(entry.severity, severity), *others])})"]
            lines += [f"    {line}" for line in wrap(entry.manual.summary, look.width - 4)]
        lines += [""]
    tell("".join(f"{line}\n" for line in [*lines, "More about one: careguide explain RULE"]), look)
