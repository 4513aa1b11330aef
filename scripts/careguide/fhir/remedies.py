"""Folk remedies: each recipe is a Medication made of its ingredients, and a workflow of steps that ends in its use."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.remedies import Ingredient, Recipe, Remedies
from careguide.content.wording import term
from careguide.fhir.action import action, extensions, goals, linked, listed, note_extension, reference, steps
from careguide.fhir.conditions import absent
from careguide.fhir.drug import dosage, medication
from careguide.fhir.facts import dosage_lines
from careguide.fhir.imprint import Imprint
from careguide.fhir.modality import equipment, modality
from careguide.fhir.plan import activity, plan
from careguide.fhir.resource import ADDED, Element, Resource, element, identifier
from careguide.fhir.timing import ratio, timing


def resources(at: Imprint, module: Remedies) -> Iterator[Resource]:
    allowed = absent(at, module.contraindications, module)
    recipes = [reference(at, recipe) for recipe in module.recipes]
    actions = [
        listed(at, module, "methods", [action(at, unit) for unit in module.methods], selectionBehavior="any"),
        listed(at, module, "recipes", recipes, selectionBehavior="any", **allowed),
    ]
    yield from modality(at, module, "clinical-protocol", actions)
    for recipe in module.recipes:
        yield from _recipe(at, module, recipe)


def _recipe(at: Imprint, module: Remedies, unit: Recipe) -> Iterator[Resource]:
    used = at.canonical("ActivityDefinition", unit)
    after = {"actionId": identifier(f"{unit.address}{ADDED}steps"), "relationship": "after-start"}
    time = timing(at.base, length=unit.contact_time, frequency=unit.frequency, bounds=unit.duration)
    actions = [
        listed(at, unit, "ingredients", [action(at, each) for each in unit.ingredients], selectionBehavior="all"),
        equipment(at, unit, unit.equipment),
        steps(at, unit, unit.steps, **absent(at, module.contraindications, unit)),
        linked(
            unit,
            "application",
            used,
            "Use",
            code=[at.coded("list", "application")],
            relatedAction=[after],
            timingTiming=time,
        ),
    ]
    yield plan(at, unit, "workflow-definition", actions, goals(at, unit.effects))
    form = at.coded("remedy-kind", unit.kind) | {"text": term(unit.kind)}
    yield medication(at, unit, form=form, ingredient=[_ingredient(at, each) for each in unit.ingredients])
    yield activity(
        at,
        unit,
        "MedicationRequest",
        productReference={"reference": f"Medication/{at.id(unit)}", "display": unit.name},
        dosage=[dosage(at, dosage_lines(unit, at.guide), timing=time)],
    )


def _ingredient(at: Imprint, unit: Ingredient) -> Element:
    """``strength`` is how much of it there is in one preparation, where the source gives a figure."""
    return element(
        id=identifier(unit.address),
        extension=[*extensions(at, unit), *(note_extension(at, note) for note in unit.notes)],
        itemCodeableConcept=at.concept(unit) | {"text": unit.name},
        strength=ratio(at.base, unit.amount),
    )
