"""Which way a movement goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from careguide.content.common import Rule, Step
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.scope import demands
from careguide.content.words import plain
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.landmarks import course
from careguide.knowledge.movements import direction as goes
from careguide.source.place import Place

_NAMED: Mapping[str, re.Pattern[str]] = {
    "upward": re.compile(r"\bupwards?\b|\b(go(es)?|mov(e|es|ing)|strok(e|es|ing)|from bottom) (up|to top)\b"),
    "downward": re.compile(r"\bdownwards?\b|\b(go(es)?|mov(e|es|ing)|strok(e|es|ing)|from top) (down|to bottom)\b"),
    "forward": re.compile(r"\bforwards?\b"),
    "backward": re.compile(r"\bbackwards?\b"),
    "sideways": re.compile(r"\b(sideways|sidewards?|(to|towards) (the|each|one|either|both) sides?)\b"),
    "clockwise": re.compile(r"(?<!counter)(?<!counter-)(?<!anti)(?<!anti-)\bclockwise\b"),
    "counterclockwise": re.compile(r"\b(counter|anti)-?clockwise\b"),
    "inward": re.compile(r"\binwards?\b"),
    "outward": re.compile(r"\boutwards?\b"),
}

_HINTS: Mapping[str, re.Pattern[str]] = {
    "upward": re.compile(r"\b(up|rais\w+|lift\w*)\b"),
    "downward": re.compile(r"\b(down|lower\w*)\b"),
    "forward": re.compile(r"\b(front|ahead)\b"),
    "backward": re.compile(r"\b(back|behind)\b"),
    "sideways": re.compile(r"\b(sides?|left|right)\b"),
    "inward": re.compile(r"\b(in|together)\b"),
    "outward": re.compile(r"\b(out|apart)\b"),
}
"""Words that go with a direction, though they may mean something else as well."""

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
        for rule_, asked in demands(step, guide)
        if asked.direction and any(way != asked.direction for way in ways)
    ]
    if broken:
        yield Fault(
            f"The step “{step.id}” goes {' and '.join(ways)}, but the rule “{broken[0][0].id}” demands "
            f"{broken[0][1].direction}.",
            step.place / ("direction" if step.direction else "from"),
            related=tuple(Related(f"the rule “{r.id}”", asked.place / "direction") for r, asked in broken),
        )


@rule(Severity.ERROR)
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
    text = plain(" ".join((unit.title, unit.text, unit.as_written)))
    named = {direction for direction, words in _NAMED.items() if words.search(text)}
    agrees = declared & named or any(_HINTS[direction].search(text) for direction in declared if direction in _HINTS)
    if declared and named and (not agrees or _undone(declared) & named - declared):
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


def _undone(directions: Iterable[str]) -> set[str]:
    """The opposites of directions."""
    return {_OPPOSITE[direction] for direction in directions if direction in _OPPOSITE}


def _declared(unit: Unit) -> tuple[Place, frozenset[str]]:
    """The directions that the fields of a step or a rule give, and where."""
    if isinstance(unit, Step):
        return unit.place / "direction", frozenset(unit.direction)
    if isinstance(unit, Rule) and unit.requires:
        return unit.requires.place / "direction", frozenset(filter(None, [unit.requires.direction]))
    return unit.place, frozenset()


def _all(directions: Iterable[str]) -> str:
    return " and ".join(sorted(directions))
