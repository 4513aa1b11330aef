"""References between units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from careguide.content.common import Condition, Conditions, Course, Equipment, Rule, Statement, Step
from careguide.content.exercise import Exercise
from careguide.content.guide import Escalation, Guide, Phase, Referral, State, Transition
from careguide.content.part import Note, Unit
from careguide.content.references import Reference, references
from careguide.content.remedies import Ingredient, Method
from careguide.content.wording import term
from careguide.engine.rule import rule
from careguide.engine.suggest import did_you_mean, nearest
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.regions import REGIONS, share_a_part

_KINDS: Mapping[type[Unit], str] = {
    Phase: "a phase",
    State: "a state of the ladder",
    Transition: "a step of the ladder",
    Conditions: "a list of conditions",
    Condition: "a condition",
    Rule: "a rule",
    Statement: "a statement",
    Course: "a course",
    Exercise: "an exercise",
    Method: "a method",
    Equipment: "a piece of equipment",
    Ingredient: "an ingredient",
    Step: "a step",
    Referral: "the referral",
    Escalation: "the ladder",
}
"""What to call the kinds of unit; all others are treatments."""


@rule(Severity.ERROR, acknowledgeable=False)
def dangling(guide: Guide) -> Faults:
    """A field names a unit that does not exist. Where several fields name the same one, they are told together.

    Why: The statement hangs in the air: a contraindication that applies to nothing protects nobody.

    Bad:
        # at massage.contraindications
        applies_to: [masage]

    Good:
        # at massage.contraindications
        applies_to: [massage]

    Fix: Name what stands beside it by its id, and anything else by its whole address, such as massage.thoracic.
    """
    missing: dict[str, list[Reference]] = {}
    for unit in (guide.overview, *guide.units.values()):
        # steps/unknown-ref and ref/undeclared-equipment look at steps: what these name must be declared close by
        for reference in () if isinstance(unit, Step) else references(unit):
            if reference.target(guide) is None:
                missing.setdefault(reference.name, []).append(reference)
    for name, (first, *others) in missing.items():
        yield Fault(
            f"`{first.field}` names “{name}”, but the guide has nothing of that name.",
            first.place,
            did_you_mean(name, near := _near(name, guide)),
            related=_named_here_too(others),
            meant=nearest(name, near),
        )


@rule(Severity.ERROR, acknowledgeable=False)
def wrong_kind(unit: Unit, guide: Guide) -> Faults:
    """A field names a unit of another kind than it asks for (a rule instead of a treatment), or the unit itself.

    Why: The name exists, so it looks right; but nothing can be done with it, and whatever was meant is left out.

    Bad:
        # at massage
        phase: referral

    Good:
        # at massage
        phase: recovery

    Fix: Name what is meant, by its id if it stands beside this one, or else by its whole address.
    """
    for reference in references(unit):
        target = reference.target(guide)
        if target is unit and reference.field == "combined_with":
            yield Fault(
                f"`combined_with` names “{reference.name}”, which is the very part in which this stands.",
                reference.place,
            )
        elif target and not isinstance(unit, Step) and not isinstance(target, reference.kinds):
            yield Fault(
                f"`{reference.field}` names “{reference.name}”, which is {_kind(type(target))}. It should be "
                f"{_kind(reference.kinds[0])}.",
                reference.place,
                related=(Related("what is named", target.place / "id"),),
            )


@rule(Severity.ERROR, acknowledgeable=False)
def undeclared_equipment(steps: Sequence[Step], guide: Guide) -> Faults:
    """A step uses equipment or an ingredient that is not declared where the step stands.

    Why: The reader has nothing at hand that the list of things needed did not name, and the recipe lacks an amount.

    Bad:
        # at exercise.cervical.forehead-press.press
        uses: [chairs]

    Good:
        # at exercise.cervical.forehead-press.press
        uses: [chair]

    Fix: Correct the name, or declare it under `equipment` or `ingredients` of the same part.
    """
    strange: dict[str, list[Reference]] = {}
    for step in steps:
        for reference in references(step):
            if reference.field == "uses" and reference.target(guide) not in _usable(reference, guide):
                strange.setdefault(reference.name, []).append(reference)
    for name, (first, *others) in strange.items():
        yield Fault(
            f"`uses` names “{name}”, which {_why_not(first.target(guide), guide)}.",
            first.place,
            did_you_mean(name, usable := [unit.id for unit in _usable(first, guide)]),
            related=_named_here_too(others),
            meant=nearest(name, usable),
        )


@rule(Severity.WARNING, needs=["ref/undeclared-equipment", "steps/unknown-ref", "source/unmapped-block"])
def unused_ingredient(unit: Unit, guide: Guide) -> Faults:
    """An ingredient, or a piece of equipment that is not optional, is declared and used by no step.

    Why: Either a step is missing, or the reader gets ready something that nothing is done with.

    Bad:
        # at remedies.poultice.mash
        uses:

    Good:
        # at remedies.poultice.mash
        uses: [cabbage-leaves]

    Fix: Add it to `uses` of the step that needs it, mark equipment that may be used with `optional: true`, or take it
    out.
    """
    ingredients = [part for part in unit.parts() if isinstance(part, Ingredient)]
    equipment = [part for part in unit.parts() if isinstance(part, Equipment) and not part.optional]
    steps = [part for part in unit.walk() if isinstance(part, Step)] if ingredients or equipment else []
    used = [reference.target(guide) for step in steps for reference in references(step) if reference.field == "uses"]
    for needed in (ingredients, equipment) if steps else ():
        unused = [thing for thing in needed if thing not in used]
        if unused:
            names = " and ".join(f"“{thing.id}”" for thing in unused)
            yield Fault(
                f"{names} {'is' if len(unused) == 1 else 'are'} declared, but no step uses {_it(unused)}.",
                unused[0].place / "id",
                related=tuple(Related("this one too", thing.place / "id") for thing in unused[1:]),
            )


@rule(Severity.ERROR, acknowledgeable=False)
def region_mismatch(unit: Unit) -> Faults:
    """A part that is named after one region says that it is for another one.

    Why: One of the two is a slip, and a patient is shown the exercises or the massage of another region.

    Bad:
        # at massage.lumbar
        region: thoracic

    Good:
        # at massage.lumbar
        region: lumbar

    Fix: Look the region up in the source and correct `region`.
    """
    region = getattr(unit, "region", "")
    if region and unit.id in REGIONS and not share_a_part(unit.id, region):
        yield Fault(f"`region` is {term(region)}, but the part is called “{unit.id}”.", unit.place / "region")


@rule(Severity.ERROR, acknowledgeable=False)
def duplicate_id(guide: Guide) -> Faults:
    """Two units of one parent, or two notes of one unit, have the same id.

    Why: An id is an address for ever. Two of the same name cannot be told apart by an app, a translation or a reviewer.

    Bad:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: stroking, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading]}

    Fix: Give the newer of the two another id.
    """
    first: dict[str, Unit | Note] = {}
    twice: set[str] = set()
    for part in guide.walk():
        if isinstance(part, Unit | Note) and part.address:
            other = first.setdefault(part.address, part)
            inside = any(part.address.startswith(f"{address}.") for address in twice)
            if other is not part and not inside:  # what is inside follows from it
                twice.add(part.address)
                yield Fault(
                    f"The id “{part.id}” is used twice: the address {part.address} would mean two things.",
                    part.place / "id",
                    related=(Related("used here first", other.place / "id"),),
                )


def _it(things: Sequence[object]) -> str:
    return "it" if len(things) == 1 else "them"


def _named_here_too(references: Iterable[Reference]) -> tuple[Related, ...]:
    return tuple(Related("named here too", reference.place) for reference in references)


def _usable(reference: Reference, guide: Guide) -> list[Unit]:
    """The things that may be named: what stands beside a step, or beside something that it stands in."""
    return [unit for unit in _declared(reference.unit, guide) if isinstance(unit, reference.kinds)]


def _declared(step: Unit, guide: Guide) -> Iterator[Unit]:
    above: Unit = step
    while above is not guide.overview:
        above = guide.parent(above)
        yield from (part for part in above.parts() if isinstance(part, Unit))


def _why_not(target: Unit | None, guide: Guide) -> str:
    if isinstance(target, Equipment | Ingredient):
        return f"is declared in {guide.parent(target).address}, not here"
    return f"is {_kind(type(target))}" if target else "is not declared here"


def _kind(kind: type) -> str:
    """What to call a kind of unit."""
    return next((words for each, words in _KINDS.items() if issubclass(kind, each)), "a treatment")


def _near(name: str, guide: Guide) -> Iterable[str]:
    """What a misspelt name may have meant: addresses for an address, last parts for a single id."""
    return guide.units if "." in name else {address.rpartition(".")[2] for address in guide.units}
