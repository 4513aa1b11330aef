"""The ladder of treatment as a figure: each state a box, below it what leads on, at its right the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from careguide.book.blocks import Figure, own
from careguide.book.drawing import Arrow, Box, Drawing, Ends, Tone, Words, words
from careguide.book.manuscript import Manuscript, name
from careguide.content.guide import Escalation, State, Transition
from careguide.content.part import Unit

_WIDTH, _INDENT, _LANE, _MARGIN = 330, 28, 14, 2
_PADDING, _GAP, _APART = 9, 8, 22
_LARGE, _SMALL, _HEAD = 15, 13, 9


@dataclass(frozen=True)
class _Step:
    """A transition whose ends are known."""

    transition: Transition
    from_: Unit
    to: Unit
    trigger: Unit


def ladder(ms: Manuscript, escalation: Escalation) -> Figure:
    """The states of treatment in the guide's order, with what leads from one to another, drawn and in words."""
    steps = _steps(ms, escalation)
    return Figure(
        own(escalation.address, "figure"),
        _drawing(ms, escalation.states, steps),
        _alternative(escalation, steps),
        ("The states of treatment, and what leads from one to the next.",),
    )


def _steps(ms: Manuscript, escalation: Escalation) -> tuple[_Step, ...]:
    found = []
    for step in escalation.transitions:
        ends = [ms.guide.resolve(reference, step) for reference in (step.from_, step.to, step.trigger)]
        if None not in ends:
            found.append(_Step(step, *filter(None, ends)))
    return tuple(found)


def _alternative(escalation: Escalation, steps: Sequence[_Step]) -> str:
    """What the drawing shows, in words; the lists below it say the rest."""
    states = "; ".join(name(state) for state in escalation.states)
    ways = " ".join(f"From {name(s.from_)} to {name(s.to)}: {name(s.trigger)}." for s in steps)
    return f"Diagram of {len(escalation.states)} states of treatment: {states}. {ways}"


def _drawing(ms: Manuscript, states: Sequence[State], steps: Sequence[_Step]) -> Drawing:
    boxes: list[Box] = []
    placed: dict[str, Box] = {}
    chips: list[tuple[_Step, Box]] = []
    arrows: list[Arrow] = []
    y = _MARGIN
    for state in states:
        box = _box(_MARGIN, y, _WIDTH, _tone(state), _state_words(ms, state))
        placed[state.address] = box
        boxes.append(box)
        y = box.y + box.height
        for step in (step for step in steps if step.from_ is state):
            chip = _chip(step, y + _GAP)
            boxes.append(chip)
            chips.append((step, chip))
            arrows.append(_stem(box, chip))
            y = chip.y + chip.height
        y += _APART
    ways, lanes = _ways(chips, placed)
    return Drawing(_MARGIN * 3 + _WIDTH + _LANE * lanes, y - _APART + _MARGIN, tuple(boxes), (*arrows, *ways))


def _box(x: int, y: int, width: int, tone: Tone, content: tuple[Words, ...]) -> Box:
    return Box(x, y, width, sum(part.height for part in content) + 2 * _PADDING, tone, content)


def _tone(state: State) -> Tone:
    return Tone.START if state.start else Tone.END if state.end else Tone.STATE


def _state_words(ms: Manuscript, state: State) -> tuple[Words, ...]:
    width = _WIDTH - 2 * _PADDING
    said = [words(name(state), width, _LARGE, bold=True)]
    used = [ms.guide.resolve(treatment, state) for treatment in state.treatments]
    if treatments := ", ".join(name(unit) for unit in used if unit):
        said.append(words(treatments, width, _SMALL))
    if state.start:
        said.append(words("Treatment begins here.", width, _SMALL))
    if state.end:
        said.append(words("The source leads no further.", width, _SMALL))
    return tuple(said)


def _chip(step: _Step, y: int) -> Box:
    width = _WIDTH - _INDENT
    rank = f" (comes as number {step.transition.priority})" if step.transition.priority else ""
    text = f"If: {step.trigger.name}{rank}"
    return _box(_MARGIN + _INDENT, y, width, Tone.CONDITION, (words(text, width - 2 * _PADDING, _SMALL),))


def _stem(state: Box, chip: Box) -> Arrow:
    """From a state down to a condition below it."""
    x, y = state.x + _INDENT // 2, chip.y + chip.height // 2
    return Arrow(((x, state.y + state.height), (x, y), (chip.x, y)), Ends.PLAIN)


def _ways(chips: Sequence[tuple[_Step, Box]], placed: Mapping[str, Box]) -> tuple[list[Arrow], int]:
    """All ways to one state run together in a lane of its own; and how many lanes that takes."""
    arrows: list[Arrow] = []
    targets = [address for address in placed if any(step.to.address == address for step, _ in chips)]
    for lane, address in enumerate(targets, start=1):
        box = placed[address]
        x, end = _MARGIN + _WIDTH + _LANE * lane, box.y + min(_HEAD + _HEAD * lane // 2, box.height - 4)
        starts = [
            (chip.x + chip.width, chip.y + chip.height // 2) for step, chip in chips if step.to.address == address
        ]
        farthest = max(starts, key=lambda start: abs(start[1] - end))
        arrows.append(Arrow((farthest, (x, farthest[1]), (x, end), (box.x + box.width, end)), Ends.HEAD))
        arrows += [Arrow((start, (x, start[1])), Ends.DOT) for start in starts if start != farthest]
    return arrows, max(len(targets), 1)
