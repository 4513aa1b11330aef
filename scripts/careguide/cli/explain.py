"""``careguide explain``: the manual of a rule."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from careguide.cli.shell.session import Session, style, tell

if TYPE_CHECKING:
    from careguide.reports.parts.catalogue import Entry
    from careguide.reports.parts.style import Style


@click.command("explain")
@click.argument("rule", metavar="RULE")
@click.pass_obj
def command(session: Session, rule: str) -> None:
    """Explain a rule.

    What it finds, why that matters, how it looks wrong and right, and what to do.
    """
    session.stage = "reading the rules"
    from careguide.engine.suggest import did_you_mean
    from careguide.reports.parts.catalogue import catalogue
    from careguide.reports.parts.printable import printable

    known = catalogue()
    if rule not in known:
        hint = did_you_mean(rule, known, "`careguide rules` lists them all.")
        raise click.BadParameter(f"there is no rule “{printable(rule)}”. {hint}", param_hint="RULE")
    look = style()
    tell("".join(f"{line}\n" for line in _manual(known[rule], look)), look)


def _manual(entry: Entry, look: Style) -> Iterator[str]:
    from careguide.reports.parts.catalogue import marks

    manual = entry.manual
    severity, *others = marks(entry)
    yield f"{look.strong(entry.id)} ({', '.join([look.severity(entry.severity, severity), *others])})"
    yield from ["", *_prose(manual.what, look)]
    yield from ["", look.strong("Why it matters"), *_prose(manual.why, look)]
    if manual.bad:
        yield from ["", look.strong("Not like this"), *_example(manual.bad, look)]
        yield from ["", look.strong("But like this"), *_example(manual.good, look)]
    yield from ["", look.strong("What to do"), *_prose(manual.fix, look)]


def _prose(text: str, look: Style) -> Iterator[str]:
    from careguide.reports.parts.printable import wrap

    for number, paragraph in enumerate(text.split("\n\n")):
        yield from [""] if number else []
        yield from (f"  {line}" for line in wrap(paragraph, look.width - 2))


def _example(yaml: str, look: Style) -> Iterator[str]:
    """An example in lines that fit; it means the same, because what goes on stands further to the right."""
    for line in yaml.splitlines():
        text = line.lstrip()
        indent = 4 + len(line) - len(text)
        inside = indent + (4 if text.startswith("- ") else 2)
        yield from textwrap.wrap(
            text,
            look.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * inside,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
