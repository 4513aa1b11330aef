"""Drugs: their groups, what they are, how they are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from careguide.content.common import Combine, Statement, Step
from careguide.content.guide import Guide
from careguide.content.medication import Drug, Group, Medication, Procedure
from careguide.content.part import Code
from careguide.content.prescriptions import (
    atc_codes,
    differences,
    prescriptions,
    same_drug,
    same_substance,
    with_kin,
)
from careguide.content.wording import figure, with_article
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.group_effects import LackingEffect, lacking_effects
from careguide.knowledge.routes import routes
from careguide.knowledge.substances import misspelt
from careguide.knowledge.withdrawn_drugs import withdrawn as withdrawn_drug
from careguide.source.place import Place


@rule(Severity.ERROR)
def group_empty(group: Group) -> Faults:
    """A drug group has no members.

    Why: A reader is told to take a drug of a group and not which; and a drug that was meant may have been lost.

    Bad:
        # at medication.nsaids
        members: []

    Good:
        # at medication.nsaids
        members:
          - id: ibuprofen
            title: Ibuprofen
            source: [S02.p1]
            identity: resolved
            substances: [ibuprofen]
            form: tablet
            route: oral
            dose: {unstated: no dose}
            frequency: {unstated: no frequency}
            duration: {unstated: no duration}

    Fix: Add the drugs that the source names. If it names none, say so in a note that acknowledges this finding.
    """
    if not group.members:
        yield Fault(f"The group “{group.name}” has no members.", group.place / "members")


@rule(Severity.ERROR, needs=["codes/invalid"])
def group_mismatch(group: Group) -> Faults:
    """The ATC code of a drug does not lie under that of its group.

    Codes that are marked as uncertain are left out.

    Why: A drug of another class has other effects, other risks and other warnings than the reader of the group expects.

    Bad:
        # at medication.nsaids
        codes:
          - {system: atc, code: N06A, display: ANTIDEPRESSANTS, confidence: confident}

    Good:
        # at medication.nsaids
        codes:
          - system: atc
            code: M01A
            display: ANTIINFLAMMATORY AND ANTIRHEUMATIC PRODUCTS, NON-STEROIDS
            confidence: confident

    Fix: Look both codes up. If it is the source that puts the drug into the wrong group, say so in a note at the drug.
    """
    classes = atc_codes(group)
    for drug in group.members if classes else ():
        codes = atc_codes(drug)
        if codes and not any(c.code.startswith(k.code) or k.code.startswith(c.code) for c in codes for k in classes):
            yield Fault(
                f"“{drug.name}” is {codes[0].code} in the ATC classification, which does not lie under "
                f"{classes[0].code}, the code of its group “{group.name}”.",
                drug.place / "codes" / drug.codes.index(codes[0]),
                related=(Related("the code of the group", classes[0].place),),
            )


@rule(Severity.WARNING, needs=["drug/group-mismatch"])
def group_effect_mismatch(drug: Drug, guide: Guide) -> Faults:
    """An effect is claimed for a group, and one of its members is known not to have it.

    Why: A reader takes the drug for something that it does not do.

    Bad:
        # at medication.nsaids
        effects:
          - {id: cartilage, text: They restore cartilage., source: [S02.p1]}

    Good:
        # at medication.nsaids
        effects:
          - {id: inflammation, text: They reduce inflammation., source: [S02.p1]}

    Fix: Look the drug up. If the source claims the effect, say so in a note at the drug that acknowledges this finding.
    """
    group = guide.parent(drug)
    effects = group.effects if isinstance(group, Group | Procedure) else ()
    told: set[str] = set()
    for code in atc_codes(drug):
        for effect in effects:
            for lacking in lacking_effects(f"{effect.text} {effect.as_written}", code.code):
                if lacking.effect not in told:
                    told.add(lacking.effect)
                    yield _lacks(drug, effect, lacking, code)


@rule(Severity.ERROR, needs=["codes/uncertain-exported"])
def withdrawn(drug: Drug) -> Faults:
    """A drug has been withdrawn from the market, or may be used only within limits, because it harmed people.

    Why: Nobody should take it on the strength of a guide.

    Bad:
        # at medication.nsaids.diclofenac
        as_written: Analgin (metamizole)

    Good:
        # at medication.nsaids.diclofenac
        as_written: Voltaren (diclofenac)

    Fix: Look up whether the drug may still be used. Say what is wrong with it in a note that acknowledges this finding.
    """
    named = [("title", drug.title), ("as_written", drug.as_written)]
    places = [*((drug.place / field, name) for field, name in named), *_substances(drug)]
    for place, name in places:
        found = withdrawn_drug(name)
        if found:
            yield Fault(
                f"“{drug.name}” holds {found.substance}, which is {found.status} {found.where}, because of "
                f"{found.reason}.",
                place,
            )
            return


@rule(Severity.WARNING)
def misspelt_substance(drug: Drug) -> Faults:
    """A substance has a name that differs by one letter from that of a known one.

    Why: A warning, an interaction or a double dose is looked up by the name, and not found.

    Bad:
        # at medication.nsaids.diclofenac
        substances: [diclofenc]

    Good:
        # at medication.nsaids.diclofenac
        substances: [diclofenac]

    Fix: Correct the name. If there is such a substance, say so in a note that acknowledges this finding.
    """
    for place, substance in _substances(drug):
        slip = misspelt(substance)
        if slip:
            yield Fault(f"No substance called “{slip[0]}” is known.", place, f"Did you mean “{slip[1]}”?")


@rule(Severity.ERROR)
def two_groups_differ(medication: Medication) -> Faults:
    """The same drug stands in two places with another form, another route or another duration.

    Why: The reader finds two ways to take one drug, and not which of them is meant.

    Bad:
        # at medication
        procedures:
          - id: injection
            title: Injection
            source: [S02.p1]
            combine: any
            agents:
              - id: diclofenac
                title: Diclofenac
                source: [S02.p1]
                identity: resolved
                substances: [diclofenac]
                form: injection
                route: intramuscular
                dose: {unstated: no dose}
                frequency: {unstated: no frequency}
                duration: {unstated: no duration}

    Good:
        # at medication
        procedures:
          - id: injection
            title: Injection
            source: [S02.p1]
            combine: any
            agents:
              - id: lidocaine
                title: Lidocaine
                source: [S02.p1]
                identity: resolved
                substances: [lidocaine]
                form: injection
                route: paravertebral
                dose: {unstated: no dose}
                frequency: {unstated: no frequency}
                duration: {unstated: no duration}

    Fix: Look both places up. If the source means both, say in a note when which of them applies.
    """
    for (_, other), before in with_kin(prescriptions(medication)):
        alike = (first for _, first in before if same_drug(first, other) and any(differences(first, other)))
        for first in islice(alike, 1):
            for field, here, there in differences(first, other):
                yield Fault(
                    f"“{other.name}” has `{field}` {here} here, and {there} in “{first.address}”.",
                    other.place / field,
                    related=(Related("the same drug", first.place / field),),
                )


@rule(Severity.WARNING)
def duplicate_substance(medication: Medication) -> Faults:
    """Two drugs that may be taken together hold the same substance.

    Drugs of one group of which any one is taken are left out.

    Why: A patient who takes both takes twice the dose without knowing.

    Bad:
        # at medication.nsaids
        combine: unspecified
        members:
          - id: diclofenac
            title: Diclofenac
            source: [S02.p1]
            identity: resolved
            substances: [diclofenac]
            form: tablet
            route: oral
            dose: {unstated: no dose}
            frequency: {unstated: no frequency}
            duration: {unstated: no duration}
          - id: mixture
            title: A mixture
            source: [S02.p1]
            identity: resolved
            substances: [paracetamol, diclofenac]
            form: tablet
            route: oral
            dose: {unstated: no dose}
            frequency: {unstated: no frequency}
            duration: {unstated: no duration}

    Good:
        # at medication.nsaids
        combine: unspecified
        members:
          - id: diclofenac
            title: Diclofenac
            source: [S02.p1]
            identity: resolved
            substances: [diclofenac]
            form: tablet
            route: oral
            dose: {unstated: no dose}
            frequency: {unstated: no frequency}
            duration: {unstated: no duration}
          - id: mixture
            title: A mixture
            source: [S02.p1]
            identity: resolved
            substances: [paracetamol, chlorzoxazone]
            form: tablet
            route: oral
            dose: {unstated: no dose}
            frequency: {unstated: no frequency}
            duration: {unstated: no duration}

    Fix: Write `combine: any` if the source has only one of them taken; else warn of it in a note.
    """
    for (group, other), before in with_kin(prescriptions(medication)):
        for at, first in before:
            alternatives = at is group and group.combine is Combine.ANY
            shared = () if alternatives else _shared(other, first)
            if shared and not (same_drug(first, other) and any(differences(first, other))):
                yield Fault(
                    f"“{other.name}” holds {' and '.join(other.substances[at] for at in shared)}, "
                    f"and so does “{first.name}”.",
                    other.place / "substances" / shared[0],
                    related=(Related(f"“{first.name}”", first.place / "substances"),),
                )
                break


@rule(Severity.ERROR)
def route_form(unit: Drug | Step) -> Faults:
    """A drug is to be given by a way that its form does not allow.

    Why: A capsule cannot be injected: either the form or the way is wrong.

    Bad:
        # at medication.nsaids.diclofenac
        form: capsule
        route: intramuscular

    Good:
        # at medication.nsaids.diclofenac
        form: capsule
        route: oral

    Fix: Look both up in the source, and write `unstated` for the one that it does not give.
    """
    if unit.route not in ("", "unstated"):
        allowed = routes().get(unit.form)
        if allowed and unit.route not in allowed:
            yield Fault(
                f"“{unit.name}” is {with_article(unit.form)}, but `route` is {unit.route}.",
                unit.place / "route",
                f"{with_article(unit.form).capitalize()} is given by these ways: {', '.join(allowed)}.",
            )


@rule(Severity.INFO, needs=["unit/missing", "block/number-invented"])
def incomplete_regimen(unit: Drug | Group) -> Faults:
    """A drug, or a group of drugs, has a duration, but no dose or no frequency.

    Why: It looks like a regimen and is none: nobody can follow it, and somebody may fill the gap by guessing.

    Bad:
        # at medication.nsaids.diclofenac
        dose: {unstated: no dose in the source}

    Good:
        # at medication.nsaids.diclofenac
        dose: {words: as much as the label allows}

    Fix: Give what the source gives. If it gives no more, say so in a note that acknowledges this finding.
    """
    if unit.duration and unit.duration.numbers:
        drugs = [unit] if isinstance(unit, Drug) else unit.members
        gaps = [name for name in ("dose", "frequency") if drugs and all(getattr(d, name).unstated for d in drugs)]
        if gaps:
            yield Fault(
                f"“{unit.name}” is given for {figure(unit.duration)}, but has no {' and no '.join(gaps)}.",
                unit.place / "duration",
            )


def _shared(drug: Drug, other: Drug) -> Sequence[int]:
    """Which of a drug's substances another one holds too."""
    names = enumerate(drug.substances)
    return [index for index, name in names if any(same_substance(name, known) for known in other.substances)]


def _lacks(drug: Drug, effect: Statement, lacking: LackingEffect, code: Code) -> Fault:
    return Fault(
        f"“{drug.name}” ({code.code}) is in a group of which it is said: “{effect.text}” But {lacking.effect} is no "
        f"effect of {lacking.drug}.",
        code.place,
        related=(Related("the effect that is claimed", effect.place / "text"),),
    )


def _substances(drug: Drug) -> Iterator[tuple[Place, str]]:
    return ((drug.place / "substances" / index, name) for index, name in enumerate(drug.substances))
