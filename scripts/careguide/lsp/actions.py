"""What can be done about a finding: mend it as ``--fix`` would, write what was meant, or begin a note on it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from careguide.engine.registry import rules
from careguide.finding import Edit, Finding
from careguide.fixes.mend import mend_as
from careguide.fixes.safe import objection
from careguide.lsp.open_guides import Snapshot
from careguide.pipeline import Checked
from careguide.source.file import SourceFile
from careguide.source.writer import WriteError, apply
from careguide.trial import identity
from careguide.writing.note import acknowledging


class NotDone(Exception):
    """Something that cannot be done after all; the message says why."""


Change = tuple[Mapping[str, SourceFile], Mapping[str, str]]
"""The files of a guide, and the texts of those that change, by the names that are shown."""


@dataclass(frozen=True)
class Action:
    """Something that can be done. ``key`` names it among the actions of one check; ``finding`` is what it is about.

    ``change`` tries it, which may take some tenths of a second, and raises ``NotDone``.
    """

    key: str
    title: str
    finding: Finding | None
    change: Callable[[], Change]


def actions(snapshot: Snapshot, checked: Checked, findings: Sequence[Finding]) -> Iterator[Action]:
    """What can be done about findings of a check, those that mend before those that acknowledge."""
    for finding in findings:
        if finding.fix and not finding.acknowledged_by and not objection(finding.fix):
            change = partial(mended, snapshot, checked, finding)
            yield Action(_key("mend", finding), finding.fix.title, finding, change)
    for finding in findings:
        if finding.meant and not finding.fix and not finding.acknowledged_by:
            title = f"Write `{finding.meant}`"
            yield Action(_key("write", finding), title, finding, partial(written, checked, finding))
    for finding in findings:
        rule = rules().get(finding.rule)
        if checked.guide and rule and rule.acknowledgeable and not finding.acknowledged_by:
            title = f"Acknowledge {finding.rule} with a note"
            yield Action(_key("note", finding), title, finding, partial(noted, snapshot, checked, finding))


def mend_all(snapshot: Snapshot, checked: Checked) -> Action | None:
    """Mends whatever can be mended in a guide, if anything can."""
    count = sum(bool(f.fix and not f.acknowledged_by and not objection(f.fix)) for f in checked.findings)
    if not count:
        return None
    return Action(
        "mend-all", "Mend all in this guide that needs no judgement", None, partial(mended, snapshot, checked)
    )


def mended(snapshot: Snapshot, checked: Checked, only: Finding | None = None) -> Change:
    """A guide with its findings mended, or with one of them. Raises ``NotDone`` where nothing can be."""
    wanted = None if only is None else identity(only)
    mending = mend_as(snapshot.trial, checked, lambda finding: wanted in (None, identity(finding)))
    if not mending.texts:
        raise NotDone(f"This cannot be mended without you: {'; '.join(each.reason for each in mending.refused)}.")
    return _sources(checked), mending.texts


def written(checked: Checked, finding: Finding) -> Change:
    """A guide with what somebody may have meant at the place of a finding; they have chosen it. Raises ``NotDone``."""
    source = finding.place.source
    try:
        return _sources(checked), {source.name: apply(source, [Edit(finding.place, finding.meant)])}
    except WriteError as error:
        raise NotDone(f"It cannot be written there: {error}.") from error


def noted(snapshot: Snapshot, checked: Checked, finding: Finding) -> Change:
    """A guide with a note begun that is to acknowledge a finding. Raises ``NotDone``."""
    assert checked.guide is not None
    try:
        today = datetime.date.today().isoformat()
        source, text = acknowledging(checked.guide, finding, today, snapshot.opened.schemas)
    except WriteError as error:
        raise NotDone(f"The note cannot be put there: {error}.") from error
    return _sources(checked), {source.name: text}


def _sources(checked: Checked) -> Mapping[str, SourceFile]:
    return {source.name: source for source in checked.sources.values()}


def _key(what: str, finding: Finding) -> str:
    return f"{what} {finding.rule} {finding.place.source.name} {finding.place.path} {finding.place.span}"
