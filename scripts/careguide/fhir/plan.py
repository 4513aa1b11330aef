"""The two kinds of definition that units become: PlanDefinitions, and the ActivityDefinitions that these lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from careguide.content.common import Module, Rule
from careguide.content.guide import Escalation, Overview
from careguide.content.part import Unit
from careguide.content.remedies import Recipe
from careguide.fhir.action import action, attributes, documentation, extensions, kind, linked
from careguide.fhir.facts import SCOPES, lines
from careguide.fhir.imprint import Imprint, called
from careguide.fhir.resource import ADDED, Element, Resource, element, hl7_concept, variable_name

PLANS = (Overview, Module, Escalation, Recipe)
"""Units with a PlanDefinition of their own, besides the sections of massage and exercise."""


def _has_plan(unit: Unit) -> bool:
    return isinstance(unit, PLANS) or kind(unit) == "section"


def definition(at: Imprint, unit: Unit) -> str:
    """The definition that carries out a unit, if it has one of its own."""
    if _has_plan(unit):
        return at.canonical("PlanDefinition", unit)
    return at.canonical("ActivityDefinition", unit) if kind(unit) in ("drug", "operation", "procedure") else ""


def plan(
    at: Imprint,
    unit: Unit,
    type_: str,
    actions: Sequence[Element],
    goals: Sequence[Element] = (),
) -> Resource:
    """A unit as a PlanDefinition. What it leads to is repeated at its top, where servers can search for it."""
    facts = lines(unit, at.guide)
    return (
        at.head("PlanDefinition", unit, kind(unit), about=at.description(unit, *facts))
        | at.reviewed(unit)
        | element(
            extension=extensions(at, unit),
            identifier=at.identifiers(unit),
            type=hl7_concept("plan-definition-type", type_),
            useContext=_use(at, unit),
            topic=[at.concept(unit), *attributes(at, unit)],
            relatedArtifact=[*_dependencies(actions), *documentation(at, unit)],
            goal=list(goals),
            action=[found for found in actions if found],
        )
    )


def activity(
    at: Imprint, unit: Unit, request: str, *, title: str = "", about: str = "", of: Unit | None = None, **native: Any
) -> Resource:
    """A unit as something to be requested. ``of`` is what the request is for, where that is not the unit itself."""
    facts = lines(unit, at.guide)
    head = at.head("ActivityDefinition", unit, kind(unit), title=title, about=about or at.description(unit, *facts))
    return (
        head
        | at.reviewed(unit)
        | element(
            extension=extensions(at, unit),
            identifier=at.identifiers(unit),
            useContext=_use(at, unit),
            topic=attributes(at, unit),
            relatedArtifact=documentation(at, unit),
            kind=request,
            code=at.concept(of or unit),
            intent="proposal",
            **native,
        )
    )


def rules(at: Imprint, owner: Unit, units: Sequence[Rule]) -> Iterator[Resource]:
    """The rules that stand at one place, as a PlanDefinition of rules."""
    if not units:
        return
    title = f"Rules: {called(owner)}"
    head = at.head("PlanDefinition", owner, "rule", added=_RULES, title=title, about=at.description(owner, title))
    yield (
        head
        | at.reviewed(owner)
        | element(
            type=hl7_concept("plan-definition-type", "eca-rule"),
            useContext=_use(at, owner),
            relatedArtifact=_dependencies([_rule(at, owner, unit) for unit in units]),
            action=[_rule(at, owner, unit) for unit in units],
        )
    )


def rules_link(at: Imprint, owner: Unit, units: Sequence[Rule]) -> Element:
    """Where the rules stand among the other actions of what they rule."""
    if not units:
        return {}
    canonical = at.canonical("PlanDefinition", owner, _RULES)
    return linked(owner, "rules", canonical, "Rules", code=[at.coded("list", "rules")])


def _rule(at: Imprint, owner: Unit, unit: Rule) -> Element:
    """A rule; its condition is that a plan made from what it rules is being followed."""
    scope = owner if not unit.scope else at.guide.resolve(unit.scope, unit)
    if unit.scope in SCOPES or scope is None or not _has_plan(scope):
        return action(at, unit)
    url, variable = at.url("PlanDefinition", at.id(scope)), variable_name(unit.address)
    expression = f"%{variable}.instantiatesCanonical.where($this = '{url}' or startsWith('{url}|')).exists()"
    said = {
        "description": f"This is being followed: {called(scope)}",
        "language": "text/fhirpath",
        "expression": expression,
    }
    return action(
        at,
        unit,
        input=[{"id": variable, "type": "CarePlan"}],
        condition=[{"kind": "applicability", "expression": said}],
    )


_RULES = f"{ADDED}rules"


def _use(at: Imprint, unit: Unit) -> list[Element]:
    """For what condition and for whom."""
    context = "http://terminology.hl7.org/CodeSystem/usage-context-type"
    audience = at.guide.audience(unit)
    return [
        {
            "code": {"system": context, "code": "focus"},
            "valueCodeableConcept": at.concept(at.guide.overview.condition),
        },
        {"code": {"system": context, "code": "user"}, "valueCodeableConcept": at.coded("audience", audience)},
    ]


def _dependencies(actions: Sequence[Element]) -> list[Element]:
    found = dict.fromkeys(canonical for action in actions for canonical in _canonicals(action))
    return [{"type": "depends-on", "resource": canonical} for canonical in found]


def _canonicals(action: Element) -> Iterator[str]:
    """Every definition and value set that an action and what is inside it need."""
    if canonical := action.get("definitionCanonical"):
        yield canonical
    for need in action.get("input", ()):
        yield from (f["valueSet"] for f in need.get("codeFilter", ()) if "valueSet" in f)
    for inner in action.get("action", ()):
        yield from _canonicals(inner)
