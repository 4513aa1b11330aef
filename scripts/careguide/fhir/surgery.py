"""Surgery: a rule that says when to operate, with the operations among which to choose."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.surgery import Category, Operation, Surgery
from careguide.fhir.action import action, listed, selection, steps
from careguide.fhir.conditions import absent, both, conditions, indicated, value_set
from careguide.fhir.imprint import Imprint
from careguide.fhir.modality import modality
from careguide.fhir.plan import activity
from careguide.fhir.resource import Element, Resource


def resources(at: Imprint, module: Surgery) -> Iterator[Resource]:
    categories = [_category(at, module, unit) for unit in module.categories]
    needed, allowed = indicated(at, module.indications), absent(at, module.contraindications, module)
    actions = [
        conditions(at, module.indications),
        listed(at, module, "categories", categories, **both(needed, allowed)),
    ]
    yield from modality(at, module, "eca-rule", actions)
    yield from value_set(at, module.indications)
    for category in module.categories:
        yield from value_set(at, category.indications)
        for operation in category.operations:
            yield activity(at, operation, "ServiceRequest")


def _category(at: Imprint, module: Surgery, unit: Category) -> Element:
    operations = [_operation(at, operation) for operation in unit.operations]
    inner = [
        *([conditions(at, unit.indications)] if unit.indications else []),
        listed(at, unit, "operations", operations, selectionBehavior=selection(unit.combine, "exactly-one")),
    ]
    allowed = absent(at, module.contraindications, unit, within=module)
    return action(at, unit, **both(indicated(at, unit.indications), allowed), action=inner)


def _operation(at: Imprint, unit: Operation) -> Element:
    inner = steps(at, unit, unit.steps)
    canonical = at.canonical("ActivityDefinition", unit)
    return action(at, unit, definitionCanonical=canonical, action=[inner] if inner else [])
