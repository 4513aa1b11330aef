"""Physical procedures: actions of the modality's PlanDefinition, each with a request of its own."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.physiotherapy import Physiotherapy, Procedure
from careguide.fhir.action import action, goal_ids, goals, listed, participants, steps
from careguide.fhir.conditions import absent
from careguide.fhir.imprint import Imprint
from careguide.fhir.modality import course, equipment, modality
from careguide.fhir.plan import activity, rules, rules_link
from careguide.fhir.resource import Element, Resource
from careguide.fhir.timing import course_timing


def resources(at: Imprint, module: Physiotherapy) -> Iterator[Resource]:
    allowed = absent(at, module.contraindications, module)
    procedures = [_procedure(at, module, unit) for unit in module.procedures]
    listing = listed(at, module, "procedures", procedures, **allowed)
    aims = [goal for unit in module.procedures for goal in goals(at, unit.effects)]
    yield from modality(at, module, "clinical-protocol", [listing], aims)
    for unit in module.procedures:
        yield from rules(at, unit, unit.rules)
        yield activity(
            at,
            unit,
            "ServiceRequest",
            timingTiming=course_timing(at.base, unit.course),
            participant=participants(at, (unit.setting,)),
            bodySite=[at.coded("region", unit.region)] if unit.region else [],
        )


def _procedure(at: Imprint, module: Physiotherapy, unit: Procedure) -> Element:
    inner = [
        rules_link(at, unit, unit.rules),
        course(at, unit.course),
        equipment(at, unit, unit.equipment),
        steps(at, unit, unit.steps),
    ]
    return action(
        at,
        unit,
        goalId=goal_ids(unit.effects),
        **absent(at, module.contraindications, unit, within=module),
        participant=participants(at, (unit.setting,)),
        definitionCanonical=at.canonical("ActivityDefinition", unit),
        action=[found for found in inner if found],
    )
