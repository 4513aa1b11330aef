"""What is taken: Medications and how they are dosed, the same for drugs and for what recipes make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careguide.content.part import Unit
from careguide.content.quantity import Quantity
from careguide.fhir.action import extensions, kind, note_extension
from careguide.fhir.imprint import Imprint
from careguide.fhir.resource import Element, Resource, element, sentences
from careguide.fhir.timing import dose as exact_dose


def medication(at: Imprint, unit: Unit, **native: Any) -> Resource:
    """A Medication has neither url nor documentation: it has an identifier, and its notes are extensions."""
    return element(
        resourceType="Medication",
        id=at.id(unit),
        meta=at.meta(unit, kind(unit)),
        language=at.guide.overview.language,
        extension=[*extensions(at, unit), *(note_extension(at, note) for note in unit.notes)],
        identifier=at.identifiers(unit),
        code=at.concept(unit) | {"text": unit.name},
        **native,
    )


def dosage(
    at: Imprint,
    said: Iterable[str],
    *,
    timing: Element,
    route: Element | None = None,
    dose: Quantity | None = None,
) -> Element:
    """How it is taken: in words all of it, in elements what they can say exactly."""
    amount = exact_dose(at.base, dose) if dose else {}
    return element(text=sentences(said), timing=timing, route=route, doseAndRate=[amount] if amount else [])
