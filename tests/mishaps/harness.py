"""Brings mishaps about, each in a fresh project, and says what became of the promises."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from mishaps.ground import Broken, ground
from mishaps.mishap import Impossible, Mishap, Turn, mishaps

CHUNK = 20
"""So many turns are taken in one project, one after the other."""


@dataclass
class Result:
    """How often a mishap was brought about, and what was broken: the number of the turn, and what happened.

    ``impossible`` says why it could not be brought about here.
    """

    group: str
    name: str
    promise: str
    times: int = 0
    broken: list[tuple[int, str]] = field(default_factory=list)
    impossible: str = ""


def take(mishap: Mishap, seed: int, numbers: Iterable[int]) -> Result:
    """Brings one about in a project of its own, once for each number."""
    result = Result(mishap.group, mishap.name, mishap.promise)
    left = iter(numbers)
    while _was_broken(mishap, seed, left, result):
        pass  # what was broken shall not break the turns that come after it
    return result


def _was_broken(mishap: Mishap, seed: int, numbers: Iterator[int], result: Result) -> bool:
    """Takes turns in one project until something is broken; whether that happened."""
    with ground() as where:
        for number in numbers:
            result.times += 1
            try:
                mishap.happen(where, Turn(number, random.Random(f"{seed} {mishap.group} {mishap.name} {number}")))
            except Impossible as reason:
                result.impossible, result.times = str(reason), 0
                return False
            except Broken as broken:
                result.broken.append((number, str(broken)))
                return True
    return False


def take_all(seed: int, only: str, most: int | None, processes: int) -> Iterator[Result]:
    """Brings about all whose group or name holds a text; yields results in the order of the page."""
    with ProcessPoolExecutor(processes) as pool:
        parts = [
            [pool.submit(_take, index, seed, numbers[start : start + CHUNK]) for start in numbers[::CHUNK]]
            for index, mishap in enumerate(mishaps())
            if only.lower() in f"{mishap.group} {mishap.name}".lower()
            for numbers in [range(mishap.times())[:most]]
        ]
        for futures in parts:
            yield _sum([future.result() for future in futures])


def _take(index: int, seed: int, numbers: Sequence[int]) -> Result:
    return take(mishaps()[index], seed, numbers)


def _sum(results: Sequence[Result]) -> Result:
    whole = results[0]
    for other in results[1:]:
        whole.times += other.times
        whole.broken += other.broken
        whole.impossible = whole.impossible or other.impossible
    return whole
