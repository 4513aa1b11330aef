"""What a treatment means: drugs, directions, positions, settings, audiences, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from careguide.content import exercise, massage
from careguide.content.common import Equipment, Requirements, Rule, Step
from careguide.content.exercise import Exercise
from careguide.content.medication import Drug, Group
from careguide.content.part import Audience, Code, Unit
from careguide.content.remedies import Recipe
from careguide.content.surgery import Category
from careguide.source.place import Place
from faults.ground import Fault, Ground, bounds, value_at
from faults.kind import kind

_OPPOSITE = {
    "upward": "downward", "downward": "upward", "forward": "backward", "backward": "forward",
    "clockwise": "counterclockwise", "counterclockwise": "clockwise", "inward": "outward", "outward": "inward",
}  # fmt: skip
_OTHER_POSITION = {
    "prone": "supine", "supine": "prone", "sitting": "standing", "standing": "lying", "all-fours": "prone",
}  # fmt: skip
_OTHER_MOVEMENT = {
    "flexion": "extension", "extension": "flexion", "raise": "lower", "lower": "raise", "rotation": "circling",
    "circling": "rotation", "relax": "isometric-press", "isometric-press": "relax", "retraction": "reach",
}  # fmt: skip
_AFFIRMED = {"do not ": "", "does not ": "", "not ": "", "no ": "an ", "never ": "always ", "without ": "with "}
_DENIAL = re.compile(r"\b(?:" + "|".join(_AFFIRMED) + ")")
_REGIONS = ("cervical", "thoracic", "lumbar", "lumbosacral")
_TECHNIQUES = ("stroking", "rubbing", "kneading", "vibration")


@kind("Flip the direction of a step")
def flip_step(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        for index, way in enumerate(step.direction):
            if way in _OPPOSITE and _OPPOSITE[way] not in step.direction:
                also = [step.place / field for field in ("text", "as_written", "to", "from") if _has(step, field)]
                yield on.replace(step.place / "direction" / index, _OPPOSITE[way], also)


@kind("Flip the direction that a rule demands")
def flip_rule(on: Ground) -> Iterator[Fault]:
    for requirements in on.all(Requirements):
        if requirements.direction in _OPPOSITE:
            yield on.replace(requirements.place / "direction", _OPPOSITE[requirements.direction])


@kind("Flip a direction in the words only")
def flip_words(on: Ground) -> Iterator[Fault]:
    pairs = {"upwards": "downwards", "downwards": "upwards", "backwards": "forwards", "forward": "backward"}
    for unit in on.all(Unit):
        for word, other in pairs.items():
            if f" {word}" in unit.text and isinstance(unit, Step | Rule):
                start, end = bounds(unit.place / "text")
                text = unit.place.source.text[start:end].replace(f" {word}", f" {other}", 1)
                yield on.replace(unit.place / "text", text, _way(unit))


@kind(
    "Lose the “not” of a sentence",
    missed="Where no field says it too, nothing contradicts the sentence that is left.",
)
def lose_not(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        if _DENIAL.search(unit.text):
            start, end = bounds(unit.place / "text")
            text = _DENIAL.sub(lambda denial: _AFFIRMED[denial[0]], unit.place.source.text[start:end], count=1)
            yield on.replace(unit.place / "text", text, [unit.place / "id"])


@kind("Take out what a rule demands")
def no_demand(on: Ground) -> Iterator[Fault]:
    for rule in on.all(Rule):
        if rule.requires:
            yield on.cut(rule.place / "requires")


@kind("Let specialist-only massage be given by anybody")
def no_specialist(on: Ground) -> Iterator[Fault]:
    for requirements in on.all(Requirements):
        if requirements.setting == "specialist":
            yield on.replace(requirements.place / "setting", "home")


@kind("Move a treatment from the patient's home to a specialist, or back")
def other_setting(on: Ground) -> Iterator[Fault]:
    for section in on.all(massage.Section):
        yield on.replace(section.place / "setting", "specialist" if section.setting == "self" else "self")
    for thing in on.all(Equipment):
        for index, setting in enumerate(thing.setting):
            yield on.replace(thing.place / "setting" / index, "specialist" if setting == "home" else "home")


@kind(
    "Change the position of an exercise",
    echoes="In the new position the movement asks for a caution as well.",
)
def other_position(on: Ground) -> Iterator[Fault]:
    for each in on.all(Exercise):
        if each.position in _OTHER_POSITION:
            yield on.replace(each.place / "position", _OTHER_POSITION[each.position], _words(each))


@kind(
    "Allow other positions than a rule does",
    echoes="The exercises keep the rule as it was, and break it as it is.",
)
def other_allowed(on: Ground) -> Iterator[Fault]:
    for requirements in on.all(Requirements):
        for index, position in enumerate(requirements.position):
            yield on.replace(requirements.place / "position" / index, "standing" if position != "standing" else "lying")


@kind(
    "Change the movement of a step",
    missed="The words of the step name neither movement.",
)
def other_movement(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        for index, movement in enumerate(step.movement):
            other = _OTHER_MOVEMENT.get(movement, "")
            if other and other not in step.movement:
                yield on.replace(step.place / "movement" / index, other, [step.place / "text"])


@kind("Change the technique of a massage step")
def other_technique(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        for index, technique in enumerate(step.technique):
            others = [each for each in _TECHNIQUES if each not in step.technique]
            if technique in _TECHNIQUES:
                yield on.replace(step.place / "technique" / index, others[0], [step.place / "text", step.place / "id"])


@kind(
    "Take a technique out of a massage step",
    echoes="A note accepts that the step had two techniques.",
)
def no_technique(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        if step.technique:
            yield on.cut(step.place / "technique", [step.place / "id"])


@kind(
    "Take the side of a one-sided movement out",
    missed="Where the movement itself has no left and right, nothing but the source says which side is meant.",
)
def no_side(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        if step.side:
            yield on.cut(step.place / "side", [step.place / "movement"] if step.movement else [])


@kind("Name one side where the source names none")
def one_side(on: Ground) -> Iterator[Fault]:
    for step in on.all(Step):
        if step.side:
            yield on.replace(step.place / "side", "left")


@kind(
    "Give a section another region",
    echoes="The region is one that overlaps with another module's as well.",
)
def other_region(on: Ground) -> Iterator[Fault]:
    sections: list[massage.Section | exercise.Section] = [*on.all(massage.Section), *on.all(exercise.Section)]
    for section in sections:
        for region in _REGIONS:
            if region != section.region and {region, section.region} != {"lumbar", "lumbosacral"}:
                yield on.replace(section.place / "region", region)


@kind(
    "Give a prescription drug to the patient",
    missed="The one drug of the group is for the patient already, which a note acknowledges.",
)
def to_patient(on: Ground) -> Iterator[Fault]:
    for unit in (*on.all(Drug), *on.all(Group)):
        if on.guide.audience(unit) is Audience.CLINICIAN:
            yield on.insert(unit.place / "title", "audience: patient", [unit.place / "id"])


@kind("Change the ATC code of a drug to one of another class")
def other_atc(on: Ground) -> Iterator[Fault]:
    for drug in on.all(Drug):
        for code in drug.codes:
            if code.system == "atc":
                other = "J01CA04" if code.code != "J01CA04" else "A10BA02"
                yield on.replace(code.place / "code", other, [drug.place / "id"])


@kind("Mistype a digit of a code")
def mistyped_code(on: Ground) -> Iterator[Fault]:
    for code in on.all(Code):
        if code.code[-1].isdigit():
            other = f"{code.code[:-1]}{(int(code.code[-1]) + 1) % 10}"
            yield on.replace(code.place / "code", other, [code.place / "display"])


@kind(
    "Give a code another code's name",
    missed="The display is compared with a snapshot of the codes that were looked up; of this one it has another name.",
)
def other_display(on: Ground) -> Iterator[Fault]:
    codes = list(on.all(Code))
    for code, other in zip(codes, [*codes[1:], codes[0]], strict=True):
        if code.display.lower() != other.display.lower():
            yield on.replace(code.place / "display", f'"{other.display}"', [code.place / "code"])


@kind("Change the form of a drug against its route")
def other_form(on: Ground) -> Iterator[Fault]:
    for drug in on.all(Drug):
        if drug.route not in ("unstated", "oral"):
            yield on.replace(drug.place / "form", "capsule", [drug.place / "route"])


@kind("Change the route of a drug against its form")
def other_route(on: Ground) -> Iterator[Fault]:
    for drug in on.all(Drug):
        if drug.form in ("capsule", "tablet"):
            yield on.replace(drug.place / "route", "intramuscular", [drug.place / "form"])
        if drug.form == "injection":
            yield on.replace(drug.place / "route", "oral", [drug.place / "form"])


@kind(
    "Exchange the substances of two drugs",
    missed="Neither brand is in the table of substances.",
    echoes="Both drugs are wrong then.",
)
def exchange_substances(on: Ground) -> Iterator[Fault]:
    drugs = [drug for drug in on.all(Drug) if drug.substances]
    for drug, other in pairwise(drugs):
        yield on.exchange(drug.place / "substances", other.place / "substances")


@kind(
    "Misspell a substance",
    missed="A plain description, since the preparation has no international name.",
)
def misspell_substance(on: Ground) -> Iterator[Fault]:
    for drug in on.all(Drug):
        for index, name in enumerate(drug.substances):
            yield on.replace(drug.place / "substances" / index, f"{name[:-2]}{name[-1]}")


@kind("Call an unidentified drug resolved, or the other way round")
def other_identity(on: Ground) -> Iterator[Fault]:
    for drug in on.all(Drug):
        yield on.replace(
            drug.place / "identity", "unresolved" if drug.identity == "resolved" else "resolved", [drug.place / "id"]
        )


@kind(
    "Move a drug to another group",
    echoes="The drug stands in the wrong group and in the wrong order.",
)
def other_group(on: Ground) -> Iterator[Fault]:
    groups = list(on.all(Group))
    for group, following in zip(groups, [*groups[1:], groups[0]], strict=True):
        for drug in group.members:
            if len(group.members) > 1:
                yield _moved(on, drug.place, following.members[-1].place)


@kind(
    "Move an operation to another category",
    missed="A spinal fusion may be counted among the interventions as well.",
    echoes="The operation stands in the wrong category and in the wrong order.",
)
def other_category(on: Ground) -> Iterator[Fault]:
    categories = list(on.all(Category))
    for category, following in zip(categories, [*categories[1:], categories[0]], strict=True):
        for operation in category.operations:
            yield _moved(on, operation.place, following.operations[-1].place)


@kind(
    "Give a recipe another kind",
    missed="The tea was of another kind than its method before; it shows at the note on interactions.",
    echoes="A note accepts something that only holds for the former kind.",
)
def other_kind(on: Ground) -> Iterator[Fault]:
    for recipe in on.all(Recipe):
        other = "ointment" if recipe.kind != "ointment" else "compress"
        yield on.replace(recipe.place / "kind", other, [recipe.place / "method", recipe.place / "title"])


@kind(
    "Repeat a word",
    missed="The source itself repeats a word in this step, which is told first.",
    echoes="A note accepts something in the sentence that can no longer be seen in it.",
)
def repeat_word(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        start, end = bounds(unit.place / "text") if unit.text else (0, 0)
        text = unit.place.source.text[start:end]
        if " the " in text:
            yield on.replace(unit.place / "text", text.replace(" the ", " the the ", 1))


@kind("Write an ordinal before a step")
def number_step(on: Ground) -> Iterator[Fault]:
    for field in ("steps", "sequence"):
        for place, size in on.items(field):
            for index in range(size):
                text = value_at(place / index)["text"]
                if "\n" not in place.source.text[slice(*bounds(place / index / "text"))]:
                    yield on.replace(place / index / "text", f"{index + 1}. {text}")


@kind("Name a unit after its place in a list")
def numbered_id(on: Ground) -> Iterator[Fault]:
    for unit in list(on.all(Step)):
        index = unit.place.path[-1]
        if isinstance(index, int) and not any(unit.id in other.after for other in on.all(Step)):
            yield on.replace(unit.place / "id", f"step-{index + 1}")


def _moved(on: Ground, place: Place, after: Place) -> Fault:
    """An item of a list is cut out and put in below an item of another one."""
    return on.transfer(place, after)


def _words(unit: Unit) -> list[Place]:
    return [unit.place / field for field in ("title", "text", "starting_position") if _has(unit, field)]


def _way(unit: Unit) -> list[Place]:
    """Where a unit says the direction that its words repeat."""
    if isinstance(unit, Rule):
        return [unit.requires.place / "direction"] if unit.requires and unit.requires.direction else []
    return [unit.place / "direction"] if _has(unit, "direction") else []


def _has(unit: Unit, field: str) -> bool:
    return bool(getattr(unit, "from_" if field == "from" else field, ""))
