"""Which way a movement goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careguide.content.common import Requirements, Rule, Step
from careguide.content.guide import Guide
from careguide.content.scope import demands, holds_within, scope
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.landmarks import course
from careguide.knowledge.movements import direction as goes
from careguide.language.manner import directions, hinted_directions
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
    ways = _ways(step)
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


@rule(Severity.WARNING, needs=["direction/vs-text"])
def against_other_regions(step: Step, guide: Guide) -> Faults:
    """A step goes the opposite way to what the rules of other regions demand, and no rule of its own region says so.

    It takes rules of two regions at least, in the same module, and none there that demands another way.

    Why: A rule that is repeated from region to region is probably meant for the whole treatment. Then the step is
    against it, or the rule was not meant so widely; the reader cannot tell.

    Bad:
        # at massage.lumbar
        rules:
          - id: upwards
            text: Work upwards.
            source: [S01.p3]
            scope: massage.lumbar
            requires: {direction: upward}
        # at massage.cervical.stroking
        direction: [downward]

    Good:
        # at massage.cervical.stroking
        direction: [downward]

    Fix: Look up how far the rules reach. If the source leaves it open, a note at the step says so.
    """
    elsewhere = _demanded_elsewhere(step, guide)
    ways = {asked.direction for _, asked in elsewhere}
    if len(elsewhere) > 1 and len(ways) == 1 and ways & _undone(_ways(step)) and not ways & set(_ways(step)):
        regions = [r.scope.rpartition(".")[2] for r, _ in elsewhere]
        yield Fault(
            f"The step “{step.id}” goes {' and '.join(_ways(step))}, while the rules of {' and '.join(regions)} demand "
            f"{elsewhere[0][1].direction}.",
            step.place / ("direction" if step.direction else "from"),
            related=tuple(Related(f"the rule “{r.id}”", asked.place / "direction") for r, asked in elsewhere),
        )


def _demanded_elsewhere(step: Step, guide: Guide) -> list[tuple[Rule, Requirements]]:
    """What rules of other parts of a step's module ask about the direction; nothing where one asks it of the step."""
    module = guide.module_of(step)
    found: dict[str, tuple[Rule, Requirements]] = {}
    for rule_ in guide.rules if module and _ways(step) else ():
        over = scope(rule_, guide) if rule_.requires and rule_.requires.direction else None
        if over and holds_within(over, step, guide):
            return []
        if over and rule_.requires and module and over is not module and holds_within(module, over, guide):
            found.setdefault(over.address, (rule_, rule_.requires))
    return list(found.values())


@rule(Severity.ERROR, needs=["exercise/movement-vs-text"])
def vs_text(unit: Step | Rule) -> Faults:
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


def _ways(step: Step) -> tuple[str, ...]:
    """The ways that a step goes, by its own word or by where it leads."""
    return step.direction or tuple(filter(None, [course(step.from_, step.to)]))


def _implied(unit: Step | Rule) -> Iterator[tuple[str, str]]:
    """The ways that the other fields of a step tell, each with the field."""
    if isinstance(unit, Step):
        yield course(unit.from_, unit.to), "to"
        yield from ((goes(movement), "movement") for movement in unit.movement)


def _undone(ways: Iterable[str]) -> set[str]:
    """The opposites of directions."""
    return {_OPPOSITE[direction] for direction in ways if direction in _OPPOSITE}


def _declared(unit: Step | Rule) -> tuple[Place, frozenset[str]]:
    """The directions that the fields of a step or a rule give, and where."""
    if isinstance(unit, Step):
        return unit.place / "direction", frozenset(unit.direction)
    if unit.requires:
        return unit.requires.place / "direction", frozenset(filter(None, [unit.requires.direction]))
    return unit.place, frozenset()


def _all(ways: Iterable[str]) -> str:
    return " and ".join(sorted(ways))
