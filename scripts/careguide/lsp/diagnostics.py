"""Findings → diagnostics, in the words and at the places of ``check``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lsprotocol import types

from careguide.content.guide import Guide
from careguide.content.part import Note
from careguide.finding import Finding, Related, Severity
from careguide.lsp.client import Client
from careguide.lsp.manuals import Manuals
from careguide.pipeline import Checked

SOURCE = "careguide"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}


def diagnostics(checked: Checked, client: Client, manuals: Manuals) -> Mapping[Path, list[types.Diagnostic]]:
    """The diagnostics of each file of a guide, an empty list for one in which nothing was found.

    What a note accepts is a hint, with the note beside it. The names of rules lead to their manuals.
    """
    notes = _notes(checked.guide)
    found: dict[Path, list[types.Diagnostic]] = {source.path: [] for source in checked.sources.values()}
    for finding in checked.findings:
        at = found.setdefault(finding.place.source.path, [])
        diagnostic = _diagnostic(finding, notes.get(finding.acknowledged_by or ""), client)
        if link := manuals.link(finding.rule):
            diagnostic.code_description = types.CodeDescription(link)
        at.append(diagnostic)
    return found


def trouble(message: str) -> types.Diagnostic:
    """What keeps a guide from being checked at all, told at the top of a file."""
    start = types.Position(0, 0)
    return types.Diagnostic(types.Range(start, start), message, types.DiagnosticSeverity.Error, source=SOURCE)


def _diagnostic(finding: Finding, note: Note | None, client: Client) -> types.Diagnostic:
    related = list(finding.related)
    if note is not None:
        related.append(Related("the note that acknowledges this", note.place / "id"))
    shows_related = client.can("text_document.publish_diagnostics.related_information")
    return types.Diagnostic(
        range=client.positions.of(finding.place),
        message="\n".join(_words(finding, [] if shows_related else finding.related)),
        severity=types.DiagnosticSeverity.Hint if finding.acknowledged_by else _SEVERITIES[finding.severity],
        code=finding.rule,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(client.location(each.place), each.message) for each in related
        ]
        if related and shows_related
        else None,
    )


def _words(finding: Finding, related: Sequence[Related]) -> Iterator[str]:
    """What ``check`` says of a finding, line by line."""
    yield finding.message
    yield from (f"{each.place.source.name}:{each.place.span.line}: {each.message}" for each in related)
    if finding.acknowledged_by:
        yield f"acknowledged by the note {finding.acknowledged_by}"
        return
    yield from (f"{label}: {text}" for label, text in (("why", finding.why), ("write", finding.hint)) if text)


def _notes(guide: Guide | None) -> Mapping[str, Note]:
    return {part.address: part for part in guide.walk() if isinstance(part, Note)} if guide else {}
