"""The guide as a whole: phases and the modalities in them, the ladder of treatment, referral and outlook."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.common import Module
from careguide.content.guide import Escalation, Overview, Phase, Referral, State, Transition
from careguide.content.part import Unit
from careguide.fhir.action import action, listed, reference, related, statements
from careguide.fhir.conditions import absent, conditions, holds, value_set
from careguide.fhir.imprint import Imprint, called
from careguide.fhir.plan import definition, plan, rules, rules_link
from careguide.fhir.resource import ADDED, Element, Resource, element, identifier, variable_name


def resources(at: Imprint) -> Iterator[Resource]:
    unit = at.guide.overview
    actions = [
        action(at, unit.condition),
        statements(at, unit, "principles", unit.principles),
        rules_link(at, unit, unit.rules),
        listed(at, unit, "phases", [_phase(at, phase, n) for n, phase in enumerate(unit.phases, 1)]),
        listed(at, unit, "modalities", _modalities(at, None), selectionBehavior="any"),
        reference(at, unit.escalation),
        _referral(at, unit.referral) if unit.referral else {},
        statements(at, unit, "prognosis", unit.prognosis),
    ]
    yield plan(at, unit, "clinical-protocol", actions)
    yield from rules(at, unit, unit.rules)
    yield _escalation(at, unit.escalation)
    yield from _value_sets(at, unit)


def _value_sets(at: Imprint, unit: Overview) -> Iterator[Resource]:
    if unit.referral:
        yield from value_set(at, unit.referral.indications)
        yield from value_set(at, unit.referral.red_flags)


def _phase(at: Imprint, unit: Phase, number: int) -> Element:
    """A phase and the modalities that begin in it."""
    return action(
        at,
        unit,
        prefix=str(number),
        relatedAction=_relations(at, unit, unit.after, "after-end"),
        groupingBehavior="logical-group",
        selectionBehavior="any",
        action=_modalities(at, unit),
    )


def _modalities(at: Imprint, phase: Phase | None) -> list[Element]:
    """The modalities that begin in a phase, or those for which the guide names none."""
    return [
        reference(
            at,
            module,
            prefix=str(number),
            relatedAction=_related(at, module),
            **absent(at, module.contraindications, module),
        )
        for number, module in enumerate(at.guide.modules, 1)
        if (at.guide.resolve(module.phase, module) if module.phase else None) is phase
    ]


def _related(at: Imprint, module: Module) -> list[Element]:
    return [
        *_relations(at, module, module.after, "after-start"),
        *_relations(at, module, module.combined_with, "concurrent"),
    ]


def _relations(at: Imprint, unit: Unit, references: tuple[str, ...], relationship: str) -> list[Element]:
    """To other phases and modalities, which are all actions of the same plan."""
    targets = (at.guide.resolve(name, unit) for name in references)
    return [related(target, relationship) for target in targets if isinstance(target, Phase | Module)]


def _referral(at: Imprint, unit: Referral) -> Element:
    lists = [conditions(at, found) for found in (unit.indications, unit.red_flags) if found]
    who = [{"type": "practitioner", "role": {"text": unit.to}}] if unit.to else []
    return action(at, unit, participant=who, action=lists)


def _escalation(at: Imprint, unit: Escalation) -> Resource:
    actions = [
        listed(at, unit, "states", [_state(at, state) for state in unit.states]),
        listed(at, unit, "triggers", [action(at, trigger) for trigger in unit.triggers]),
        listed(at, unit, "transitions", [_transition(at, step) for step in unit.transitions]),
    ]
    return plan(at, unit, "eca-rule", actions)


def _state(at: Imprint, unit: State) -> Element:
    """A state and the definitions of what is used in it."""
    targets = (at.guide.resolve(name, unit) for name in unit.treatments)
    return action(at, unit, action=[_treatment(at, unit, target) for target in targets if target])


def _treatment(at: Imprint, state: State, target: Unit) -> Element:
    return element(
        id=identifier(f"{state.address}{ADDED}{target.address}"),
        title=called(target),
        code=[at.concept(target)],
        definitionCanonical=definition(at, target),
    )


def _transition(at: Imprint, unit: Transition) -> Element:
    """From one state to another, if the trigger is there."""
    trigger = at.guide.resolve(unit.trigger, unit)
    states = {name: at.guide.resolve(name, unit) for name in (unit.from_, unit.to)}
    order = [(states[unit.from_], "after-start"), (states[unit.to], "before-start")]
    found = next((t for t in at.guide.overview.escalation.triggers if t is trigger), None)
    return action(
        at,
        unit,
        reason=[at.concept(found)] if found else [],
        **(holds(at, variable_name(unit.address), found) if found else {}),
        relatedAction=[related(state, relationship) for state, relationship in order if state],
    )
