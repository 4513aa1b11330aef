"""Figures, and the many ways in which prose writes them."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from careguide.knowledge.units import measures
from careguide.prose.figure import Bound

# Machines that are busy with other things are no reason to fail.
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

spaces = st.sampled_from((" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "  ", "\n"))
dashes = st.sampled_from(("-", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}", "\N{NON-BREAKING HYPHEN}"))
links = st.one_of(
    dashes, dashes.map(lambda dash: f" {dash} "), st.just(" to "), st.just(" or "), st.just("\u2060–\u2060")
)
bounds = st.sampled_from(
    (
        ("", "", Bound.CLOSED),
        ("about ", "", Bound.CLOSED),
        ("at least ", "", Bound.AT_LEAST),
        ("At least ", "", Bound.AT_LEAST),
        ("no less than ", "", Bound.AT_LEAST),
        ("a minimum of ", "", Bound.AT_LEAST),
        ("≥ ", "", Bound.AT_LEAST),
        ("", " or more", Bound.AT_LEAST),
        ("at most ", "", Bound.AT_MOST),
        ("no more than ", "", Bound.AT_MOST),
        ("up to ", "", Bound.AT_MOST),
        ("", " or less", Bound.AT_MOST),
    )
)
fillers = st.sampled_from(
    (
        "Stroke the back of the head with one hand, then the other.",
        "Press in turn on both temples; relax.",
        "Vitamin B12, S05.p2, L4-L5 and COVID-19 are names.",
        "The first of two ways is the better one.",
        "Repeat on the other side.",
    )
)


class Written(NamedTuple):
    """Words, and the figure that they mean."""

    words: str
    numbers: tuple[Fraction, ...]
    unit: str
    bound: Bound


def in_words(number: int) -> str:
    """A whole number below a thousand, spelt out."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    rest = number % 100
    return f"{_ONES[number // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")


@st.composite
def numerals(draw: st.DrawFn) -> tuple[str, Fraction]:
    """A number and one way to write it."""
    kind = draw(st.sampled_from(("digits", "words", "decimal", "half", "thousands")))
    whole = draw(st.integers(2, 999))
    if kind == "words":
        return in_words(whole), Fraction(whole)
    if kind == "decimal":
        tenths = draw(st.integers(1, 9))
        return f"{whole}{draw(st.sampled_from('.,'))}{tenths}", Fraction(whole * 10 + tenths, 10)
    if kind == "half":
        return draw(st.sampled_from((f"{whole}½", f"{whole} 1/2", f"{whole} and a half"))), Fraction(2 * whole + 1, 2)
    if kind == "thousands":
        mark = draw(st.sampled_from((",", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")))
        return f"{whole}{mark}250", Fraction(whole * 1000 + 250)
    return str(whole), Fraction(whole)


@st.composite
def written_figures(draw: st.DrawFn) -> Written:
    """A figure, single or a range, closed or open, in digits or in words, with one of the names of its unit."""
    measure = draw(st.sampled_from([measure for measure in measures().values() if measure.names]))
    name = draw(st.sampled_from(measure.names))
    first, second = sorted((draw(numerals()), draw(numerals())), key=lambda numeral: numeral[1])
    before, after, bound = draw(bounds)
    if draw(st.booleans()):
        numbers: tuple[Fraction, ...] = (first[1], second[1])
        spelt = first[0][0].isalpha() and second[0][0].isalpha()  # twenty–two would be twenty-two
        words = f"{first[0]}{' to ' if spelt else draw(links)}{second[0]}"
    else:
        numbers, words = (first[1],), first[0]
    return Written(f"{before}{words}{draw(spaces)}{name}{after}", numbers, measure.unit, bound)
