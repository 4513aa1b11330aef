"""Rules of treatment: over what they hold, and whether they agree."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from careguide.content.common import Rule
from careguide.content.guide import Guide
from careguide.content.scope import demands, holds_within, keeps_position, keeps_setting, order_of, scope
from careguide.content.wording import term
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.language.manner import demands as demands_in
from careguide.language.manner import directions, exertion, haste, postures

_GENTLE = re.compile(r"\b(?:minimal|light|gentle|little|low)\b", re.IGNORECASE)


@rule(Severity.WARNING)
def scope_unclear(subject: Rule) -> Faults:
    """A rule of treatment does not say over what it holds.

    Why: “All exercises slowly” may mean one set or every set. Nobody can check, or follow, a rule whose reach is open.

    Bad:
        # at massage.thoracic.upwards
        scope: unresolved

    Good:
        # at massage.thoracic.upwards
        scope: massage.thoracic

    Fix: Write `scope` with an address, or `guide`. If the source leaves it open, `unresolved`, and a note that says so.
    """
    if subject.scope == "unresolved":
        yield Fault(f"The `scope` of the rule “{subject.id}” is unresolved.", subject.place / "scope")
    elif not subject.scope:
        yield Fault(f"The rule “{subject.id}” has no `scope`.", subject.place / "id")


@rule(Severity.ERROR, needs=["ref/wrong-kind"])
def scope_elsewhere(subject: Rule, guide: Guide) -> Faults:
    """A rule of treatment stands in one part of the guide and holds over another.

    Why: Whoever reads up on the one part is told a rule that does not concern it, and in the other part the rule is
    missing.

    Bad:
        # at massage.thoracic.upwards
        scope: massage.lumbar

    Good:
        # at massage.thoracic.upwards
        scope: massage.thoracic

    Fix: Correct `scope`, or move the rule to the part that it is about.
    """
    over, home = scope(subject, guide), guide.parent(subject)
    if over and not (holds_within(over, home, guide) or holds_within(home, over, guide)):
        yield Fault(
            f"The rule “{subject.id}” stands in {home.address}, but its `scope` is {over.address}.",
            subject.place / "scope",
        )


@rule(Severity.ERROR)
def contradicts_rule(subject: Rule, guide: Guide) -> Faults:
    """Two rules that hold over the same thing cannot both be kept.

    Why: Whatever the reader does is against one of them.

    Bad:
        # at massage.thoracic
        rules:
          - id: upwards
            text: Work upwards.
            source: [S01.p2]
            scope: massage
            requires: {direction: upward}
          - id: downwards
            text: Work downwards.
            source: [S01.p2]
            scope: massage.thoracic
            requires: {direction: downward}
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading]}

    Good:
        # at massage.thoracic
        rules:
          - id: upwards
            text: Work upwards.
            source: [S01.p2]
            scope: massage.thoracic
            requires: {direction: upward}

    Fix: Look both up. If the source says both, a note at the later one says so.
    """
    over = scope(subject, guide)
    if not over or not subject.requires:
        return
    for field, clash in _CLASHES.items():
        here = getattr(subject.requires, field)
        for other, asked, order in demands(over, guide, field) if here else ():
            there = getattr(asked, field)
            is_told_there = scope(other, guide) is over and order > order_of(subject, guide)
            if not is_told_there and clash(here, there):
                yield Fault(
                    f"The rule “{subject.id}” demands {_either(here)}, and the rule “{other.id}” {_either(there)}.",
                    subject.requires.place / field,
                    related=(Related(f"the rule “{other.id}”", asked.place / field),),
                )


@rule(Severity.WARNING)
def requires_vs_text(subject: Rule) -> Faults:
    """The text of a rule asks for something that its `requires` does not ask for, or for the opposite.

    Why: Steps and equipment are held against `requires`. What stands in the text alone is never checked.

    Bad:
        # at massage.thoracic.upwards
        requires:

    Good:
        # at massage.thoracic.upwards
        requires: {direction: upward}

    Fix: Write under `requires` what the text asks for.
    """
    asked = subject.requires
    for field, value in _told(subject.text):
        stated = getattr(asked, field) if asked else ""
        if not stated or (value and value != stated):
            yield Fault(
                f"The text of the rule “{subject.id}” asks for “{value or field}”, but `requires` "
                + (f"has `{field}: {stated}`." if stated else f"has no `{field}`."),
                subject.place / "text",
                f"Write `{field}: {value}` under `requires`." if value else f"Write `{field}` under `requires`.",
                related=(Related(f"`{field}` here", asked.place / field),) if asked and stated else (),
            )
    for field, value, word in _reversed(subject):
        yield Fault(
            f"`{field}` is {value}, but the text of the rule “{subject.id}” says “{word}”.",
            subject.place / "text",
            "Look it up in the source, and correct the text or the field.",
        )
    named = postures(subject.text)
    for index, position in enumerate(asked.position if asked and named else ()):
        if asked and not keeps_position(position, named):
            yield Fault(
                f"`position` allows {term(position)}, of which the text of the rule “{subject.id}” says nothing.",
                asked.place / "position" / index,
                f"The text speaks of {' and '.join(map(term, named))}.",
            )


def _no_position_keeps_both(one: Sequence[str], other: Sequence[str]) -> bool:
    return not any(keeps_position(position, other) for position in one)


def _one_setting_is_supervised(one: str, other: str) -> bool:
    return keeps_setting(one, "specialist") is not keeps_setting(other, "specialist")


# The fields in which two rules may ask for what cannot both be done, and when they do.
_CLASHES: Mapping[str, Callable[[Any, Any], bool]] = {
    "direction": operator.ne,
    "position": _no_position_keeps_both,
    "setting": _one_setting_is_supervised,
}


def _reversed(subject: Rule) -> Iterator[tuple[str, str, str]]:
    """The fields of `requires` that ask for calm where the text asks for haste or force, with value and that word."""
    asked = subject.requires
    if asked and asked.tempo == "slow" and haste(subject.text):
        yield "tempo", asked.tempo, haste(subject.text)
    force = exertion(subject.text)
    if asked and asked.effort in ("relaxed", "minimal") and force:
        yield "effort", asked.effort, force
    if asked and force and _GENTLE.search(asked.first_session):
        yield "first_session", asked.first_session, force


def _told(text: str) -> Iterator[tuple[str, str]]:
    """The fields of `requires` that a rule's text asks for, each with its value where the text gives one."""
    yield from demands_in(text).items()
    if directions(text):
        yield "direction", ""  # direction/vs-text holds the value against the text


def _either(asked: str | tuple[str, ...]) -> str:
    return asked if isinstance(asked, str) else " or ".join(asked)
