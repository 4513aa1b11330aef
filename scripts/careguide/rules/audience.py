"""Whom a statement addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from careguide.content.common import Step
from careguide.content.guide import Guide
from careguide.content.medication import Drug, Group, Medication, Procedure
from careguide.content.part import Audience, Unit
from careguide.content.wording import audience as said
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.over_the_counter import sold_without_prescription
from careguide.language.words import plain

_TO_THE_READER = re.compile(r"\byou(r|rs|rself)?\b")
_OF_THE_PATIENT = re.compile(r"\b(the|a|each|every|any) patient\b|\bpatients\b")

Offer = Medication | Group | Procedure | Drug | Step
"""What can offer a drug to somebody."""


@rule(Severity.ERROR)
def self_medication(unit: Offer, guide: Guide) -> Faults:
    """A drug that needs a prescription is addressed to patients, or to patients and clinicians alike.

    A drug counts as one that needs a prescription unless its code is on the list of those sold without, and always if
    it is injected.

    Why: The reader is told to take, or to change, what a doctor has to decide on.

    Bad:
        # at medication.nsaids.diclofenac
        audience: patient

    Good:
        # at medication.nsaids.diclofenac
        audience: clinician

    Fix: Address it to clinicians. If the source offers it to the reader, a note says so and warns.
    """
    audience = guide.audience(unit) if isinstance(unit, Medication) else unit.audience
    if audience not in (Audience.PATIENT, Audience.BOTH):
        return
    for drug in _offered(unit, guide):
        if _needs_prescription(drug, unit):
            yield Fault(
                f"“{unit.id}” is addressed to {said(audience)}, but {_reason(drug)}.",
                unit.place / ("audience" if unit.audience else "id"),
                related=() if drug is unit else (Related("the drug", drug.place),),
            )
            return


@rule(Severity.INFO)
def mixed(guide: Guide) -> Faults:
    """One file speaks to the reader (“you”) in one place and of “the patient” in another.

    Places that say whom they address are compared only with others that address the same.

    Why: It is no longer clear who is to act: a patient reads “massage the patient's neck”, a therapist “your neck”.

    Bad:
        # at massage.thoracic.stroking
        text: Stroke the patient's back with the palms.
        # at massage.thoracic.kneading
        text: Knead your muscles.

    Good:
        # at massage.thoracic.stroking
        text: Stroke the patient's back with the palms.
        # at massage.thoracic.kneading
        text: Knead the patient's muscles.

    Fix: Word both alike, or say with `audience` whom each of them addresses.
    """
    for file in (guide.overview, *guide.modules):
        to: dict[Audience, Unit] = {}
        of: dict[Audience, Unit] = {}
        for unit in file.units():
            for pattern, first in ((_TO_THE_READER, to), (_OF_THE_PATIENT, of)):
                if pattern.search(plain(unit.text)):
                    first.setdefault(guide.audience(unit), unit)
        for audience in to.keys() & of.keys():
            here, there = of[audience], to[audience]
            yield Fault(
                f"“{here.id}” speaks of the patient, and “{there.id}” to the reader as “you”; both address "
                f"{said(audience)}.",
                here.place / "text",
                related=(Related("here the reader is “you”", there.place / "text"),),
            )


def _offered(unit: Offer, guide: Guide) -> Iterable[Drug]:
    """The drugs that are offered to whom a unit addresses: those inside it, or those whose taking it describes."""
    if isinstance(unit, Step):
        above = guide.parent(unit)
        return above.members if isinstance(above, Group) else ()
    return [drug for drug in unit.walk() if isinstance(drug, Drug) and _same_reader(drug, unit, guide)]


def _same_reader(drug: Drug, unit: Unit, guide: Guide) -> bool:
    """Whether a drug is addressed to whom the unit around it is, and not by a word of its own."""
    at: Unit = drug
    while at.audience is None and at is not unit and at is not guide.overview:
        at = guide.parent(at)
    return at is unit


def _needs_prescription(drug: Drug, unit: Unit) -> bool:
    given = (drug.form, unit.form) if isinstance(unit, Step) else (drug.form,)
    parenteral = "injection" in given or drug.route in ("intramuscular", "intravenous", "paravertebral")
    return parenteral or not any(sold_without_prescription(code) for code in _atc(drug))


def _reason(drug: Drug) -> str:
    codes = ", ".join(_atc(drug))
    known = f" (ATC {codes})" if codes else ", whose substance is not known,"
    return f"{drug.title}{known} is not known to be sold without a prescription in this form"


def _atc(drug: Drug) -> Iterator[str]:
    return (code.code for code in drug.exported_codes if code.system == "atc")
