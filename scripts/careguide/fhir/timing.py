"""Figures → Quantity, Range, Duration, Ratio and Timing, wherever these say exactly what the source says.

Nothing is closed, rounded or converted: a bound that is itself a range ("at least 15–20 minutes") fits no element of R4
and stays in words, and so does every vague or unstated figure. The extension ``quantity`` carries all of them.
"""

from __future__ import annotations

from careguide.content.common import Course, CoursePhase
from careguide.content.quantity import Bound, Number, Quantity, Range
from careguide.content.wording import figure
from careguide.fhir.resource import UCUM, Element, element
from careguide.fhir.terminology import SYSTEM, coding, terms

_TIME = frozenset({"s", "min", "h", "d", "wk", "mo", "a"})
_PERIODS = {"/d": "d", "/wk": "wk", "/mo": "mo"}


def unit(base: str, code: str) -> Element:
    """A unit of UCUM, or a household measure of our own vocabulary; a plain count has the unit one."""
    key = f"unit.{code}"
    if key in terms():
        return {"unit": terms()[key].display, "system": f"{base}/CodeSystem/{SYSTEM}", "code": key}
    return {"unit": code, "system": UCUM, "code": code} if code else {"system": UCUM, "code": "1"}


def amount(base: str, value: Number, code: str, comparator: str = "") -> Element:
    """A Quantity: a number with its ``unit``, and a comparator where it is a bound."""
    return element(value=value, comparator=comparator) | unit(base, code)


def _exact_quantity(base: str, quantity: Quantity) -> Element:
    """A Quantity: a figure, or an open bound with its comparator."""
    if quantity.value is not None:
        return amount(base, quantity.value, quantity.unit)
    low = quantity.at_least if quantity.max is None and quantity.min is None else quantity.min
    if quantity.max is None and isinstance(low, int | float):
        return amount(base, low, quantity.unit, ">=")
    if isinstance(quantity.at_most, int | float):
        return amount(base, quantity.at_most, quantity.unit, "<=")
    return {}


def _exact_range(base: str, quantity: Quantity) -> Element:
    """A Range with both its ends."""
    if quantity.min is None or quantity.max is None:
        return {}
    return _between(base, quantity.min, quantity.max, quantity.unit)


def choice(base: str, name: str, quantity: Quantity | None) -> Element:
    """A time as ``<name>Duration`` or ``<name>Range``, or nothing."""
    if quantity is None or quantity.unit not in _TIME:
        return {}
    return element(**{f"{name}Duration": _exact_quantity(base, quantity), f"{name}Range": _exact_range(base, quantity)})


def ratio(base: str, quantity: Quantity) -> Element:
    """How much there is in one preparation: an ingredient's ``strength``."""
    numerator = _exact_quantity(base, quantity)
    return {"numerator": numerator, "denominator": amount(base, 1, "preparation")} if numerator else {}


def dose(base: str, quantity: Quantity) -> Element:
    """``dose[x]``, whose Quantity may have no comparator."""
    found = _exact_quantity(base, quantity)
    simple = {} if "comparator" in found else found
    return element(doseQuantity=simple, doseRange=_exact_range(base, quantity))


def timing(
    base: str,
    *,
    count: Quantity | None = None,
    length: Quantity | None = None,
    frequency: Quantity | None = None,
    bounds: Quantity | None = None,
) -> Element:
    """A Timing with all that it can say exactly, or nothing.

    ``count`` is the total of occurrences, ``length`` how long each lasts, ``bounds`` how long it goes on in all.
    """
    repeat = choice(base, "bounds", bounds) | _count(count) | _length(length) | _frequency(frequency)
    return element(repeat=repeat)


def course_timing(base: str, course: Course) -> Element:
    """When the sessions of a course are, as a Timing."""
    return timing(
        base,
        count=course.sessions,
        length=course.session_length,
        frequency=course.frequency,
        bounds=course.duration,
    )


def phase_timing(base: str, phase: CoursePhase) -> Element:
    """The same for a part of a course, which says less."""
    return timing(base, count=phase.sessions, bounds=phase.duration)


def _between(base: str, low: Number, high: Number, code: str) -> Element:
    """Both ends; nothing for a range that runs backwards, which FHIR forbids (invariant rng-2)."""
    return {"low": amount(base, low, code), "high": amount(base, high, code)} if low <= high else {}


def _ends(quantity: Quantity | None) -> tuple[Number | None, Number | None]:
    """A closed figure as its two ends; one of them where it is a single figure, none where it is open."""
    if quantity is None:
        return None, None
    if quantity.min is None or quantity.max is None or quantity.min > quantity.max:
        return quantity.value, None
    return quantity.min, quantity.max


def _positive(low: Number | None, high: Number | None) -> bool:
    """Whether both ends are what FHIR calls positiveInt."""
    return all(isinstance(end, int) and end > 0 for end in (low, high) if end is not None)


def _count(quantity: Quantity | None) -> Element:
    low, high = _ends(quantity)
    return element(count=low, countMax=high) if _positive(low, high) else {}


def _length(quantity: Quantity | None) -> Element:
    low, high = _ends(quantity)
    if quantity is None or low is None or quantity.unit not in _TIME:
        return {}
    return element(duration=low, durationMax=high, durationUnit=quantity.unit)


def _frequency(quantity: Quantity | None) -> Element:
    low, high = _ends(quantity)
    if quantity is None or low is None or quantity.unit not in _PERIODS or not _positive(low, high):
        return {}
    return element(frequency=low, frequencyMax=high, period=1, periodUnit=_PERIODS[quantity.unit])


def quantity_parts(base: str, name: str, quantity: Quantity) -> list[Element]:
    """The parts of the extension ``quantity``: what it is the figure of, and the figure as the source has it."""
    return [
        {"url": "of", "valueCoding": coding(base, "quantity", name)},
        _figure(base, quantity) or {"url": "words", "valueString": quantity.words or figure(quantity)},
        *([{"url": "as-written", "valueString": quantity.as_written}] if quantity.as_written else []),
        *([{"url": "derived", "valueBoolean": True}] if quantity.derived else []),
    ]


def _figure(base: str, quantity: Quantity) -> Element:
    if quantity.unstated:
        return {"url": "unstated", "valueString": quantity.unstated}
    if quantity.value is not None:
        return {"url": "value", "valueQuantity": amount(base, quantity.value, quantity.unit)}
    if limits := _exact_range(base, quantity):
        return {"url": "range", "valueRange": limits}
    low = quantity.at_least if quantity.min is None or quantity.max is not None else quantity.min
    return _open("at-least", base, low, quantity.unit) or _open("at-most", base, quantity.at_most, quantity.unit)


def _open(name: str, base: str, limit: Bound | None, code: str) -> Element:
    """An open bound; one that the source itself gives as a range is carried as that range."""
    if isinstance(limit, Range):
        limits = _between(base, limit.low, limit.high, code)
        return {"url": name, "valueRange": limits} if limits else {}
    return {"url": name, "valueQuantity": amount(base, limit, code)} if limit is not None else {}
