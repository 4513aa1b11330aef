"""Exercises: position, movement, dose, and the rules of their set."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.common import Step
from careguide.content.exercise import Exercise, Section
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.scope import demands, keeps_position
from careguide.content.wording import term
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.movements import cautions, names, opposite, sided
from careguide.knowledge.regions import share_a_part
from careguide.language.manner import exertion, haste, likewise, positions, same_position
from careguide.language.words import content_words


@rule(Severity.WARNING, needs=["source/unmapped-block", "ref/region-mismatch"])
def region_without_set(guide: Guide) -> Faults:
    """A region is treated in another chapter, but there are no exercises for it.

    Why: Exercises are chosen by region. A set that was lost leaves the patients of that region without any.

    Bad:
        # at exercise.lower-back
        region: cervical

    Good:
        # at exercise.lower-back
        region: lumbar

    Fix: Add the set that the source has. If it has none, a note at the region says so.
    """
    parts = [part for module in guide.modules for part in module.parts()]
    sets = {part.region for part in parts if isinstance(part, Section)}
    for unit in parts:
        region = getattr(unit, "region", "")
        if sets and region and not any(share_a_part(region, each) for each in sets):
            yield Fault(
                f"“{unit.address}” is for the region {term(region)}, but no set of exercises is.",
                unit.place / "region",
            )


@rule(Severity.WARNING)
def position_vs_rule(exercise: Exercise, guide: Guide) -> Faults:
    """An exercise is done in a position that a rule of its set does not allow.

    Why: The rule takes load off the spine; the exercise puts it back on.

    Bad:
        # at exercise.cervical.side-bend
        position: standing

    Good:
        # at exercise.cervical.side-bend
        position: sitting

    Fix: Look both up. If the source says both, a note at the exercise says so.
    """
    for rule_, asked, _ in demands(exercise, guide, "position"):
        if not keeps_position(exercise.position, asked.position):
            yield Fault(
                f"`position` is {term(exercise.position)}, but the rule “{rule_.id}” asks for "
                f"{' or '.join(map(term, asked.position))}.",
                exercise.place / "position",
                related=(Related(f"the rule “{rule_.id}”", asked.place / "position"),),
            )


@rule(Severity.ERROR)
def position_vs_text(exercise: Exercise) -> Faults:
    """The `position` of an exercise contradicts its own words.

    Why: Programs show the one and readers follow the other: on the back instead of on the stomach is another exercise.

    Bad:
        # at exercise.cervical.side-bend
        title: Side bend in standing

    Good:
        # at exercise.cervical.side-bend
        title: Side bend in sitting

    Fix: Look the position up in the source, and correct the text or the field.
    """
    words = " . ".join((exercise.title, exercise.text, exercise.starting_position, exercise.steps[0].text))
    named = positions(words)
    if named and not any(keeps_position(exercise.position, [position]) for position in named):
        yield Fault(
            f"`position` is {term(exercise.position)}, but the text says {' and '.join(map(term, named))}.",
            exercise.place / "position",
        )


@rule(Severity.INFO)
def goal_vs_rule(step: Step, guide: Guide) -> Faults:
    """A step asks for effort or haste, and a rule of its set for the opposite.

    Why: Nobody can tense a muscle and keep it relaxed, or move slowly and with a swing.

    Bad:
        # at exercise.cervical
        rules:
          - id: relaxed
            text: Keep the neck relaxed.
            source: [S02.p1]
            scope: exercise.cervical
            requires: {effort: relaxed}
        # at exercise.cervical.side-bend.bend
        text: Tense the neck and bend the head to each side.

    Good:
        # at exercise.cervical
        rules:
          - id: relaxed
            text: Keep the neck relaxed.
            source: [S02.p1]
            scope: exercise.cervical
            requires: {effort: relaxed}
        # at exercise.cervical.side-bend.bend
        text: Bend the head to each side, without tensing the neck.

    Fix: Look both up. If the source says both, a note at the step says so.
    """
    for field, against in (("effort", exertion), ("tempo", haste)):
        for rule_, asked, _ in demands(step, guide, field):
            wish = getattr(asked, field)
            said = against(step.text) if wish in ("relaxed", "minimal", "slow") else ""
            if said:
                yield Fault(
                    f"The step “{step.id}” says “{said}”, but the rule “{rule_.id}” asks for “{wish}”.",
                    step.place / "text",
                    related=(Related(f"the rule “{rule_.id}”", asked.place / field),),
                )


@rule(Severity.ERROR)
def movement_vs_text(step: Step) -> Faults:
    """`movement` is the opposite of what the text of a step says.

    Why: Readers follow the text, apps show the field: one lifts where the other lowers.

    Bad:
        # at exercise.cervical.side-bend.bend
        text: Lift the head.
        movement: [lower]

    Good:
        # at exercise.cervical.side-bend.bend
        text: Lift the head.
        movement: [raise]

    Fix: Look the movement up in the source, and correct the text or the field.
    """
    text = f"{step.text} {step.as_written}"
    for index, movement in enumerate(step.movement):
        other = opposite(movement)
        if other and other not in step.movement and names(text, other) and not names(text, movement):
            yield Fault(
                f"`movement` is {term(movement)}, but the text of the step “{step.id}” speaks of its opposite, "
                f"{term(other)}.",
                step.place / "movement" / index,
            )


@rule(Severity.ERROR)
def incompatible_directions(step: Step) -> Faults:
    """One step consists of two movements that undo each other.

    Why: Nobody can bend and straighten at once. Usually a word, or a second movement, has been lost, and whoever tries
    it all the same forces the joint.

    Bad:
        # at exercise.cervical.side-bend.bend
        text: Tilt the head back and bring the chin to the chest.
        movement: [extension, flexion]
        direction: [backward]

    Good:
        # at exercise.cervical.side-bend.bend
        text: Tilt the head back.
        movement: [extension]
        direction: [backward]

    Fix: If one follows the other, make a step of each. If the source asks for both at once, a note at the step says so.
    """
    for movement in step.movement:
        if opposite(movement) in step.movement and step.movement.index(opposite(movement)) > step.movement.index(
            movement
        ):
            yield Fault(
                f"`movement` of the step “{step.id}” is {term(movement)} and {term(opposite(movement))}, which nobody "
                "can do at once.",
                step.place / "movement",
            )


@rule(Severity.ERROR, needs=["steps/unknown-ref", "steps/order-vs-list"], acknowledgeable=False)
def relative_reference(exercise: Exercise, guide: Guide) -> Faults:
    """An exercise says “the same position” and does not say which, or not the one that it refers to has.

    Why: Shown by itself, on a card or in an app, the exercise has no position. And when the exercise before it is
    moved, “the same” means something else.

    Bad:
        # at exercise.cervical.side-bend
        text: The position is the same.

    Good:
        # at exercise.cervical.side-bend
        text: The position is the same.
        same_position_as: forehead-press

    Fix: Name the exercise that is meant in `same_position_as`, and repeat its position in `position`.
    """
    yield from _unresolved(exercise)
    target = guide.resolve(exercise.same_position_as, exercise) if exercise.same_position_as else None
    if not isinstance(target, Exercise):
        return
    order = [part for module in guide.modules for part in module.walk() if isinstance(part, Exercise)]
    if order.index(target) >= order.index(exercise):
        yield Fault(
            f"`same_position_as` names “{target.id}”, which does not come before “{exercise.id}”.",
            exercise.place / "same_position_as",
            related=(Related("it stands here", target.place / "id"),),
        )
    elif target.position != exercise.position:
        yield Fault(
            f"`position` is {term(exercise.position)}, but the exercise “{target.id}”, whose position it shares, is "
            f"done {term(target.position)}.",
            exercise.place / "position",
            related=(Related(f"the position of “{target.id}”", target.place / "position"),),
        )


@rule(Severity.INFO)
def dosage_missing(exercise: Exercise) -> Faults:
    """An exercise has neither a hold nor a number of repetitions, and does not say that the source leaves them open.

    Why: “Several times” is three for one reader and fifty for another. The gap must be seen as one.

    Bad:
        # at exercise.cervical.side-bend
        repetitions: {words: several times}

    Good:
        # at exercise.cervical.side-bend
        repetitions: {unstated: no number of repetitions, as_written: several times}

    Fix: Give the figure, or write `unstated` with what is left open; keep the source's words in `as_written`.
    """
    doses = [exercise.repetitions, exercise.hold, *(step.hold for step in exercise.steps)]
    if not any(dose and (dose.numbers or dose.unstated) for dose in doses):
        yield Fault(f"`repetitions` is only “{exercise.repetitions.words}”.", exercise.place / "repetitions")


@rule(Severity.WARNING)
def caution_missing(section: Section) -> Faults:
    """A movement that asks for a caution is prescribed, and no note gives one.

    Why: Full circles of the head, for example, can bring on dizziness or nerve symptoms in just the patients for whom
    the guide is written.

    Bad:
        # at exercise.cervical.side-bend.bend
        text: Circle the head clockwise.
        movement: [circling]
        direction: [clockwise]

    Good:
        # at exercise.cervical.side-bend.bend
        text: Turn the head to each side.
        movement: [rotation]

    Fix: Write a note at the step that warns, and says what a reviewer has to decide.
    """
    for exercise in section.exercises:
        for step in exercise.steps:
            for caution in cautions():
                if (
                    caution.movement in step.movement
                    and share_a_part(caution.region, section.region)
                    and caution.position in ("", exercise.position)
                ):
                    yield Fault(
                        f"“{exercise.title}” has the movement {term(caution.movement)} (region: "
                        f"{term(section.region)}), which asks for a caution: {caution.danger}.",
                        step.place / "movement",
                    )


@rule(Severity.WARNING)
def bilateral(step: Step) -> Faults:
    """A movement that has a left and a right does not say which side is meant, or one side that its text does not name.

    Why: Done to one side only, it strengthens or stretches one side only.

    Bad:
        # at exercise.cervical
        exercises:
          - id: turn
            title: Turn of the head
            source: [S02.p1]
            position: sitting
            steps:
              - {id: turn, text: Turn the head., source: [S02.p1], movement: [rotation], uses: [chair]}
            repetitions: {value: 5}

    Good:
        # at exercise.cervical.side-bend.bend
        movement: [rotation]
        side: each

    Fix: Write `side` as the source has it, or `side: source-unspecified`.
    """
    one_sided = [movement for movement in step.movement if sided(movement)]
    if not step.side and (one_sided or (step.movement and "sideways" in step.direction)):
        what = f"`movement` {term(one_sided[0])}" if one_sided else "`direction` sideways"
        yield Fault(f"The step “{step.id}” has the {what}, and no `side`.", step.place / "movement")
    if step.side in ("left", "right") and step.side not in content_words(f"{step.text} {step.as_written}"):
        yield Fault(f"`side` is {step.side}, but the text of the step names no side.", step.place / "side")


def _unresolved(exercise: Exercise) -> Iterator[Fault]:
    """Where an exercise, as it begins, speaks of something that is the same, and nothing says as what."""
    first = exercise.steps[0]
    words: list[tuple[Unit, str, str]] = [
        (exercise, "text", exercise.text),
        (exercise, "starting_position", exercise.starting_position),
        (first, "text", first.text),
    ]
    for unit, field, text in words:
        said = "" if exercise.same_position_as else same_position(text)
        said = said or (likewise(text) if unit is first else "")
        if said:
            yield Fault(f"`{field}` says “{said}”, but not as what.", unit.place / field)
