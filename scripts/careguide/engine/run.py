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


class RuleCrashed(Exception):
    """A rule raised an exception: an internal error, never a finding and never silence."""

    def __init__(self, rule: str, place: Place) -> None:
        super().__init__(f"the rule {rule} crashed at {place.source.name}, line {place.span.line}")
        self.rule = rule


def run(guide: Guide, rules: Mapping[str, Rule]) -> list[Finding]:
    """Every finding of the rules, in the order of file, line, column and rule. Raises ``RuleCrashed``."""
    subjects = _Subjects(guide)
    failed: dict[str, list[Place]] = defaultdict(list)
    findings: list[Finding] = []
    for rule in _in_order(rules):
        for subject, place in subjects(rule):
            if any(_touches(place, at, rule) for need in rule.needs for at in failed[need]):
                continue
            found = list(_findings(rule, subject, place, guide))
            failed[rule.id] += [finding.place for finding in found]
            findings += found
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
    """Whether what a note accepts may only not be seen at the moment, because an error stands in the way."""
    waits = any(finding.severity is Severity.ERROR and not finding.acknowledged_by for finding in findings)
    return waits and claim.rule is not None and claim.rule.acknowledgeable


def _in_order(rules: Mapping[str, Rule]) -> list[Rule]:
    """Each rule after those that it needs."""
    graph = TopologicalSorter({rule.id: [need for need in rule.needs if need in rules] for rule in rules.values()})
    return [rules[name] for name in graph.static_order()]


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


def _touches(subject: Place, failed: Place, rule: Rule) -> bool:
    """Whether a fault at ``failed`` keeps a rule from looking at ``subject``; a rule over the guide, anywhere."""
    return rule.subject is Guide or failed in subject or subject in failed


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
