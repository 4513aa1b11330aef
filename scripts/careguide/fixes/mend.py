"""Findings → mended files: whatever can be mended without judgement, held against the rules before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from careguide.content.guide import Guide
from careguide.engine.registry import rules
from careguide.finding import Edit, Finding, Insert
from careguide.fixes.safe import objection
from careguide.pipeline import Checked, check_guide
from careguide.project import Project
from careguide.source.file import SourceFile
from careguide.source.place import Place
from careguide.source.writer import WriteError, apply, ensure_unchanged, save
from careguide.trial import Trial, check_as, come, identity

ROUNDS = 1000
"""More than any guide can need; a fix that undid another one would otherwise go on for ever."""


@dataclass(frozen=True)
class Refused:
    """A finding whose fix was not made, and why."""

    finding: Finding
    reason: str


@dataclass(frozen=True)
class Mending:
    """A guide before and after its fixes; nothing has been written yet. ``texts`` are the files that change."""

    before: Checked
    after: Checked
    texts: Mapping[str, str]
    mended: tuple[Finding, ...]
    refused: tuple[Refused, ...]


def mend(project: Project, name: str) -> Mending:
    """Applies, in memory, every fix after which its finding is gone and no other has come."""
    trial = partial(check_as, project, name)
    return mend_as(trial, trial({}))


def mend_as(trial: Trial, before: Checked, wanted: Callable[[Finding], bool] = lambda _: True) -> Mending:
    """The same for a guide that is tried out otherwise, of whose findings perhaps only some are wanted."""
    return _Mender(trial, wanted).mend(before)


def write(project: Project, mending: Mending) -> Mending:
    """Writes the files that change, each whole or not at all, and gives what has become of the guide.

    The fixes have been judged together: where one of the files is no longer what was read, none of them is written.
    """
    changing = [source for source in mending.before.sources.values() if source.name in mending.texts]
    try:
        for source in changing:
            ensure_unchanged(source)
        for source in changing:
            save(source, mending.texts[source.name])
    except WriteError as error:
        return Mending(
            before=mending.before,
            after=check_guide(project, mending.before.name),
            texts={},
            mended=(),
            refused=(*(Refused(finding, str(error)) for finding in mending.mended), *mending.refused),
        )
    return mending


@dataclass
class _Mender:
    """``texts`` are the files as the fixes so far leave them, by name."""

    trial: Trial
    wanted: Callable[[Finding], bool]
    texts: dict[str, str] = field(default_factory=dict)
    mended: list[Finding] = field(default_factory=list)
    refused: dict[object, Refused] = field(default_factory=dict)

    def mend(self, before: Checked) -> Mending:
        checked = before
        together = ROUNDS
        for _ in range(ROUNDS):
            batch = self._batch(checked, together)
            if not batch:
                break
            after, reason = self._tried(batch, checked)
            if after is not None:
                checked = after
                self.mended += batch
            elif len(batch) > 1:
                together = len(batch) // 2
            else:
                self.refused[identity(batch[0])] = Refused(batch[0], reason)
        return Mending(before, checked, self.texts, tuple(self.mended), tuple(self.refused.values()))

    def _batch(self, checked: Checked, most: int) -> list[Finding]:
        """Findings to mend at once: not yet refused, not accepted by a note, and none touching what another touches."""
        batch: list[Finding] = []
        taken: list[Place] = []
        for finding in checked.findings:
            if finding.fix is None or finding.acknowledged_by or identity(finding) in self.refused:
                continue
            if not self.wanted(finding):
                continue
            places = [_touched(edit) for edit in finding.fix.edits]
            if not any(place in other or other in place for place in places for other in taken):
                batch.append(finding)
                taken += places
        return batch[:most]

    def _tried(self, batch: Sequence[Finding], checked: Checked) -> tuple[Checked | None, str]:
        """The guide with these fixes made, or ``None`` and why they are not."""
        fixes = [finding.fix for finding in batch if finding.fix]
        against = next(filter(None, map(objection, fixes)), "")
        if against:
            return None, against
        edits: dict[SourceFile, list[Edit | Insert]] = {}
        for edit in (edit for fix in fixes for edit in fix.edits):
            edits.setdefault(_touched(edit).source, []).append(edit)
        try:
            texts = self.texts | {source.name: apply(source, wanted) for source, wanted in edits.items()}
        except WriteError as error:
            return None, str(error)
        after = self.trial(texts)
        against = _worse(batch, checked, after)
        if not against:
            self.texts = texts
        return (None, against) if against else (after, "")


def _touched(edit: Edit | Insert) -> Place:
    return edit.after if isinstance(edit, Insert) else edit.place


def _worse(batch: Sequence[Finding], before: Checked, after: Checked) -> str:
    """Why the second check is no better than the first: a finding is still there, or another one has come."""
    was, now = (Counter(map(identity, checked.findings)) for checked in (before, after))
    if any(now[identity(finding)] >= was[identity(finding)] for finding in batch):
        return "the finding would still be there"
    for finding in come(before, after):
        if not _was_hidden(finding, batch, before.guide):
            return f"there would be another finding then, of {finding.rule}: {finding.message}"
    return ""


def _was_hidden(finding: Finding, batch: Sequence[Finding], guide: Guide | None) -> bool:
    """Whether a finding is not new, but could not be seen before: its rule had not been run, or not there."""
    known = rules()
    if finding.rule in known:
        return guide is None or any(mended.rule in _needed(finding.rule) for mended in batch)
    return any(finding.place in field for mended in batch for field in _renamed(mended, finding.place.source))


def _renamed(mended: Finding, source: SourceFile) -> Iterator[Place]:
    """The fields that got a name that is known, so that what is in them has been judged for the first time."""
    for edit in mended.fix.edits if mended.fix else ():
        if isinstance(edit, Edit) and edit.place.part == "key" and edit.place.source.name == source.name:
            yield Place(source, (*edit.place.path[:-1], str(edit.text)))


def _needed(rule: str) -> Iterator[str]:
    """The rules that must find nothing before this one looks, and those that they need in turn."""
    known = rules()
    for need in known[rule].needs if rule in known else ():
        yield need
        yield from _needed(need)
