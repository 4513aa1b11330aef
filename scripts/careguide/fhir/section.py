"""What massage and exercise have in common: for each region a plan, its rules, and the request for its course."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from careguide.content import exercise, massage
from careguide.content.common import Statement
from careguide.fhir.action import goals, listed, participants, reference, statements
from careguide.fhir.conditions import absent
from careguide.fhir.imprint import Imprint
from careguide.fhir.modality import course, equipment, modality
from careguide.fhir.plan import activity, plan, rules, rules_link
from careguide.fhir.resource import Element, Resource
from careguide.fhir.timing import course_timing

S = TypeVar("S", bound=massage.Section | exercise.Section)


def by_region(
    at: Imprint,
    module: massage.Massage | exercise.ExerciseTherapy,
    sections: Sequence[S],
    done: Callable[[S], Element],
) -> Iterator[Resource]:
    """A modality whose sections are regions; ``done`` is what is done in one of them."""
    allowed = absent(at, module.contraindications, module)
    references = [reference(at, section) for section in sections]
    listing = listed(at, module, "sections", references, selectionBehavior="any", **allowed)
    yield from modality(at, module, "clinical-protocol", [listing])
    for unit in sections:
        yield plan(at, unit, "clinical-protocol", [*_before(at, unit), done(unit)], goals(at, _effects(unit)))
        yield from rules(at, unit, unit.rules)
        yield activity(
            at,
            unit,
            "ServiceRequest",
            timingTiming=course_timing(at.base, unit.course),
            participant=performers(at, unit),
            bodySite=[at.coded("region", unit.region)],
        )


def performers(at: Imprint, unit: massage.Section | exercise.Section) -> list[Element]:
    return participants(at, (unit.setting,)) if isinstance(unit, massage.Section) else []


def _before(at: Imprint, unit: massage.Section | exercise.Section) -> list[Element]:
    return [
        statements(at, unit, "principles", unit.principles),
        rules_link(at, unit, unit.rules),
        course(at, unit.course, at.canonical("ActivityDefinition", unit)),
        equipment(at, unit, unit.equipment),
    ]


def _effects(unit: massage.Section | exercise.Section) -> Sequence[Statement]:
    return unit.effects if isinstance(unit, massage.Section) else ()
