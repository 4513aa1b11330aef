"""Rules over a guide → findings, acknowledged where a note accepts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter
from typing import Any

from careguide.content.guide import Guide
from careguide.content.part import Part
from careguide.edition import Export
from careguide.engine.acknowledge import Acknowledgement, acknowledge
from careguide.engine.rule import Rule
from careguide.finding import Finding, Severity
from careguide.source.place import Place

FOUNDATIONS = ("ref/duplicate-id",)
"""Every rule needs these: of two units with one name, nothing can be said that makes sense."""


class RuleCrashed(Exception):
    """A rule raised an exception: an internal error, never a finding and never silence."""

    def __init__(self, rule: str, place: Place) -> None:
        super().__init__(f"the rule {rule} crashed at {place.source.name}, line {place.span.line}")
        self.rule = rule


def run(guide: Guide, rules: Mapping[str, Rule]) -> list[Finding]:
    """Every finding of the rules, in the order of file, line, column and rule. Raises ``RuleCrashed``."""
    asked = _Asked(guide, rules)
    findings = asked.all(last=False)
    told, unused = acknowledge(guide, sorted(findings, key=order), rules)
    if not _waits(told):
        findings += asked.all(last=True)
        told, unused = acknowledge(guide, sorted(findings, key=order), rules)
    idle = [claim for claim in unused if not _may_be_hidden(claim, told)]
    for rule in rules.values():
        if rule.subject is Acknowledgement:
            told += [f for claim in idle for f in _findings(rule, claim, claim.note.place, guide)]
    return sorted(told, key=order)


def run_on_export(export: Export, rules: Mapping[str, Rule]) -> list[Finding]:
    """Every finding of the rules about exports. Raises ``RuleCrashed``."""
    guide = export.edition.guide
    about_exports = (rule for rule in rules.values() if rule.subject is Export)
    found = (f for rule in about_exports for f in _findings(rule, export, guide.overview.place, guide))
    return sorted(found, key=order)


def order(finding: Finding) -> tuple[Any, ...]:
    """The order in which findings are told: file, line, column, rule, words."""
    span = finding.place.span
    return (finding.place.source.name, span.line, span.column, finding.rule, finding.message)


def _may_be_hidden(claim: Acknowledgement, findings: Sequence[Finding]) -> bool:
    """Whether what a note accepts may only not be seen at the moment, because of something else that is wrong."""
    return _waits(findings) and claim.rule is not None and claim.rule.acknowledgeable


def _waits(findings: Iterable[Finding]) -> bool:
    """Whether there is an error or a warning that no note accepts."""
    return any(finding.severity is not Severity.INFO and not finding.acknowledged_by for finding in findings)


class _Asked:
    """The rules and what they have found so far, which keeps others from looking there."""

    def __init__(self, guide: Guide, rules: Mapping[str, Rule]) -> None:
        self._guide = guide
        self._subjects = _Subjects(guide)
        self._failed: dict[str, list[Place]] = defaultdict(list)
        needs = {rule.id: [need for need in _needs(rule) if need in rules] for rule in rules.values()}
        self._rules = [rules[name] for name in TopologicalSorter(needs).static_order()]

    def all(self, last: bool) -> list[Finding]:
        """What the rules find, each asked after those that it needs: those that come last, or the others."""
        findings: list[Finding] = []
        for rule in self._rules:
            for subject, place in self._subjects(rule) if rule.last is last else ():
                if not self._is_kept_from(rule, place):
                    found = list(_findings(rule, subject, place, self._guide))
                    self._failed[rule.id] += [finding.place for finding in found]
                    findings += found
        return findings

    def _is_kept_from(self, rule: Rule, subject: Place) -> bool:
        """Whether a rule that this one needs has found something there; for a rule over the guide, anywhere.

        What is wrong with the document as such is wrong everywhere.
        """
        document = self._guide.document.place
        return any(
            rule.subject is Guide or failed in subject or subject in failed or failed in document
            for need in _needs(rule)
            for failed in self._failed[need]
        )


def _needs(rule: Rule) -> Sequence[str]:
    return rule.needs if rule.id in FOUNDATIONS else (*FOUNDATIONS, *rule.needs)


def _findings(rule: Rule, subject: object, place: Place, guide: Guide) -> Iterator[Finding]:
    try:
        for fault in rule.faults(subject, guide):
            yield Finding(
                rule=rule.id,
                severity=rule.severity,
                message=fault.message,
                place=fault.place,
                why=rule.manual.why,
                hint=fault.hint or rule.manual.fix,
                related=fault.related,
                fix=fault.fix,
            )
    except Exception as error:
        raise RuleCrashed(rule.id, place) from error


class _Subjects:
    """Everything in a guide that a rule can be handed, by type, each with the place that it stands for."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._parts: dict[type, list[tuple[Part, Place]]] = defaultdict(list)
        self._lists: dict[type, list[tuple[Sequence[Part], Place]]] = defaultdict(list)
        for part in guide.walk():
            for kind in type(part).__mro__:
                self._parts[kind].append((part, part.place))
            for name, items in _lists(part):
                self._lists[type(items[0])].append((items, part.place / name))

    def __call__(self, rule: Rule) -> Iterable[tuple[object, Place]]:
        if rule.subject is Guide:
            return [(self._guide, self._guide.overview.place)]
        return self._lists[rule.part_type] if rule.takes_list else self._parts[rule.part_type]


def _lists(part: Part) -> Iterator[tuple[str, Sequence[Part]]]:
    """Each list of parts directly in a part, with the name of its field in the file."""
    for field, name in zip(part.__struct_fields__, part.__struct_encode_fields__, strict=True):
        value = getattr(part, field)
        if isinstance(value, tuple) and value and isinstance(value[0], Part):
            yield name, value
