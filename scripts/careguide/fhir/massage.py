"""Massage: a protocol of sections, one PlanDefinition and one request for each region."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.massage import Massage, Section
from careguide.fhir.action import goals, listed, participants, reference, statements, steps
from careguide.fhir.conditions import absent
from careguide.fhir.imprint import Imprint
from careguide.fhir.modality import course, equipment, modality
from careguide.fhir.plan import activity, plan, rules, rules_link
from careguide.fhir.resource import Resource
from careguide.fhir.timing import course_timing


def resources(at: Imprint, module: Massage) -> Iterator[Resource]:
    allowed = absent(at, module.contraindications, module)
    sections = [reference(at, section) for section in module.sections]
    listing = listed(at, module, "sections", sections, selectionBehavior="any", **allowed)
    yield from modality(at, module, "clinical-protocol", [listing])
    for section in module.sections:
        yield from _section(at, module, section)


def _section(at: Imprint, module: Massage, unit: Section) -> Iterator[Resource]:
    allowed = absent(at, module.contraindications, unit)
    who = participants(at, (unit.setting,))
    actions = [
        statements(at, unit, "principles", unit.principles),
        rules_link(at, unit, unit.rules),
        course(at, unit.course, at.canonical("ActivityDefinition", unit)),
        equipment(at, unit, unit.equipment),
        steps(at, unit, unit.steps, participant=who, **allowed),
    ]
    yield plan(at, unit, "clinical-protocol", actions, goals(at, unit.effects))
    yield from rules(at, unit, unit.rules)
    site = [at.coded("region", unit.region)]
    timing = course_timing(at.base, unit.course)
    yield activity(at, unit, "ServiceRequest", timingTiming=timing, participant=who, bodySite=site)
