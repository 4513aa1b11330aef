"""Guides whose trees have been altered: fields and items taken out, put elsewhere, doubled, renamed or made odd."""

from __future__ import annotations

import copy
import json
import resource
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from careguide.source.reader import read_bytes
from careguide.testing.overlay import BASE
from fuzz.targets import TARGETS, Reached, as_input, chosen, examples, seeds

SECONDS, MEMORY = 5, 500
"""The most seconds of work, and the most megabytes, that one input may take."""

_REAL: list[tuple[str, Any]] = [
    (name, read_bytes(text, BASE / name, name)[0].value) for name, text in map(chosen, [*seeds(), *examples()])
]
_ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        999_999_999,
        "",
        " ",
        "X y",
        "yes",
        "10",
        "a.b.c",
        "guide",
        "S99.p9",
        "–",
        "x" * 200,
        [],
        {},
    ]
)


@st.composite
def altered(draw: st.DrawFn) -> bytes:
    """An input of a target: which file, and its tree, altered in a few places."""
    name, real = draw(st.sampled_from(_REAL))
    value: Any = copy.deepcopy(real)
    for _ in range(draw(st.integers(1, 4))):
        places = list(_places(value))
        if places:
            _alter(draw, *draw(st.sampled_from(places)))
    return as_input(name, json.dumps(value, ensure_ascii=False, indent=1).encode())


def _alter(draw: st.DrawFn, container: Any, step: Any) -> None:
    """Most often in a way that the schemas let pass, so that the rules are reached."""
    how = draw(st.sampled_from(["alike"] * 6 + ["word"] * 4 + ["remove", "odd", "transplant", "double", "rename"]))
    if how == "word" and not isinstance(container[step], str):
        how = "alike"
    if how == "alike" and isinstance(container, dict):
        container[step] = copy.deepcopy(draw(st.sampled_from(_ALIKE.get(step, [container[step]]))))
    elif how == "remove":
        del container[step]
    elif how == "odd":
        container[step] = draw(_ODD)
    elif how == "transplant":
        other, at = draw(st.sampled_from(_EVERYWHERE))
        container[step] = copy.deepcopy(other[at])
    elif how == "word":
        words = container[step].split(" ")
        words.insert(draw(st.integers(0, len(words))), draw(st.sampled_from(_WORDS)))
        container[step] = " ".join(words)
    elif isinstance(container, list):
        container.insert(draw(st.integers(0, len(container))), copy.deepcopy(container[step]))
    else:
        container[f"{step}s" if how == "double" else str(step).upper()] = container.pop(step)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, held in steps:
        yield value, step
        yield from _places(held)


_EVERYWHERE = [place for _, value in _REAL for place in _places(value)]
_ALIKE: dict[Any, list[Any]] = {}
for _container, _step in _EVERYWHERE:
    _ALIKE.setdefault(_step, []).append(_container[_step])
_WORDS = [
    "10",
    "10-15",
    "5 mg",
    "9%",
    "½",
    "twice",
    "left",
    "“",
    "not",
    "“care”",
    "and and",
    "\u00a0",
    "e\u0301",
    "👍🏽",
    "km²",
]


def explore(name: str, until: float) -> tuple[Counter[Reached], bytes | None]:
    """Runs a target on altered trees up to a moment of the monotonic clock.

    How far they came, and the smallest input that was found to bring the target to harm, or None.
    """
    target, reached = TARGETS[name], Counter[Reached]()
    harmful: bytes | None = None

    def once(data: bytes) -> None:
        nonlocal harmful
        if time.monotonic() > until:
            return
        try:
            with _bounded():
                reached[target(data)] += 1
        except Exception:
            if harmful is None or len(data) <= len(harmful):
                harmful = data
            raise

    for round_ in range(1_000_000):
        if time.monotonic() > until:
            break
        try:
            _round(once, round_)
        except Exception:  # whatever a target raises is what is looked for
            if harmful is None:
                raise
            break
    return reached, harmful


class TooMuch(Exception):
    """An input took more time, or more memory, than it may."""


@contextmanager
def _bounded() -> Iterator[None]:
    """Raises ``TooMuch``. Of time, only our own work counts, so that a busy machine finds nothing.

    Of memory, the most that the process ever took is all there is to see: it is to run nothing but inputs, and the one
    that raises it is to blame.
    """

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooMuch(f"{SECONDS} seconds")

    before = peak()
    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    if peak() > max(before, MEMORY):
        raise TooMuch(f"{MEMORY} MB")


def peak() -> float:
    """The most megabytes that this process ever took."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _round(once: Any, number: int) -> None:
    phases = (Phase.generate, Phase.shrink)
    quiet = settings(
        max_examples=50, deadline=None, database=None, phases=phases, suppress_health_check=list(HealthCheck)
    )
    seed(number)(quiet(given(altered())(once)))()
