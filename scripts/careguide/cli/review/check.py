"""``careguide review check``: whether sign-offs still hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from careguide.cli.shell.session import FOUND, Session, style, tell

RULES = ("review/", "note/open")
"""What is held against sign-offs: a family of rules, and that nothing is approved while a question is open."""


@click.command("check")
@click.argument("guides", metavar="[GUIDE]...", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def command(session: Session, guides: tuple[Path, ...]) -> int:
    """Verify the sign-offs of guides.

    Shows the newest one of each file, and whether the file is still what was read. Exit code 1 where the rules on
    review find anything, warnings too: a file that is called approved while a note in it is open or nobody has signed
    it, a sign-off that is stale or has run out.
    """
    project = session.project()
    session.stage = "reading the guides"
    from careguide.clock import today
    from careguide.engine.registry import rules
    from careguide.pipeline import check
    from careguide.reports import report
    from careguide.reports.parts.run import Run
    from careguide.reports.parts.verdict import verdict
    from careguide.reports.status.text import sign_offs
    from careguide.review.state import state

    checked = check(project, guides)
    look = style()
    tell("".join(sign_offs(state(each, today()), look) for each in checked), look)
    found = [
        each
        if each.guide is None
        else replace(each, findings=tuple(f for f in each.findings if f.rule.startswith(RULES)))
        for each in checked
    ]
    if any(each.findings for each in found):
        tell(
            "\n"
            + report("text", Run([verdict(each) for each in found], rules(), project.root, strict=True, style=look)),
            look,
        )
        return FOUND
    return 0
