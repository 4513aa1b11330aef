"""Indications and contraindications: value sets, reasons, conditions that a program can evaluate, and what not to do.

``Expression`` needs an expression (invariant exp-1), so a condition is stated only where the source says how the items
combine; otherwise the list stands as reasons and in words, and nothing is decided for the reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from careguide.content.common import Combine, Condition, Conditions, Module
from careguide.content.part import Unit
from careguide.fhir.action import action, kind
from careguide.fhir.imprint import Imprint, called
from careguide.fhir.plan import activity
from careguide.fhir.resource import Element, Resource, element, variable_name

_Members = dict[str, dict[str, Element]]


def conditions(at: Imprint, unit: Conditions, **native: object) -> Element:
    """A list of conditions as an action that looks for each of them."""
    return action(at, unit, action=[action(at, item) for item in unit.items], **native)


def value_set(at: Imprint, unit: Conditions | None) -> Iterator[Resource]:
    """The items as codes: our own, and the confident ones of published classifications."""
    if unit is None or not unit.items:
        return
    members: _Members = defaultdict(dict)
    for coding in (coding for item in unit.items for coding in at.concept(item)["coding"]):
        members[coding["system"]][coding["code"]] = {key: coding[key] for key in ("code", "display") if key in coding}
    title = unit.title or f"{called(at.guide.parent(unit))}: {unit.id.replace('-', ' ')}"
    head = at.head("ValueSet", unit, kind(unit), title=title, about=at.description(unit, title))
    includes = [element(system=system, concept=list(found.values())) for system, found in members.items()]
    yield head | {"compose": {"include": includes}}


def contraindicated(at: Imprint, module: Module) -> Iterator[Resource]:
    """The value set, and the activity that must not be carried out while one of its members is present."""
    unit = module.contraindications
    yield from value_set(at, unit)
    if unit is None or not unit.items:
        return
    targets = [at.guide.resolve(name, unit) for name in unit.applies_to]
    request = "MedicationRequest" if module.id == "medication" else "ServiceRequest"
    title = f"Do not perform: {called(module)}"
    about = at.description(unit, title, *(item.text for item in unit.items))
    target = (targets[0] if len(targets) == 1 else None) or module
    yield activity(at, unit, request, title=title, about=about, of=target, doNotPerform=True)


def warned(at: Imprint, unit: Conditions | None) -> list[Element]:
    """The contraindications as an action beside the treatment, or that the source names none."""
    if unit is None:
        return []
    if not unit.items:
        return [conditions(at, unit)]
    canonical = at.canonical("ActivityDefinition", unit)
    found = _present(at, unit, variable_name(unit.address))
    return [conditions(at, unit, **found, definitionCanonical=canonical)]


def indicated(at: Imprint, unit: Conditions | None) -> Element:
    """``reason``, and the condition that the indications are there."""
    if unit is None or not unit.items:
        return {}
    return {"reason": [at.concept(item) for item in unit.items], **_present(at, unit, variable_name(unit.address))}


def _present(at: Imprint, unit: Conditions, name: str) -> Element:
    if unit.combine is Combine.ANY:
        expression = f"{_members(at, unit, name)}.exists()"
        return _stated(at, unit, name, "At least one of these is present", expression)
    if unit.combine is Combine.ALL:
        return _stated(at, unit, name, "All of these are present", _all(at, unit, name))
    return {}


def absent(at: Imprint, unit: Conditions | None, treated: Unit, within: Unit | None = None) -> Element:
    """The condition that no contraindication is there, for a treatment to which the list applies.

    Nothing where the condition stands on the whole already ``within`` which the treatment stands.
    """
    if unit is None or not unit.items or not _covers(at, unit, treated) or (within and _covers(at, unit, within)):
        return {}
    name = variable_name(treated.address, "against")
    if unit.combine is Combine.ALL:
        return _stated(at, unit, name, "These are not all present", f"({_all(at, unit, name)}).not()")
    if unit.combine is Combine.ANY:
        return _stated(at, unit, name, "None of these is present", f"{_members(at, unit, name)}.empty()")
    return {}


def both(one: Element, other: Element) -> Element:
    """The elements of two conditions on one action."""
    return {name: [*one.get(name, []), *other.get(name, [])] for name in {**one, **other}}


def holds(at: Imprint, name: str, unit: Condition) -> Element:
    """The condition that one thing is there."""
    words = f"This is present: {unit.text}"
    filters = {"path": "code", "code": [at.coding(unit)]}
    return _condition(name, filters, words, f"{_one(at, name, unit)}.exists()")


def _stated(at: Imprint, unit: Conditions, name: str, words: str, expression: str) -> Element:
    filters = {"path": "code", "valueSet": at.canonical("ValueSet", unit)}
    listed = "; ".join(item.text for item in unit.items)
    return _condition(name, filters, f"{words}: {listed}", expression)


def _condition(name: str, filters: Element, words: str, expression: str) -> Element:
    said = {"description": words, "language": "text/fhirpath", "expression": expression}
    return {
        "input": [{"id": name, "type": "Condition", "codeFilter": [filters]}],
        "condition": [{"kind": "applicability", "expression": said}],
    }


def _members(at: Imprint, unit: Conditions, name: str) -> str:
    return f"%{name}.where(code.memberOf('{at.url('ValueSet', at.id(unit))}'))"


def _all(at: Imprint, unit: Conditions, name: str) -> str:
    return " and ".join(f"{_one(at, name, item)}.exists()" for item in unit.items)


def _one(at: Imprint, name: str, item: Condition) -> str:
    return f"%{name}.where(code.coding.where(system='{at.units}' and code='{at.code(item)}').exists())"


def _covers(at: Imprint, unit: Conditions, treated: Unit) -> bool:
    """Whether a list holds for a treatment: for the whole of where it stands, unless it names what it applies to."""
    targets = [at.guide.resolve(name, unit) for name in unit.applies_to]
    return not targets or any(t is not None and f"{treated.address}.".startswith(f"{t.address}.") for t in targets)
