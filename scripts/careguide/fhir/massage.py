"""Massage: one plan for each region, whose techniques are steps in order."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.massage import Massage, Section
from careguide.fhir.action import steps
from careguide.fhir.conditions import absent
from careguide.fhir.imprint import Imprint
from careguide.fhir.resource import Element, Resource
from careguide.fhir.section import by_region, performers


def resources(at: Imprint, module: Massage) -> Iterator[Resource]:
    def techniques(unit: Section) -> Element:
        allowed = absent(at, module.contraindications, unit)
        return steps(at, unit, unit.steps, participant=performers(at, unit), **allowed)

    yield from by_region(at, module, module.sections, techniques)
