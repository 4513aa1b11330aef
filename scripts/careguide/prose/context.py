"""What may stand around a number in English prose: its unit, its bound, the time that a rate is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from careguide.knowledge.units import Measure, by_word, measures
from careguide.prose.figure import Bound, Figure
from careguide.prose.numerals import Number, number_at


class Rate(NamedTuple):
    """What a figure is for: ``2 d`` in *once every two days*. ``unit`` is the word itself where it is no time."""

    end: int
    counts: tuple[Fraction, ...]
    unit: str


def names(wanted: Callable[[Measure], bool] = lambda measure: True) -> str:
    """A pattern of the names of units."""
    return _either(name for measure in measures().values() if wanted(measure) for name in measure.names if name != "%")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


ADJECTIVE = (
    r"(?:(?:full|whole|entire|more|further|additional|consecutive|successive|complete|massage|treatment|physiotherapy|"
    r"exercise|heaped|level|rounded|large|small|slow|calendar) )?"
)
TIMES = names(lambda measure: measure.dimension == "time")
ADVERBS = {"daily": "d", "weekly": "wk", "monthly": "mo"}

_SYMBOLS = _either(symbol for measure in measures().values() for symbol in measure.symbols)
_ASIDE = r"(?: \((?:\d+|[a-z-]+)\))?(?:\+| or (?:more|less|fewer))?"
_NAME = re.compile(
    rf"{_ASIDE}(?: - |[ -])?{ADJECTIVE}(?!times? (?:as|more|larger|greater|higher|less|out|\d))(?P<unit>{names()})\b",
    re.IGNORECASE,
)
_SYMBOL = re.compile(rf"{_ASIDE} ?-?(?P<unit>{_SYMBOLS})(?!\w)", re.IGNORECASE)
_PERCENT = re.compile(r" ?-?(?P<unit>%)")
_BEFORE = re.compile(rf"(?:\b(?P<name>{names()}|{_SYMBOLS}) ?[:=(] ?|(?<!\d)(?<!\d )(?P<share>%) ?)$", re.IGNORECASE)

_MOST = (
    r"at (?:the )?most|(?:no|not)(?: for)? (?:more|longer|greater|larger) than|not (?:over|above|exceeding)|"
    r"not to exceed|up to|(?:a )?maximum(?: of)?|max\.?|(?:less|fewer|shorter) than|<=?|≤"
)
_LEAST = (
    r"at (?:the |a )?(?:least|minimum)|(?:no|not) (?:less|fewer|shorter) than|not (?:under|below)|"
    r"(?:a )?minimum(?: of)?|min\.|(?:more|longer|greater) than|exceeding|upwards of|>=?|≥"
)
_BOUND_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|over|above|under|below) ?"
    r"(?:for |of |about |another |from |between )?$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(
    r",? ?(?:(?P<least>\+|or (?:more|longer|over|above)|and (?:more|longer|over|above|up)|"
    r"(?:at (?:the |a )?(?:least|minimum)|minimum)(?=$|[.;:)]))|"
    r"(?P<most>or (?:less|fewer|shorter|under)|(?:at (?:the |a )?(?:most|maximum)|maximum)(?=$|[.;:)])))(?!\w)",
    re.IGNORECASE,
)

_PIECES = names(lambda measure: measure.dimension == "pieces")
_OF_A_PIECE = re.compile(rf"[ -](?:{_PIECES})\b", re.IGNORECASE)
_PIECES_OF = re.compile(rf"\b(?:{_PIECES}|injections?) (?:of|with) $", re.IGNORECASE)
_EQUAL_PARTS = re.compile(
    r"\b(?:equal|(?:the )?same) (?:parts?|amounts?|quantit(?:y|ies)|proportions?|shares?|measures?)\b|\b1(?: ?: ?1)+\b",
    re.IGNORECASE,
)
_PER = re.compile(r" ?/ ?(?P<slash>[a-z]+)\b| (?P<link>an?|per|in an?) (?P<word>[a-z]+)\b", re.IGNORECASE)
_ONE = Fraction(1)
_TO = re.compile(r" ?- ?| to | or ", re.IGNORECASE)
_EVERY = re.compile(r"(?P<link>every|each|per|in) (?P<other>(?:other|second) )?", re.IGNORECASE)
_TIME = re.compile(rf"(?P<unit>{TIMES})\b", re.IGNORECASE)
_ADVERB = re.compile(rf"[ -](?P<word>{'|'.join(ADVERBS)})\b", re.IGNORECASE)


def equal_parts(text: str) -> str:
    """The words that ask for the same amount of several things, if a text has any."""
    found = _EQUAL_PARTS.search(text)
    return found[0] if found else ""


def unit_after(text: str, number: Number) -> tuple[str, int]:
    """The unit that follows a number, empty where there is none that we know, and where it ends."""
    patterns = (_PERCENT, _NAME, _SYMBOL) if number.in_digits else (_PERCENT, _NAME)
    found = next((found for pattern in patterns if (found := pattern.match(text, number.end))), None)
    return (by_word()[found["unit"].lower()], found.end()) if found else ("", number.end)


def unit_before(text: str, start: int) -> tuple[str, int]:
    """The unit that stands before a number (%9, days: 10), and where it begins."""
    found = _BEFORE.search(text, max(0, start - 24), start)
    if found is None:
        return "", start
    return ("%", found.start("share")) if found["share"] else (by_word()[found["name"].lower()], found.start("name"))


def bound(text: str, start: int, end: int, last_digit: int | None = None) -> tuple[Bound, int, int]:
    """What the words around a figure leave open, and the stretch that they and the figure take up.

    The words may also stand between the last number and its unit: ten or more sessions.
    """
    before = _BOUND_BEFORE.search(text, max(0, start - 40), start)
    if before:
        left_open = Bound.AT_MOST if before["most"] else Bound.AT_LEAST if before["least"] else Bound.UNCLEAR
        return left_open, before.start(), end
    inside = _BOUND_AFTER.match(text, last_digit, end) if last_digit is not None else None
    after = inside or _BOUND_AFTER.match(text, end)
    if after:
        return (Bound.AT_LEAST if after["least"] else Bound.AT_MOST), start, max(end, after.end())
    return Bound.CLOSED, start, end


def strength(text: str, start: int, end: int) -> bool:
    """Whether an amount is what one piece holds: 50 mg tablets, capsules of 250 mg."""
    return bool(_OF_A_PIECE.match(text, end) or _PIECES_OF.search(text, 0, start))


def rate(text: str, end: int, unit: str) -> Rate | None:
    """What a figure that ends here is for: a day, every two weeks, per kilogram.

    *Two sessions a day* are a rate, but *ten sessions every other day* are ten.
    """
    loose = unit != "session"
    adverb = _ADVERB.match(text, end)
    if adverb:
        return Rate(adverb.end(), (_ONE,), ADVERBS[adverb["word"].lower()]) if loose else None
    per = _PER.match(text, end)
    word = (per["slash"] or per["word"]).lower() if per else ""
    if per and (per["slash"] or per["link"].lower() == "per" or word in by_word()):
        return Rate(per.end(), (_ONE,), by_word().get(word, word))
    return every(text, end + 1) if loose and text[end : end + 1] == " " else None


def every(text: str, start: int) -> Rate | None:
    """*Every other day*, *in two weeks*: a stretch of time after which something is done again."""
    link = _EVERY.match(text, start)
    if link is None:
        return None
    counts, end = _some(text, link.end())
    time = _TIME.match(text, end)
    if time is None or not all(counts) or (link["link"].lower() == "in" and end == link.end()):
        return None
    return Rate(time.end(), (_ONE * 2,) if link["other"] else counts, by_word()[time["unit"].lower()])


def _some(text: str, start: int) -> tuple[tuple[Fraction, ...], int]:
    """One number or two before a unit, and where the unit begins; one where there is no number."""
    first = number_at(text, start)
    if first is None:
        return (_ONE,), start
    link = _TO.match(text, first.end)
    second = number_at(text, link.end()) if link else None
    last = second or first
    return ((first.value, second.value) if second else (first.value,)), last.end + 1


def rated(figure: Figure, of: Rate | None) -> Figure:
    """A figure for a stretch of time or an amount; a count for a time becomes a frequency."""
    if of is None:
        return figure
    if figure.unit not in ("session", "repetition") or of.unit not in ("h", "d", "wk", "mo"):
        return figure._replace(per=of.unit)
    hours, unit = (24, "/d") if of.unit == "h" else (1, f"/{of.unit}")
    if figure.vague:
        return figure._replace(unit=unit)
    low, high = figure.numbers[0] * hours / of.counts[-1], figure.numbers[-1] * hours / of.counts[0]
    return figure._replace(numbers=(low,) if low == high else (low, high), unit=unit)
