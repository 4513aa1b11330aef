"""Rules of plugins. They add to careguide's own, and neither replace nor silence any of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from inspect import isclass

from careguide.content.guide import Guide
from careguide.content.part import Part
from careguide.edition import Export
from careguide.engine.acknowledge import Acknowledgement
from careguide.engine.file_checks import FILE_CHECKS
from careguide.engine.manual import ManualError
from careguide.engine.rule import Rule, rules_in
from careguide.finding import Severity
from careguide.plugins import Plugin, UnusablePlugin, plugins

# As `acknowledges` of a note has it in schema/common.schema.json: other ids could not be written there.
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*")


def plugin_rules(group: str, own: Mapping[str, Rule]) -> Mapping[str, Rule]:
    """The rules that packages bring in a group of entry points, by id. Raises ``UnusablePlugin``."""
    found: dict[str, Rule] = {}
    for each in plugins(group):
        for rule in _declared(each):
            why = next(filter(None, (_clash(rule, own, found), _unfit(rule))), "")
            if why:
                raise UnusablePlugin(each.package, why)
            found[rule.id] = rule
    _check_needs(found, own)
    return found


def _declared(each: Plugin) -> Iterator[Rule]:
    rules = rules_in(each.module)
    if not rules:
        raise UnusablePlugin(each.package, f"its entry point names {each.module.__name__}, which declares no rule")
    return (replace(rule, package=each.package) for rule in rules)


def _clash(rule: Rule, own: Mapping[str, Rule], found: Mapping[str, Rule]) -> str:
    """Why a rule cannot have its id; empty where it can."""
    if rule.family in {name.partition("/")[0] for name in (*own, *FILE_CHECKS)}:
        return f"its rule {rule.id} is of the family “{rule.family}”, which is careguide's own: rename its module"
    if rule.id in found:
        other = found[rule.id].package
        where = "that package has two rules" if other == rule.package else f"{other} has a rule, too, that is"
        return f"{where} called {rule.id}"
    return "" if _ID.fullmatch(rule.id) else f"its rule {rule.id} has an id with other than small letters and digits"


def _unfit(rule: Rule) -> str:
    """Why a rule cannot be run or explained; empty where it can."""
    try:
        subjects = rule.part_types
        manual = rule.manual
    except ManualError as error:
        return f"its rule {rule.id} has no manual: {error}"
    except Exception as error:  # whatever stands, or does not, in the annotations of a foreign function
        return f"its rule {rule.id} does not say what it is about: annotate its parameters ({error})"
    whole = len(subjects) == 1 and subjects[0] in (Guide, Export, Acknowledgement)
    strange = [each for each in subjects if not (isclass(each) and issubclass(each, Part))]
    if strange and not whole:
        return f"its rule {rule.id} is about {strange[0]}, which is no part of a guide"
    if not (manual.bad.strip() and manual.good.strip()):
        return f"its rule {rule.id} has no examples in its manual"
    known = rule.severity in list(Severity)
    return "" if known else f"its rule {rule.id} has a severity that does not exist: {rule.severity}"


def _check_needs(found: Mapping[str, Rule], own: Mapping[str, Rule]) -> None:
    for rule in found.values():
        for need in rule.needs:
            if need not in found and need not in own:
                raise UnusablePlugin(rule.package, f"its rule {rule.id} needs {need}, which does not exist")
    try:
        TopologicalSorter({rule.id: rule.needs for rule in found.values()}).prepare()
    except CycleError as error:
        circle = error.args[1]
        raise UnusablePlugin(found[circle[0]].package, f"its rules need each other: {', '.join(circle)}") from error
