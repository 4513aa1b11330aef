"""Findings as GitHub's workflow commands: each becomes a remark beside its line in a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careguide.finding import Severity
from careguide.reports.parts.addresses import in_checkout
from careguide.reports.parts.printable import one_line
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import Told, last_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}


def report(run: Run) -> Iterator[str]:
    """One command for each finding that nobody has acknowledged."""
    for file in run.files:
        yield "".join(f"{_command(f, run)}\n" for f in file.findings if f.acknowledged_by is None)


def _command(finding: Told, run: Run) -> str:
    span = finding.place.span
    properties: dict[str, object] = {"file": in_checkout(finding.place.file, run.root), "line": span.line}
    if span.line == last_line(span):
        properties |= {"col": span.column, "endLine": span.line, "endColumn": span.end_column}
    else:  # GitHub refuses columns where there are several lines
        properties |= {"endLine": last_line(span)}
    properties["title"] = finding.rule
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {told}::{_data(_words(finding))}"


def _words(finding: Told) -> str:
    related = [f"{r.place.file}:{r.place.span.line}: {r.message}" for r in finding.related]
    parts = (finding.message, *related, finding.why, finding.hint)
    return "\n".join(one_line(part) for part in parts if part)


def _property(text: str) -> str:
    return re.sub("[%\r\n:,]", lambda found: _ESCAPES[found[0]], text)


def _data(text: str) -> str:
    """The text after the command, in which colons and commas mean nothing."""
    return re.sub("[%\r\n]", lambda found: _ESCAPES[found[0]], text)
