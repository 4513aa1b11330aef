"""Drugs: an order set of groups; each drug is a Medication and the proposal to request it."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.medication import Drug, Group, Medication, Procedure
from careguide.content.wording import term
from careguide.fhir.action import action, goal_ids, goals, listed, selection, steps
from careguide.fhir.conditions import absent, both, conditions, indicated, value_set
from careguide.fhir.drug import dosage, medication
from careguide.fhir.facts import dosage_lines
from careguide.fhir.imprint import Imprint
from careguide.fhir.modality import modality
from careguide.fhir.plan import activity, rules, rules_link
from careguide.fhir.resource import Element, Resource, concept
from careguide.fhir.timing import timing


def resources(at: Imprint, module: Medication) -> Iterator[Resource]:
    allowed = absent(at, module.contraindications, module)
    groups = [_group(at, module, unit) for unit in module.groups]
    procedures = [_procedure(at, module, unit) for unit in module.procedures]
    owners: tuple[Group | Procedure, ...] = (*module.groups, *module.procedures)
    aims = [goal for owner in owners for goal in goals(at, owner.effects)]
    actions = [
        listed(at, module, "groups", groups, selectionBehavior="any", **allowed),
        listed(at, module, "procedures", procedures, selectionBehavior="any"),
    ]
    yield from modality(at, module, "order-set", actions, aims)
    for owner in owners:
        yield from rules(at, owner, owner.rules)
        yield from value_set(at, owner.indications)
        if isinstance(owner, Procedure):
            yield activity(at, owner, "ServiceRequest")
        for drug in owner.members if isinstance(owner, Group) else owner.agents:
            yield from _drug(at, drug)


def _group(at: Imprint, module: Medication, unit: Group) -> Element:
    allowed = absent(at, module.contraindications, unit, within=module)
    one_of = selection(unit.combine, "at-most-one")
    inner = [
        *([conditions(at, unit.indications)] if unit.indications else []),
        listed(at, unit, "members", [_member(at, drug) for drug in unit.members], selectionBehavior=one_of),
        steps(at, unit, unit.sequence, "sequence"),
        rules_link(at, unit, unit.rules),
    ]
    return action(
        at,
        unit,
        goalId=goal_ids(unit.effects),
        **both(indicated(at, unit.indications), allowed),
        timingTiming=timing(at.base, bounds=unit.duration),
        requiredBehavior="could",
        action=[found for found in inner if found],
    )


def _procedure(at: Imprint, module: Medication, unit: Procedure) -> Element:
    allowed = absent(at, module.contraindications, unit, within=module)
    one_of = selection(unit.combine, "exactly-one")
    inner = [
        *([conditions(at, unit.indications)] if unit.indications else []),
        listed(at, unit, "agents", [_member(at, drug) for drug in unit.agents], selectionBehavior=one_of),
        rules_link(at, unit, unit.rules),
    ]
    return action(
        at,
        unit,
        goalId=goal_ids(unit.effects),
        **both(indicated(at, unit.indications), allowed),
        requiredBehavior="could",
        definitionCanonical=at.canonical("ActivityDefinition", unit),
        action=[found for found in inner if found],
    )


def _member(at: Imprint, unit: Drug) -> Element:
    return action(at, unit, definitionCanonical=at.canonical("ActivityDefinition", unit))


def _drug(at: Imprint, unit: Drug) -> Iterator[Resource]:
    given = timing(at.base, frequency=unit.frequency, bounds=unit.duration)
    form = at.coded("form", unit.form) | {"text": term(unit.form)}
    substances = [{"itemCodeableConcept": concept(text=name)} for name in unit.substances]
    yield medication(at, unit, form=form, ingredient=substances)
    route = at.coded("route", unit.route) | {"text": term(unit.route)}
    yield activity(
        at,
        unit,
        "MedicationRequest",
        productReference={"reference": f"Medication/{at.id(unit)}", "display": unit.name},
        dosage=[dosage(at, dosage_lines(unit, at.guide), timing=given, route=route, dose=unit.dose)],
    )
