"""Reads the figures out of English prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from careguide.knowledge.units import by_word, convert
from careguide.language.phrases import words
from careguide.prose.context import TIMES, bound, every, rate, rated, strength, unit_after, unit_before
from careguide.prose.figure import Bound, Figure, Found
from careguide.prose.loose import counted_by_article, single, vague_amounts
from careguide.prose.numerals import Number, and_a_share, number_at, numbers, plain

_WITHOUT_DIGITS = re.compile(r"[^\d%¼-¾⅐-⅞]*\Z")
_TO = re.compile(r" ?- ?| ?(?:\.\.\.|…) ?| (?:up )?to | or ", re.IGNORECASE)
_AND = re.compile(r" and ", re.IGNORECASE)
_AND_AT_MOST = re.compile(
    r",? (?:and|but) (?:at most|(?:no|not) (?:more|longer) than|up to|a maximum of) ", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_BEFORE_RANGE = re.compile(r"\b(?:between|from) $", re.IGNORECASE)
_DATE = re.compile(r"[-./]\d")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|age of|(?:older|younger) than|(?:children|adults|people|those|patients) (?:under|over|above|below)) $",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"[- ]olds?\b| of age\b", re.IGNORECASE)
_COUNT = re.compile(r"\b(?:(?P<once>once)|(?P<twice>twice)|thrice)\b(?! (?:as|the|more)\b)", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each) ", re.IGNORECASE)
_NOT_ALONE = re.compile(rf"\b(?:every |each |(?:{TIMES}) and (?:an? )?)$", re.IGNORECASE)
_SMALLER = {"h": "min", "min": "s"}


@lru_cache(maxsize=8192)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures that have a unit, in the order in which they stand in a text."""
    if _WITHOUT_DIGITS.match(text) and _telling().isdisjoint(words(text)):
        return ()
    return tuple(figure for figure in _read(plain(text)) if figure.unit)


@lru_cache(maxsize=8192)
def counted_figures(words: str) -> tuple[Figure, ...]:
    """The figures of a few words; here a bare number counts too."""
    return tuple(_read(plain(words)))


@lru_cache(maxsize=8192)
def quoted_figures(words: str) -> tuple[Figure, ...]:
    """The figures of a few words that are quoted for one figure: *an egg* is one, *daily* is once a day."""
    found = counted_figures(words)
    only = single(plain(words)) if not found else None
    return (only,) if only else found


@cache
def _telling() -> frozenset[str]:
    """The words of which every figure without digits has at least one."""
    return frozenset(word for name in by_word() for word in name.split()) | {"twice", "thrice"}


def _read(text: str) -> Iterator[Figure]:
    found: list[Found] = []
    for reader in (_counts, vague_amounts, _measured, _intervals, counted_by_article):
        taken = tuple(found)
        found += [one for one in reader(text) if not any(one.start < f.end and f.start < one.end for f in taken)]
    return (one.figure for one in _joined(text, sorted(found)) if one.figure)


def _counts(text: str) -> Iterator[Found]:
    """*Twice a day*. *Once* is a figure only as a rate: it also means *as soon as*."""
    for found in _COUNT.finditer(text):
        value = Fraction(1 if found["once"] else 2 if found["twice"] else 3)
        whole = rate(text, found.end(), "repetition")
        if whole or not found["once"]:
            end = whole.end if whole else found.end()
            said = text[found.start() : end]
            yield Found(found.start(), end, rated(Figure((value,), "repetition", said=said), whole))


def _intervals(text: str) -> Iterator[Found]:
    """*Every other day*, standing alone."""
    for found in _EVERY.finditer(text):
        whole = every(text, found.start())
        if whole:
            said = text[found.start() : whole.end]
            yield Found(found.start(), whole.end, rated(Figure((Fraction(1),), "repetition", said=said), whole))


def _measured(text: str) -> Iterator[Found]:
    """Every number with its unit; the two of a range are one figure."""
    end = 0
    for number in numbers(text):
        if number.start >= end and not _part_of_more(text, number):
            found = _figure(text, number)
            end = found.end
            yield found


def _part_of_more(text: str, number: Number) -> bool:
    """Whether a number belongs to words that another reader takes: *every two days*, *an hour and a half*."""
    found = _NOT_ALONE.search(text, 0, number.start)
    return bool(found and (found[0].lower().startswith("e") or number.value < 1))


def _figure(text: str, first: Number) -> Found:
    values, unit, last, end, closed = _values(text, first)
    lead = _BEFORE_RANGE.search(text, 0, first.start) if len(values) > 1 else None
    start = lead.start() if lead else first.start
    if not unit:
        unit, start = unit_before(text, start)
    if _AGE_BEFORE.search(text, 0, start) or _AGE_AFTER.match(text, end):
        return Found(start, end, None)
    whole = rate(text, end, unit) if unit else None
    of_a_piece = "piece" if unit and strength(text, start, end) else ""
    end = whole.end if whole else end
    left_open, start, end = bound(text, start, end, last)
    figure = Figure(values, unit, Bound.CLOSED if closed else left_open, text[start:end], of_a_piece)
    return Found(start, end, None if _any_session(figure, first) else rated(figure, whole))


def _any_session(figure: Figure, number: Number) -> bool:
    """Whether *one session* is any session, not a number of them."""
    return figure.unit == "session" and figure.numbers == (Fraction(1),) and not number.in_digits


class _Values(NamedTuple):
    """The numbers of a figure and their unit, where the last number ends and where the unit does.

    ``closed`` is true where words bound both ends: at least ten and at most fifteen.
    """

    values: tuple[Fraction, ...]
    unit: str
    last: int
    end: int
    closed: bool = False


def _values(text: str, first: Number) -> _Values:
    unit, end = unit_after(text, first)
    pair = _second(text, first, unit, end)
    if pair:
        return pair
    more, end = and_a_share(text, end) if unit else (Fraction(0), end)
    return _Values((first.value + more,), unit, first.end, end)


def _second(text: str, first: Number, unit: str, end: int) -> _Values | None:
    links = (_TO, _AND_AT_MOST, _AND) if _BETWEEN.search(text, 0, first.start) else (_TO, _AND_AT_MOST)
    link = next((found for pattern in links if (found := pattern.match(text, end))), None)
    number = number_at(text, link.end()) if link else None
    if link is None or number is None or _DATE.match(text, number.end):
        return None
    other, end = unit_after(text, number)
    value = convert(number.value, other, unit) if unit and other else None if unit else number.value
    closed = link.re is _AND_AT_MOST
    return None if value is None else _Values((first.value, value), unit or other, number.end, end, closed)


def _joined(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """*1 hour 30 minutes* is one figure."""
    held: Found | None = None
    for one in found:
        sum_ = _sum(text, held, one) if held else None
        if held and not sum_:
            yield held
        held = sum_ or one
    if held:
        yield held


def _sum(text: str, one: Found, other: Found) -> Found | None:
    if one.figure is None or other.figure is None or text[one.end : other.start] not in (" ", " and "):
        return None
    large, small = one.figure, other.figure
    exact = len(large.numbers) == len(small.numbers) == 1 and small.bound is Bound.CLOSED
    rest = (
        convert(small.numbers[0], small.unit, large.unit) if exact and _SMALLER.get(large.unit) == small.unit else None
    )
    if rest is None:
        return None
    said = text[one.start : other.end]
    return Found(one.start, other.end, large._replace(numbers=(large.numbers[0] + rest,), said=said, per=small.per))
