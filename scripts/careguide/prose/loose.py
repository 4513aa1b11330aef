"""Amounts without a number: vague ones (a few days), and those that an article counts (a teaspoon, for an hour)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from careguide.knowledge.units import by_word
from careguide.prose.context import ADJECTIVE, ADVERBS, TIMES, bound, names, rate, rated
from careguide.prose.figure import Figure, Found
from careguide.prose.numerals import and_a_share

_ONE = Fraction(1)
_AMOUNTS = names(lambda measure: measure.dimension in ("mass", "volume", "household"))
_FEW = r"a (?:good )?few|a couple(?: of)?|several|some|many|numerous|a number of|few"
_VAGUE = re.compile(
    rf"\b(?P<known>(?:the|first|last|next|past|these|those) )?"
    rf"(?:\b(?:{_FEW}) {ADJECTIVE}(?P<unit>{names()})\b|\ban? (?P<one>{TIMES}|{_AMOUNTS}) or (?:two|so)\b)",
    re.IGNORECASE,
)
_VAGUE_WORD = re.compile(
    r"\b(?:few|couple|several|some|little|bit|many|much|enough|while|moment|overnight|to taste)\b", re.IGNORECASE
)
_ARTICLE = re.compile(
    rf"(?<![\w-])an? {ADJECTIVE}(?:(?P<time>{TIMES})\b(?! ago)"
    rf"|(?P<amount>{_AMOUNTS})(?= of\b))",
    re.IGNORECASE,
)
_BEFORE_TIME = re.compile(
    r"(?:[(:“\"]|\b(?:for|after|within|lasts?|least|most|than|about|around|nearly|almost|of|over|under|up to|only) )$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"second (?!(?:and|or|then|before|after|at|while|with|each|per)\b)[a-z]", re.IGNORECASE)
_ONE_OF = re.compile(rf"(?<![\w-])an? {ADJECTIVE}(?:(?P<unit>{TIMES}|{_AMOUNTS})\b|[a-z])", re.IGNORECASE)
_ADVERB = re.compile(rf"\b(?P<word>{'|'.join(ADVERBS)})\b", re.IGNORECASE)


def vague_amounts(text: str) -> Iterator[Found]:
    """*A few days*, *several times a week*; a stretch such as *the first few days* means something known."""
    for found in _VAGUE.finditer(text):
        unit = by_word()[(found["unit"] or found["one"]).lower()]
        whole = rate(text, found.end(), unit)
        end = whole.end if whole else found.end()
        figure = rated(Figure((), unit, said=text[found.start() : end]), whole)
        yield Found(found.start(), end, None if found["known"] else figure)


def counted_by_article(text: str) -> Iterator[Found]:
    """*For an hour*, *a teaspoon of*: one of it."""
    for found in _ARTICLE.finditer(text):
        if found["time"] and (
            not _BEFORE_TIME.search(text, 0, found.start()) or _ORDINAL.match(text, found.start("time"))
        ):
            continue
        unit = by_word()[(found["time"] or found["amount"]).lower()]
        more, end = and_a_share(text, found.end())
        left_open, start, end = bound(text, found.start(), end)
        yield Found(start, end, Figure((_ONE + more,), unit, left_open, text[start:end]))


def single(text: str) -> Figure | None:
    """What a quotation without any number says of one figure: *daily* once a day, *some* is vague, *an egg* is one."""
    adverb = _ADVERB.search(text)
    if adverb:
        return Figure((_ONE,), f"/{ADVERBS[adverb['word'].lower()]}", said=adverb[0])
    if _VAGUE_WORD.search(text):
        return Figure((), said=text)
    one = _ONE_OF.search(text)
    return Figure((_ONE,), by_word().get((one["unit"] or "").lower(), ""), said=text) if one else None
