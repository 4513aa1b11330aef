"""Exercises that are added to a guide, and the blocks of the article that they cite."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import NamedTuple

BEFORE = "    notes:\n      - id: hands-for-arms\n"
"""What stands in exercise.yaml right after the last exercise."""

_WHOLE = "S14.p1"
_TIMES = (3, 4, 5, 6, 8, 12, 25, 30)

# Id, title, and the steps: id, text, and the fields that say the same.
_EXERCISES = (
    (
        "arms-forward",
        "Arms forward",
        (
            ("lift-arms", "Raise the arms in front of the body.", "movement: [raise]\nside: both"),
            ("keep-up", "Keep them there.", "movement: [hold]"),
            ("let-down", "Lower the arms.", "movement: [lower]\nside: both"),
        ),
    ),
    (
        "upper-body-turn",
        "Turn of the upper body",
        (
            ("cross-arms", "Cross the arms over the chest.", "movement: [clasp]"),
            ("turn-round", "Turn to each side.", "movement: [rotation]\ndirection: [sideways]\nside: each"),
            ("stay", "Stay there.", "movement: [hold]"),
        ),
    ),
    (
        "tall-stretch",
        "Tall stretch",
        (
            ("reach-up", "Reach up with both arms.", "movement: [reach]\ndirection: [upward]\nside: both"),
            ("stay-tall", "Stay there.", "movement: [hold]"),
        ),
    ),
    (
        "bend-of-the-trunk",
        "Bend of the trunk",
        (
            ("bend-over", "Bend to each side.", "movement: [lateral-flexion]\ndirection: [sideways]\nside: each"),
            ("stay-bent", "Stay there.", "movement: [hold]"),
            ("relax-after", "Relax.", "movement: [relax]"),
        ),
    ),
    (
        "wall-press",
        "Press against the wall",
        (("press-wall", "Press the palms against the wall.", "hand: [palm]\nmovement: [isometric-press]"),),
    ),
)


class Added(NamedTuple):
    """The lines of the exercises; how many units cite each new block; the number that stands in it."""

    text: str
    blocks: Mapping[str, int]
    numbers: Mapping[str, int]


def exercises(count: int, chance: random.Random) -> Added:
    """So many exercises, each with some of its steps and with figures of its own."""
    text, blocks, numbers = "", {}, {}
    for place, (name, title, steps) in enumerate(chance.sample(_EXERCISES, count), start=1):
        locator, times = f"{_WHOLE}.li{place}", chance.choice(_TIMES)
        chosen = steps[: chance.randint(1, len(steps))]
        text += _exercise(name, title, locator, chosen, times)
        blocks[locator] = 1 + len(chosen)
        numbers[locator] = times
    return Added(text, {_WHOLE: count, **blocks} if count else {}, numbers)


def _exercise(name: str, title: str, locator: str, steps: tuple[tuple[str, str, str], ...], times: int) -> str:
    lines = [
        "",
        f"      - id: {name}",
        f"        title: {title}",
        f"        source: [{_WHOLE}, {locator}]",
        "        position: standing",
        "        steps:",
    ]
    before = ""
    for step, text, fields in steps:
        lines += [""] if before else []
        lines += [f"          - id: {step}", f"            text: {text}", f"            source: [{locator}]"]
        lines += [f"            after: [{before}]"] if before else []
        lines += [f"            {field}" for field in fields.split("\n")]
        before = step
    lines += [f"        repetitions: {{value: {times}, as_written: repeat {times} times}}"]
    return "\n".join(lines) + "\n"
