"""How each field of a unit is carried: as a term, a figure, a relation or words.

One table for all kinds, so that nothing can be forgotten: a field of a unit that is neither in it, nor common to all
units, nor a list of units, does not pass the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from careguide.content.common import Requirements
from careguide.content.guide import Guide
from careguide.content.part import Part, Unit
from careguide.content.quantity import Quantity
from careguide.content.wording import figure, term
from careguide.fhir.imprint import called
from careguide.fhir.terminology import terms


class Coded(NamedTuple):
    """One or more values of an enumeration."""

    set: str


class Marked(NamedTuple):
    """Yes or no; nothing where the code is empty."""

    yes: str
    no: str = ""


class Figured(NamedTuple):
    """A quantity."""

    name: str


class Related(NamedTuple):
    """One or more references to other units."""

    name: str


class Said(NamedTuple):
    """Words for which R4 has no code."""

    label: str


Carrier = Coded | Marked | Figured | Related | Said

CARRIED: Mapping[str, Carrier] = {
    "after": Related("after"),
    "amount": Figured("amount"),
    "applies_to": Related("applies-to"),
    "before": Related("before"),
    "combine": Coded("combine"),
    "combined_with": Related("combined-with"),
    "concentration": Figured("concentration"),
    "contact_time": Figured("contact-time"),
    "direction": Coded("direction"),
    "dose": Figured("dose"),
    "duration": Figured("duration"),
    "editorial_title": Marked("editorial-title"),
    "effort": Coded("effort"),
    "end": Marked("end"),
    "exhaustive": Marked("exhaustive", "not-exhaustive"),
    "first_session": Said("In the first session"),
    "form": Coded("form"),
    "frequency": Figured("frequency"),
    "from_": Said("From"),
    "hand": Coded("hand"),
    "hold": Figured("hold"),
    "identity": Coded("identity"),
    "kind": Coded("remedy-kind"),
    "method": Coded("massage-method"),
    "movement": Coded("movement"),
    "optional": Marked("optional"),
    "phase": Related("phase"),
    "plant_part": Coded("plant-part"),
    "position": Coded("body-position"),
    "priority": Said("Priority"),
    "region": Coded("region"),
    "repetitions": Figured("repetitions"),
    "role": Coded("role"),
    "route": Coded("route"),
    "same_position_as": Related("same-position-as"),
    "scope": Related("scope"),
    "session_length": Figured("session-length"),
    "sessions": Figured("sessions"),
    "setting": Coded("setting"),
    "side": Coded("side"),
    "start": Marked("start"),
    "starting_position": Said("Starting position"),
    "state": Coded("ingredient-state"),
    "status": Coded("status"),
    "storage": Figured("storage"),
    "strength": Coded("strength"),
    "substances": Said("Substances"),
    "technique": Coded("technique"),
    "tempo": Coded("tempo"),
    "to": Said("To"),
    "treatments": Related("treatments"),
    "trigger": Related("trigger"),
    "unstated": Said("Not stated in the source"),
    "uses": Related("uses"),
    "wait": Figured("wait"),
    # where a name means something else in one kind
    "Recipe.method": Related("method"),
    "Referral.to": Said("See"),
    "Step.position": Coded("order"),
    "Transition.from_": Related("from"),
    "Transition.to": Related("to"),
}

SCOPES = {"guide": "scope-guide", "unresolved": "scope-unresolved"}
"""What a rule's scope may say instead of an address."""


class Fact(NamedTuple):
    """A field that holds something."""

    carrier: Carrier
    value: object

    @property
    def values(self) -> tuple[object, ...]:
        return self.value if isinstance(self.value, tuple) else (self.value,)


def facts(part: Part) -> Iterator[Fact]:
    """Every fact of a unit beyond what all units have, in the order of its fields."""
    for name in part.__struct_fields__:
        value = getattr(part, name)
        if isinstance(value, Requirements):
            yield from facts(value)
        carrier = CARRIED.get(f"{type(part).__name__}.{name}") or CARRIED.get(name)
        if carrier is None or value in (None, "", ()) or (value is False and name != "exhaustive"):
            continue
        yield Fact(Marked(SCOPES[value]), True) if name == "scope" and value in SCOPES else Fact(carrier, value)


def codes(part: Part) -> Iterator[tuple[str, str]]:
    """The set and the value of each coded fact."""
    for carrier, value in facts(part):
        if isinstance(carrier, Coded):
            yield from ((carrier.set, str(v)) for v in (value if isinstance(value, tuple) else (value,)))
        elif isinstance(carrier, Marked) and (mark := carrier.yes if value else carrier.no):
            yield "mark", mark


def figures(part: Part) -> Iterator[tuple[str, Quantity]]:
    for carrier, value in facts(part):
        if isinstance(carrier, Figured) and isinstance(value, Quantity):
            yield carrier.name, value


def relations(part: Part) -> Iterator[tuple[str, str]]:
    """The kind of each relation and the reference as the source file has it."""
    for fact in facts(part):
        if isinstance(fact.carrier, Related):
            yield from ((fact.carrier.name, str(value)) for value in fact.values)


def lines(unit: Unit, guide: Guide) -> Iterator[str]:
    """Each fact in words, one a line."""
    if unit.as_written:
        yield f"In the source: “{unit.as_written}”"
    if unit.audience is not None:
        yield f"For: {terms()[f'audience.{unit.audience}'].display}"
    for fact in facts(unit):
        yield _line(fact, unit, guide)


def dosage_lines(unit: Unit, guide: Guide) -> Iterator[str]:
    """The facts that say how something is given: its figures and its route, one a line."""
    for fact in facts(unit):
        if isinstance(fact.carrier, Figured) or fact.carrier == CARRIED["route"]:
            yield _line(fact, unit, guide)


def _line(fact: Fact, unit: Unit, guide: Guide) -> str:
    carrier = fact.carrier
    if isinstance(carrier, Marked):
        return _label(f"mark.{carrier.yes if fact.value else carrier.no}")
    if isinstance(carrier, Coded):
        return f"{carrier.set.replace('-', ' ').capitalize()}: {', '.join(term(str(v)) for v in fact.values)}"
    if isinstance(carrier, Figured) and isinstance(fact.value, Quantity):
        return f"{_label(f'quantity.{carrier.name}')}: {_figure(fact.value)}"
    if isinstance(carrier, Related):
        return f"{_label(f'relation.{carrier.name}')}: {', '.join(_names(fact, unit, guide))}"
    return f"{carrier[0]}: {', '.join(str(v) for v in fact.values)}"


def _label(key: str) -> str:
    words = terms()[key].display
    return words[:1].upper() + words[1:]


def _figure(quantity: Quantity) -> str:
    said = f" (in the source: “{quantity.as_written}”)" if quantity.as_written and not quantity.unstated else ""
    return f"{figure(quantity)}{said}"


def _names(fact: Fact, unit: Unit, guide: Guide) -> Iterator[str]:
    for reference in fact.values:
        target = guide.resolve(str(reference), unit)
        yield called(target) if target else str(reference)
