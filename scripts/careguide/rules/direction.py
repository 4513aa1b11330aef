"""Which way a movement goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careguide.content.common import Rule, Step
from careguide.content.guide import Guide
from careguide.content.manner import directions, hinted_directions
from careguide.content.part import Unit
from careguide.content.scope import demands
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.landmarks import course
from careguide.knowledge.movements import direction as goes
from careguide.source.place import Place

_OPPOSITE = {
    "upward": "downward",
    "downward": "upward",
    "forward": "backward",
    "backward": "forward",
    "clockwise": "counterclockwise",
    "counterclockwise": "clockwise",
    "inward": "outward",
    "outward": "inward",
}


@rule(Severity.ERROR)
def rule_vs_step(step: Step, guide: Guide) -> Faults:
    """A step goes another way than a rule demands, in whose scope it stands.

    Where a step has no `direction`, the way `from` one place of the body `to` another one tells it.

    Why: The reader cannot follow both, and against the flow of blood and lymph a stroke does the opposite of what is
    meant.

    Bad:
        # at massage.thoracic.stroking
        direction: [downward]

    Good:
        # at massage.thoracic.stroking
        direction: [upward]

    Fix: Look both up. If the source says both, a note at the step says so, and asks how far the rule reaches.
    """
    ways = step.direction or tuple(filter(None, [course(step.from_, step.to)]))
    broken = [
        (rule_, asked)
        for rule_, asked, _ in (demands(step, guide, "direction") if ways else ())
        if any(way != asked.direction for way in ways)
    ]
    if broken:
        yield Fault(
            f"The step “{step.id}” goes {' and '.join(ways)}, but the rule “{broken[0][0].id}” demands "
            f"{broken[0][1].direction}.",
            step.place / ("direction" if step.direction else "from"),
            related=tuple(Related(f"the rule “{r.id}”", asked.place / "direction") for r, asked in broken),
        )


@rule(Severity.ERROR, needs=["exercise/movement-vs-text"])
def vs_text(unit: Unit) -> Faults:
    """The `direction` of a step or a rule contradicts its own words, or the way `from` one place `to` another.

    Why: One of the two is wrong, and programs follow the field while readers follow the text.

    Bad:
        # at massage.thoracic.stroking
        text: Stroke downwards with the palms.
        direction: [upward]

    Good:
        # at massage.thoracic.stroking
        text: Stroke upwards with the palms.
        direction: [upward]

    Fix: Look the direction up in the source, and correct the text or the field.
    """
    place, declared = _declared(unit)
    if not declared:
        return
    text = " ".join((unit.title, unit.text, unit.as_written))
    named = directions(text)
    agrees = declared & (named | hinted_directions(text))
    if named and (not agrees or _undone(declared) & named - declared):
        yield Fault(f"`direction` is {_all(declared)}, but the text says {_all(named)}.", place)
        return
    for way, field in _implied(unit):
        if way in _undone(declared) and way not in declared:
            yield Fault(
                f"`direction` is {_all(declared)}, but `{field}` leads {way}.",
                place,
                related=(Related("what tells the way", unit.place / field),),
            )
            return


def _implied(unit: Unit) -> Iterator[tuple[str, str]]:
    """The ways that the other fields of a step tell, each with the field."""
    if isinstance(unit, Step):
        yield course(unit.from_, unit.to), "to"
        yield from ((goes(movement), "movement") for movement in unit.movement)


def _undone(ways: Iterable[str]) -> set[str]:
    """The opposites of directions."""
    return {_OPPOSITE[direction] for direction in ways if direction in _OPPOSITE}


def _declared(unit: Unit) -> tuple[Place, frozenset[str]]:
    """The directions that the fields of a step or a rule give, and where."""
    if isinstance(unit, Step):
        return unit.place / "direction", frozenset(unit.direction)
    if isinstance(unit, Rule) and unit.requires:
        return unit.requires.place / "direction", frozenset(filter(None, [unit.requires.direction]))
    return unit.place, frozenset()


def _all(ways: Iterable[str]) -> str:
    return " and ".join(sorted(ways))
