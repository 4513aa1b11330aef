"""Figures of a course that cannot be right: ranges, bounds, and sums that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from careguide.content.common import Course, Module
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.quantity import Quantity, Range
from careguide.content.wording import figure
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity

_DAYS = {"min": 1 / 1440, "h": 1 / 24, "s": 1 / 86400, "d": 1.0, "wk": 7.0, "mo": 30.44, "a": 365.25}
_PERIOD = {"/d": 1.0, "/wk": 7.0, "/mo": 30.44}
_SOUND_FIGURES = [
    "count/min-max",
    "unit/missing",
    "unit/dimension",
    "figure/prose-mismatch",
    "figure/vague-quantity",
    "figure/derived-not-flagged",
    "block/number-invented",
]
_OPEN = re.compile(
    r"\b(at least|no less than|not less than|at minimum|minimum of|or more|at most|no more than|up to)\b", re.I
)


@rule(Severity.ERROR, acknowledgeable=False)
def min_max(quantity: Quantity) -> Faults:
    """The lower end of a range is above its upper end.

    Why: A reader cannot follow it, and a program that takes the first figure gives too much treatment.

    Bad:
        # at massage.thoracic.course
        sessions: {min: 15, max: 10}

    Good:
        # at massage.thoracic.course
        sessions: {min: 10, max: 15}

    Fix: Look the range up in the source and put the smaller figure first.
    """
    pairs = [("min", quantity.min, quantity.max)]
    pairs += [
        (name, bound.low, bound.high)
        for name, bound in (("at_least", quantity.at_least), ("at_most", quantity.at_most))
        if isinstance(bound, Range)
    ]
    for name, low, high in pairs:
        if low is not None and high is not None and low > high:
            yield Fault(
                f"`{_name(quantity)}` runs from {low} down to {high}.",
                quantity.place / name,
                f"Look it up in the source; if the two are only swapped, write {high} first and {low} second.",
            )


@rule(Severity.ERROR, acknowledgeable=False)
def fuzzy_bound(quantity: Quantity, guide: Guide) -> Faults:
    """A bound that the source leaves open (at least 15-20 minutes) is written as a closed range.

    Why: “At least 15–20 minutes” allows 30; “15–20 minutes” forbids it. Closing the bound changes the treatment.

    Bad:
        # at massage.thoracic.course
        session_length: {min: 15, max: 20, unit: min, as_written: at least 15-20 minutes}

    Good:
        # at massage.thoracic.course
        session_length: {at_least: {low: 15, high: 20}, unit: min, as_written: at least 15-20 minutes}

    Fix: Write `at_least` (or `at_most`) with the figures of the bound: `at_least: {low: 15, high: 20}`.
    """
    if quantity.value is None and quantity.min is None:
        return
    figures = r"\D{0,3}".join(re.escape(f"{number:g}") for number in quantity.numbers)
    for words in (quantity.as_written, *_words_around(quantity, guide)):
        said = re.search(rf"{_OPEN.pattern}\s+{figures}\b", words, re.I)
        if said:
            yield Fault(
                f"`{_name(quantity)}` is written as {figure(quantity)}, but the words beside it say “{said[0]}”.",
                quantity.place,
                _open_form(quantity, said[1]),
            )
            return


@rule(Severity.WARNING)
def open_range(quantity: Quantity) -> Faults:
    """A range has a lower end and no upper one.

    Why: A reader cannot tell a bound that the source leaves open from an upper figure that was forgotten.

    Bad:
        # at massage.thoracic.course
        duration: {min: 1, unit: mo}

    Good:
        # at massage.thoracic.course
        duration: {at_least: 1, unit: mo}

    Fix: Add `max`, or write `at_least` where the source gives no upper figure.
    """
    if quantity.min is not None and quantity.max is None:
        yield Fault(
            f"`{_name(quantity)}` begins at {quantity.min} and has no upper end.",
            quantity.place / "min",
            f"If the source gives only a lower bound, write `at_least: {quantity.min}`; else add `max`.",
        )


@rule(Severity.ERROR, needs=["count/min-max", "count/open-range"], acknowledgeable=False)
def product_mismatch(course: Course) -> Faults:
    """Sessions at the stated frequency do not fit into the stated length of the course.

    Why: One of the three figures is wrong, and a patient gets too many sessions, too few, or too close together.

    Bad:
        # at massage.thoracic.course
        sessions: {min: 10, max: 15}
        frequency: {value: 2, unit: /wk}
        duration: {value: 3, unit: wk}

    Good:
        # at massage.thoracic.course
        sessions: {min: 10, max: 15}
        frequency: {value: 4, unit: /wk}
        duration: {value: 3, unit: wk}

    Fix: Look up sessions, frequency and length in the source; mark a figure that the guide infers with `derived: true`.
    """
    period, unit = _PERIOD.get(course.frequency.unit), _DAYS.get(course.duration.unit)
    sessions, often, length = _ends(course.sessions), _ends(course.frequency), _ends(course.duration)
    if not (period and unit and sessions and often and length and often[0]):
        return
    shortest, longest = sessions[0] / often[1] * period, sessions[1] / often[0] * period
    if shortest > length[1] * unit + period or longest < length[0] * unit - period:
        yield Fault(
            f"`sessions` ({figure(course.sessions)}) at `frequency` ({figure(course.frequency)}) do not fit into "
            f"`duration` ({figure(course.duration)}).",
            course.place / "duration",
            related=(
                Related("the number of sessions", course.place / "sessions"),
                Related("how often", course.place / "frequency"),
            ),
        )


@rule(Severity.ERROR, needs=["count/min-max"], acknowledgeable=False)
def phase_sum(course: Course) -> Faults:
    """The parts of a course do not add up to the whole.

    Why: A part is missing or a figure is wrong; the patient's plan ends too early or runs on.

    Bad:
        # at massage.thoracic.course
        duration: {value: 30, unit: d}
        phases:
          - {id: gentle, text: Light strokes only., source: [S01.p2.li1], duration: {value: 10, unit: d}}
          - {id: full, text: Every technique., source: [S01.p2.li1], duration: {value: 14, unit: d}}

    Good:
        # at massage.thoracic.course
        duration: {value: 24, unit: d}
        phases:
          - {id: gentle, text: Light strokes only., source: [S01.p2.li1], duration: {value: 10, unit: d}}
          - {id: full, text: Every technique., source: [S01.p2.li1], duration: {value: 14, unit: d}}

    Fix: Look the parts and the whole up in the source.
    """
    durations = [phase.duration for phase in course.phases if phase.duration]
    sessions = [phase.sessions for phase in course.phases if phase.sessions]
    for name, whole, parts in (("duration", course.duration, durations), ("sessions", course.sessions, sessions)):
        total, sums = _in_days(whole), [_in_days(part) for part in parts]
        if not total or not parts or len(parts) < len(course.phases) or not all(sums):
            continue
        low, high = (sum(ends[side] for ends in sums if ends) for side in (0, 1))
        if not _same(low, total[0]) or not _same(high, total[1]):
            yield Fault(
                f"`{name}` of the parts ({' + '.join(map(figure, parts))}) does not add up to `{name}` of the course "
                f"({figure(whole)}).",
                course.place / name,
                related=tuple(Related("one part", part.place) for part in parts),
            )


@rule(Severity.ERROR, needs=["count/min-max", "unit/missing", "unit/dimension"], acknowledgeable=False)
def session_exceeds_course(course: Course) -> Faults:
    """A session is impossible: none at all, of no length, longer than a day, or all together longer than the course.

    Why: The figure or its unit is wrong; nobody can follow it.

    Bad:
        # at massage.thoracic.course
        session_length: {value: 1500, unit: min}

    Good:
        # at massage.thoracic.course
        session_length: {value: 15, unit: min}

    Fix: Look the figure and its unit up in the source.
    """
    length, sessions, whole = (_in_days(q) for q in (course.session_length, course.sessions, course.duration))
    if sessions and sessions[1] <= 0:
        yield Fault("`sessions` is 0: a course has at least one session.", course.place / "sessions")
    if length and length[1] <= 0:
        yield Fault("`session_length` is 0.", course.place / "session_length")
    elif length and length[0] > 1:
        yield Fault(
            f"`session_length` ({figure(course.session_length)}) is longer than a day.", course.place / "session_length"
        )
    elif length and sessions and whole and length[0] * sessions[0] > whole[1]:
        yield Fault(
            f"{figure(course.sessions, 'session')} of {figure(course.session_length)} take longer than the whole "
            f"course (`duration`: {figure(course.duration)}).",
            course.place / "duration",
        )


@rule(Severity.WARNING)
def frequency_missing(course: Course) -> Faults:
    """A course says how many sessions, but not how often, and does not say that the source leaves it open.

    Why: Ten sessions may be ten days or ten weeks. A reader must see that the source does not tell.

    Bad:
        # at massage.thoracic.course
        frequency: {words: regularly}

    Good:
        # at massage.thoracic.course
        frequency: {unstated: only that it is regular, as_written: regularly}

    Fix: Give the frequency with `/d`, `/wk` or `/mo`, or write `unstated` with what is left open; keep the word in
    `as_written`.
    """
    if course.sessions.numbers and not course.frequency.numbers and not course.frequency.unstated:
        yield Fault(f"`frequency` is only “{course.frequency.words}”.", course.place / "frequency")


@rule(Severity.INFO, needs=_SOUND_FIGURES)
def region_divergence(module: Module) -> Faults:
    """The same measure of the same modality differs from region to region, and no note says why.

    Why: Either the source means it, or one of the figures is a slip; a reviewer has to know which.

    Bad:
        # at massage.lumbar.course
        sessions: {min: 5, max: 8}

    Good:
        # at massage.lumbar.course
        sessions: {min: 10, max: 15}

    Fix: Look both figures up. If the source differs, say so in a note that acknowledges this finding.
    """
    courses = [course for course in module.walk() if isinstance(course, Course)]
    for name in ("sessions", "session_length", "frequency", "duration"):
        stated = [(course, q) for course in courses if (q := getattr(course, name)).numbers]
        for (_, first), (course, other) in _with_first(stated):
            if figure(first) != figure(other):
                yield Fault(
                    f"`{name}` is {figure(other)} here and {figure(first)} in another region.",
                    course.place / name,
                    related=(Related("the other region", first.place),),
                )


def _with_first(
    stated: Sequence[tuple[Course, Quantity]],
) -> Iterator[tuple[tuple[Course, Quantity], tuple[Course, Quantity]]]:
    return ((stated[0], other) for other in stated[1:])


def _name(quantity: Quantity) -> str:
    return str(quantity.place.path[-1])


def _words_around(quantity: Quantity, guide: Guide) -> tuple[str, ...]:
    unit: Unit = guide.units.get(quantity.address, guide.overview)
    return (unit.text, unit.as_written)


def _open_form(quantity: Quantity, said: str) -> str:
    name = "at_most" if said.lower() in ("at most", "no more than", "up to") else "at_least"
    low, *high = quantity.numbers
    bound = f"{{low: {low}, high: {high[0]}}}" if high else f"{low}"
    return f"Write `{name}: {bound}`."


def _ends(quantity: Quantity) -> tuple[float, float] | None:
    """The smallest and the largest figure that a quantity allows; ``None`` where it names none."""
    numbers = quantity.numbers
    if not numbers:
        return None
    low = 0.0 if quantity.at_most is not None else float(numbers[0])
    high = float("inf") if quantity.at_least is not None else float(numbers[-1])
    return low, high


def _in_days(quantity: Quantity) -> tuple[float, float] | None:
    """Like ``_ends``, times in days; plain counts as they are."""
    ends, days = _ends(quantity), _DAYS.get(quantity.unit, 1.0)
    return (ends[0] * days, ends[1] * days) if ends else None


def _same(one: float, other: float) -> bool:
    return one == other or abs(one - other) < 1e-6
