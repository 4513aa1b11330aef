"""The ladder of treatment: every state is reached, every state but the last leads on, and nothing leads back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from careguide.content.common import Role
from careguide.content.guide import Escalation, Guide, State, Transition
from careguide.content.part import Unit
from careguide.engine.order import circle_fault, circles, ladder, last_id, reachable
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.language.words import content_words, tells_of_failure
from careguide.source.place import Place

_SOUND = ("ref/dangling", "ref/wrong-kind")


@rule(
    Severity.ERROR,
    needs=(*_SOUND, "escalation/cycle", "escalation/vs-text", "escalation/unreachable"),
    acknowledgeable=False,
)
def dead_end(escalation: Escalation) -> Faults:
    """No transition leads on from a state that is not marked as an end.

    Why: A patient in that state, whom the treatment has not helped, is told nothing of what comes next.

    Bad:
        # at escalation.operation
        treatments: [surgery]
        end:

    Good:
        # at escalation.operation
        treatments: [surgery]
        end: true

    Fix: Add the transition that the source has, or write `end: true` if the source leads no further.
    """
    left = {link.start for link in ladder(escalation)}
    for state in escalation.states:
        if not state.end and state.id not in left:
            yield Fault(
                f"No transition leads on from the state “{state.id}”, and it is not marked as an end.",
                state.place / "id",
            )


@rule(Severity.ERROR, needs=(*_SOUND, "escalation/cycle"), acknowledgeable=False)
def end_not_last(escalation: Escalation) -> Faults:
    """A state is marked as an end, and yet a transition leads on from it.

    Why: One of the two is wrong: either there is more to try, or the patient is led on where the source stops.

    Bad:
        # at escalation.conservative
        end: true

    Good:
        # at escalation.operation
        end: true

    Fix: Take `end` out if the source leads further, else the transition.
    """
    for state in escalation.states:
        onward = [link for link in ladder(escalation) if state.end and link.start == state.id]
        if onward:
            yield Fault(
                f"The state “{state.id}” is marked as an end, but leads on to “{onward[0].end}”.",
                state.place / "end",
                related=tuple(Related(link.said, link.place) for link in onward),
            )


@rule(Severity.ERROR, needs=(*_SOUND, "escalation/cycle", "escalation/vs-text"), acknowledgeable=False)
def unreachable(escalation: Escalation) -> Faults:
    """Nothing leads to a state, or no state is the one in which treatment begins.

    Why: The treatment of that state is in the guide, but no patient ever gets to it.

    Bad:
        # at escalation.conservative
        start:
        # at escalation.operation
        start: true

    Good:
        # at escalation.conservative
        start: true

    Fix: Add the transition that the source has, mark where treatment begins with `start: true`, or take the state out.
    """
    starts = [state.id for state in escalation.states if state.start]
    if not starts:
        yield Fault(
            "No state is marked with `start: true`, so the ladder begins nowhere.", (escalation.place / "states").key
        )
        return
    reached = reachable(starts, ladder(escalation))
    for state in escalation.states:
        if state.id not in reached:
            yield Fault(
                f"No way leads from “{starts[0]}”, where treatment begins, to the state “{state.id}”.",
                state.place / "id",
            )


@rule(Severity.ERROR, needs=_SOUND, acknowledgeable=False)
def cycle(escalation: Escalation) -> Faults:
    """The ladder leads back to a state that it has left.

    Why: A treatment that has failed is begun again, and a patient may go round in circles.

    Bad:
        # at escalation.operation
        end:
        # at escalation
        transitions:
          - id: to-recovered
            text: Once it has healed, treatment ends.
            source: [S02.p1]
            from: conservative
            to: recovered
            trigger: relief
          - id: to-operation
            text: If conservative care brings no relief, operate.
            source: [S02.p1]
            from: conservative
            to: operation
            trigger: no-relief
          - id: back-to-care
            text: If the operation brings no relief, begin again.
            source: [S02.p1]
            from: operation
            to: conservative
            trigger: no-relief

    Good:
        # at escalation.to-operation
        from: conservative
        to: operation

    Fix: Look the transitions up in the source, and take out the one that leads back.
    """
    for circle in circles(ladder(escalation)):
        yield circle_fault(circle, "The ladder leads in a circle: {chain}.")


@rule(Severity.ERROR, needs=(*_SOUND, "escalation/cycle", "escalation/said-twice", "escalation/vs-text"))
def two_targets_same_trigger(escalation: Escalation) -> Faults:
    """One trigger leads from one state to two others, and nothing says which comes first.

    Why: A blockade and an operation are no equal answers to the same failure. The reader has to know which comes first.

    Bad:
        # at escalation.to-recovered
        trigger: no-relief

    Good:
        # at escalation.to-recovered
        trigger: no-relief
        priority: 1
        # at escalation.to-operation
        priority: 2

    Fix: Add `priority` if the source ranks them. If it does not, a note at the second transition says so.
    """
    rivals: dict[tuple[str, str], list[Transition]] = defaultdict(list)
    for transition in escalation.transitions:
        earlier = rivals[last_id(transition.from_), last_id(transition.trigger)]
        against = [
            other for other in earlier if last_id(other.to) != last_id(transition.to) and not _ranked(transition, other)
        ]
        if against:
            yield Fault(
                f"“{transition.trigger}” leads from “{transition.from_}” to “{transition.to}” here, and to "
                f"“{against[0].to}” elsewhere.",
                transition.place / "trigger",
                related=tuple(Related(f"to “{other.to}”", other.place / "to") for other in against),
            )
        earlier.append(transition)


@rule(Severity.ERROR, needs=(*_SOUND, "escalation/cycle"), acknowledgeable=False)
def said_twice(escalation: Escalation) -> Faults:
    """Two transitions lead from the same state to the same state by the same trigger.

    Why: One of them was meant for another state, whose way on is now missing.

    Bad:
        # at escalation.to-recovered
        to: operation
        trigger: no-relief
        # at escalation.recovered
        start: true

    Good:
        # at escalation.to-recovered
        to: recovered
        trigger: relief

    Fix: Look both up in the source, and correct the one that was meant for another state, or take it out.
    """
    first: dict[tuple[str, ...], Transition] = {}
    for transition in escalation.transitions:
        ways = tuple(map(last_id, (transition.from_, transition.trigger, transition.to)))
        other = first.setdefault(ways, transition)
        if other is not transition:
            yield Fault(
                f"“{transition.id}” leads from “{ways[0]}” to “{ways[2]}” by “{ways[1]}”, and so does “{other.id}”.",
                transition.place / "to",
                related=(Related("the same transition", other.place / "to"),),
            )


@rule(Severity.WARNING, needs=(*_SOUND, "escalation/cycle", "escalation/said-twice"))
def vs_text(escalation: Escalation) -> Faults:
    """The text and the id of a transition speak of another trigger, or another state to go to, than its fields name.

    Why: Readers follow the text, programs follow the fields; one of the two sends the patient the wrong way.

    Bad:
        # at escalation.to-operation
        text: Once the back is no longer stiff, stop.

    Good:
        # at escalation.to-operation
        text: If conservative care brings no relief, operate.

    Fix: Look the transition up in the source, and correct the text or the field.
    """
    triggers = {trigger.id: _words(trigger) for trigger in escalation.triggers}
    states = {state.id: _words(state) for state in escalation.states}
    for transition in escalation.transitions:
        for field, named, known in (("trigger", transition.trigger, triggers), ("to", transition.to, states)):
            meant, shared = _spoken_of(transition, known)
            if len(shared) > 1 and not content_words(transition.text) & known.get(last_id(named), shared):
                yield Fault(
                    f"`{field}` is “{named}”, but the text has nothing of it and speaks of “{meant}”: "
                    f"{', '.join(f'“{word}”' for word in sorted(shared))}.",
                    transition.place / field,
                )


@rule(
    Severity.WARNING,
    needs=(
        *_SOUND,
        "escalation/cycle",
        "escalation/said-twice",
        "escalation/vs-text",
        "source/unknown-locator",
    ),
)
def other_block(transition: Transition, guide: Guide) -> Faults:
    """A transition cites no block that its trigger, or the state that it leads to, rests on.

    Why: The source says in one place that something leads somewhere. If the three cite different places, one of them is
    not what the source says.

    Bad:
        # at escalation.to-operation
        source: [S01.p3.li1]

    Good:
        # at escalation.to-operation
        source: [S02.p1]

    Fix: Correct `trigger`, `to` or `source`. If the source does say it elsewhere, say so in a note that acknowledges
    this.
    """
    alone = []
    for field, other in _resting_elsewhere(transition, guide):
        users = [t for t in guide.overview.escalation.transitions if guide.resolve(getattr(t, field), t) is other]
        if len(users) == 1 or any(_share_a_block(user, other) for user in users):
            alone.append((field, other))
        elif transition is users[0]:
            yield _cites(other, users, other.place / "source")
    if alone:
        others = [other for _, other in alone]
        yield _cites(transition, others, transition.place / (alone[0][0] if len(alone) == 1 else "source"))


def _resting_elsewhere(transition: Transition, guide: Guide) -> Iterator[tuple[str, Unit]]:
    """The trigger and the state that it leads to, each if it shares no block with a transition, with the field."""
    for field, name in (("trigger", transition.trigger), ("to", transition.to)):
        other = guide.resolve(name, transition)
        if other and transition.source and not _share_a_block(transition, other) and _cites_blocks(other, guide):
            yield field, other


def _cites_blocks(unit: Unit, guide: Guide) -> bool:
    """Whether a unit cites something, and nothing that does not exist."""
    return bool(unit.source) and {block.locator for block in guide.document.blocks}.issuperset(unit.source)


def _cites(unit: Unit, others: Sequence[Unit], place: Place) -> Fault:
    differing = " and ".join(f"“{other.id}” cites {', '.join(other.source)}" for other in others)
    told = [Related(f"what “{each.id}” cites", each.place / "source") for each in (unit, *others)]
    message = f"“{unit.id}” cites {', '.join(unit.source)}, but {differing}."
    return Fault(message, place, related=tuple(each for each in told if each.place != place))


@rule(Severity.WARNING)
def no_treatment(states: Sequence[State]) -> Faults:
    """Nothing is done in a state of the ladder, although it is not the end.

    Why: The ladder sends a patient there, and says nothing of what they get.

    Bad:
        # at escalation.conservative
        treatments:

    Good:
        # at escalation.conservative
        treatments: [medication, massage]

    Fix: Name under `treatments` what the source uses there.
    """
    for state in states if any(state.treatments for state in states) else ():
        if not state.treatments and not state.end:
            yield Fault(f"The state “{state.id}” has no `treatments`, as others have.", state.place / "id")


@rule(Severity.WARNING, needs=(*_SOUND, "escalation/cycle", "escalation/said-twice", "escalation/vs-text"))
def optional_as_required(transition: Transition, guide: Guide) -> Faults:
    """The next treatment is only reached when a treatment that is merely complementary has failed.

    Why: Nobody should have to try folk remedies before an operation that they need.

    Bad:
        # at escalation.conservative
        treatments: [medication, massage, exercise, remedies]

    Good:
        # at escalation.conservative
        treatments: [medication, massage, exercise]

    Fix: Take the complementary treatment out of the state. If the source asks for it, a note at the transition says so.
    """
    state, trigger = (guide.resolve(name, transition) for name in (transition.from_, transition.trigger))
    if not isinstance(state, State) or not trigger or not tells_of_failure(trigger.name):
        return
    told: set[str] = set()
    for index, name in enumerate(state.treatments):
        target = guide.resolve(name, state)
        module = guide.module_of(target) if target else None
        if module and module.role is Role.COMPLEMENTARY and module.id not in told:
            told.add(module.id)
            yield Fault(
                f"“{transition.to}” follows when “{state.id}” has failed, and that includes “{name}”, which is only "
                "complementary.",
                transition.place / "from",
                related=(
                    Related("the treatment of that state", state.place / "treatments" / index),
                    Related("its role", module.place / "role"),
                ),
            )


def _share_a_block(one: Unit, other: Unit) -> bool:
    """Whether two units cite a block in common, or one an item of a list that the other cites as a whole."""
    return any(a == b or a.startswith(f"{b}.") or b.startswith(f"{a}.") for a in one.source for b in other.source)


def _ranked(one: Transition, other: Transition) -> bool:
    return one.priority is not None and other.priority is not None and one.priority != other.priority


def _spoken_of(transition: Transition, known: Mapping[str, frozenset[str]]) -> tuple[str, frozenset[str]]:
    """Which trigger or state, but for the one that is left, a transition has most words in common with, and those."""
    words, left = _words(transition), last_id(transition.from_)
    found = [(id_, words & telling) for id_, telling in known.items() if id_ != left]
    return max(found, key=lambda each: len(each[1]), default=("", frozenset()))


def _words(unit: Unit) -> frozenset[str]:
    """What a trigger, a state or a transition speaks of, its id included."""
    return content_words(f"{unit.title} {unit.text} {unit.id.replace('-', ' ')}")
