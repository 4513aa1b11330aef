"""Rules over a guide → findings, acknowledged where a note accepts them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from graphlib import TopologicalSorter
from typing import Any

from careguide.content.guide import Guide
from careguide.content.part import Part
from careguide.edition import Export
from careguide.engine.acknowledge import Acknowledgement, Claims
from careguide.engine.rule import Rule
from careguide.finding import Fault, Finding, Severity
from careguide.project import ProjectError
from careguide.source.place import Place

FOUNDATIONS = ("ref/duplicate-id",)
"""Every rule needs these: of two units with one name, nothing can be said that makes sense."""

Types = tuple[type, ...]
"""The types of parts that a rule wants to be handed."""

Subject = tuple[object, Place]
"""What a rule is handed, and the place that it stands for."""


class RuleCrashed(Exception):
    """A rule raised an exception: an internal error, never a finding and never silence.

    ``package`` names the package that brings the rule; for one of careguide's own it is empty.
    """

    def __init__(self, rule: Rule, place: Place) -> None:
        super().__init__(f"the rule {rule.id} crashed at {place.source.name}, line {place.span.line}")
        self.rule = rule.id
        self.package = rule.package


def run(guide: Guide, rules: Mapping[str, Rule]) -> list[Finding]:
    """Every finding of the rules, in the order of file, line, column and rule. Raises ``RuleCrashed``."""
    asked = _Asked(guide, rules)
    told = asked.all(last=False)
    if not _waits(told, rules):
        told += asked.all(last=True)
    idle = [claim for claim in asked.claims.unused() if not _may_be_hidden(claim, told, rules)]
    for rule in rules.values():
        if rule.subject is Acknowledgement:
            told += _findings(rule, [(claim, claim.note.place) for claim in idle], guide)
    return sorted(told, key=order)


def run_on_export(export: Export, rules: Mapping[str, Rule]) -> list[Finding]:
    """Every finding of the rules about exports. Raises ``RuleCrashed``."""
    guide = export.edition.guide
    about_exports = (rule for rule in rules.values() if rule.subject is Export)
    found = (f for rule in about_exports for f in _findings(rule, [(export, guide.overview.place)], guide))
    return sorted(found, key=order)


def order(finding: Finding) -> tuple[Any, ...]:
    """The order in which findings are told: file, line, column, rule, words."""
    span = finding.place.span
    return (finding.place.source.name, span.line, span.column, finding.rule, finding.message)


def _may_be_hidden(claim: Acknowledgement, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> bool:
    """Whether what a note accepts may only not be seen at the moment, because of something else that is wrong."""
    return (
        claim.rule is not None
        and claim.rule.acknowledgeable
        and _waits(findings, rules, plugins=bool(claim.rule.package))
    )


def _waits(findings: Iterable[Finding], rules: Mapping[str, Rule], plugins: bool = False) -> bool:
    """Whether there is an error or a warning that no note accepts.

    What the rules of plugins find keeps none of our own rules waiting: it would silence them.
    """
    return any(
        finding.severity is not Severity.INFO
        and not finding.acknowledged_by
        and (plugins or not rules[finding.rule].package)
        for finding in findings
    )


class _Asked:
    """The rules and what they have found so far, which keeps others from looking there.

    What a note accepts keeps nobody: what stands there is as it is meant.
    """

    def __init__(self, guide: Guide, rules: Mapping[str, Rule]) -> None:
        self.claims = Claims(guide, rules)
        self._guide = guide
        self._rules = _after_their_needs(tuple(rules.values()))
        self._subjects = _Subjects(guide, self._rules)
        self._failed: dict[str, list[Place]] = defaultdict(list)

    def all(self, last: bool) -> list[Finding]:
        """What the rules find, each asked after those that it needs: those that come last, or the others."""
        findings: list[Finding] = []
        for rule in self._rules:
            if rule.last is last:
                found = sorted(_findings(rule, self._open_to(rule), self._guide), key=order)
                told = self.claims.told(rule, found)
                self._failed[rule.id] += [_reach(finding) for finding in told if not finding.acknowledged_by]
                findings += told
        return findings

    def _open_to(self, rule: Rule) -> Sequence[Subject]:
        """What a rule is asked about: where none of those that it needs has found something that no note accepts.

        For a rule over the guide, that is anywhere; and what is wrong with the document as such is wrong everywhere.
        """
        failed = [place for need in _needs(rule) for place in self._failed[need]]
        subjects = self._subjects(rule)
        if not failed:
            return subjects
        document = self._guide.document.place
        if rule.subject is Guide or any(place in document for place in failed):
            return ()
        return [(held, at) for held, at in subjects if not any(place in at or at in place for place in failed)]


@lru_cache(maxsize=4)
def _after_their_needs(rules: tuple[Rule, ...]) -> Sequence[Rule]:
    known = {rule.id: rule for rule in rules}
    needs = {rule.id: [need for need in _needs(rule) if need in known] for rule in rules}
    return tuple(known[name] for name in TopologicalSorter(needs).static_order())


def _reach(finding: Finding) -> Place:
    """What a finding keeps other rules from: its place or, if two units have one name, all of the second."""
    place = finding.place
    return Place(place.source, place.path[:-1]) if finding.rule in FOUNDATIONS else place


def _needs(rule: Rule) -> Sequence[str]:
    return rule.needs if rule.id in FOUNDATIONS else (*FOUNDATIONS, *rule.needs)


def _findings(rule: Rule, subjects: Iterable[Subject], guide: Guide) -> Iterator[Finding]:
    check, wants_guide = rule.check, rule.wants_guide
    for subject, place in subjects:
        try:
            for fault in check(subject, guide) if wants_guide else check(subject):
                yield _finding(rule, fault)
        except ProjectError:  # the rule asked for the day, and there is none
            raise
        except Exception as error:
            raise RuleCrashed(rule, place) from error


def _finding(rule: Rule, fault: Any) -> Finding:
    _check(fault, rule)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=fault.message,
        place=fault.place,
        why=rule.manual.why,
        hint=fault.hint or rule.manual.fix,
        related=fault.related,
        fix=fault.fix,
        meant=fault.meant,
    )


def _check(fault: Any, rule: Rule) -> None:
    """Raises whatever is wrong with what a rule has yielded, as long as it is known whose it is."""
    if not isinstance(fault, Fault) or not isinstance(fault.message, str):
        raise TypeError(f"a rule yields faults with a message, not {fault!r}")
    if fault.fix and not rule.fixable:
        raise ValueError("it offers a fix, but is not declared as fixable")
    for place in (fault.place, *(related.place for related in fault.related)):
        _ = place.span  # fails where nothing stands there


class _Subjects:
    """Everything in a guide that the rules want to be handed, by type, each with the place that it stands for.

    What is wanted of a type of part is found out once, and not for each part again.
    """

    def __init__(self, guide: Guide, rules: Iterable[Rule]) -> None:
        self._guide = guide
        wanted = [rule for rule in rules if all(issubclass(type_, Part) for type_ in rule.part_types)]
        self._parts: dict[Types, list[Subject]] = {rule.part_types: [] for rule in wanted if not rule.takes_list}
        self._lists: dict[Types, list[Subject]] = {rule.part_types: [] for rule in wanted if rule.takes_list}
        takers = cache(partial(_takers, self._parts))
        list_takers = cache(partial(_takers, self._lists))
        for part in guide.walk():
            subject = (part, part.place)
            for held in takers(type(part)):
                held.append(subject)
            for name, items in part.lists():
                for held in list_takers(type(items[0])):
                    held.append((items, part.place / name))

    def __call__(self, rule: Rule) -> Sequence[Subject]:
        if rule.subject is Guide:
            return [(self._guide, self._guide.overview.place)]
        return (self._lists if rule.takes_list else self._parts).get(rule.part_types, ())


def _takers(subjects: Mapping[Types, list[Subject]], kind: type) -> Sequence[list[Subject]]:
    """The lists of subjects in which a type of part belongs."""
    return [held for types, held in subjects.items() if issubclass(kind, types)]
