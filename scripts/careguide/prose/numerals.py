"""Numbers in English prose: digits, decimals, fractions and words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_ONES)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)}
_SHARES = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}

_SMALL = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+[.,]\d+|\d+[ -]\d/\d{1,2}|\d+(?:/\d{1,2})?"
_SHARE = r"(?:(?P<shares>an?|one|two|three|1|2|3)[- ])?(?P<share>half|quarter|third)s?(?:(?:[ ]of)?[ ]an?(?=[ ]))?"
_NUMBER = re.compile(
    rf"""
      (?P<digits>{_DIGITS})(?![\d/])
    | (?P<hundreds>an?|{_SMALL})[ ]hundred(?:[ ](?:and[ ])?(?P<rest>{_SMALL}))?\b
    | (?:(?P<dozens>an?|{_SMALL}|half[ ]an?)[ ])?dozen\b
    | (?P<small>{_SMALL})\b(?!-\w+ths?\b)(?![- ](?:half|quarter|third|hundred|dozen)s?\b)
    | {_SHARE}\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AND_A_SHARE = re.compile(r" and (?:an? )?(?P<word>half|quarter)\b", re.IGNORECASE)
_INSIDE_A_NAME = re.compile(r"(?:[\w#№$€£]|\d[-./:,]|[^\W\d_][-./])$")

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−÷"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
_GROUPED = re.compile(r"(?<=\d)(?:[\u00a0\u2009\u202f](?=\d{3}(?!\d))| (?=000(?!\d)))")
_FRACTION = re.compile(r"(\d?)([¼-¾⅐-⅞])")


class Number(NamedTuple):
    """A number and where it stands in the text."""

    start: int
    end: int
    value: Fraction
    in_digits: bool


def plain(text: str) -> str:
    """The text with one kind of space, dash and fraction, so that it can be searched for figures."""
    text = _GROUPED.sub("", text)
    text = _FRACTION.sub(lambda found: f"{found[1]} {unicodedata.normalize('NFKC', found[2])}".strip(), text)
    return " ".join(text.translate(_DASHES | _INVISIBLE).replace("⁄", "/").split())


def number_at(text: str, start: int) -> Number | None:
    """The number that begins exactly here, in text that ``plain`` made."""
    found = _NUMBER.match(text, start)
    if found is None:
        return None
    more, end = and_a_share(text, found.end()) if found["share"] is None else (Fraction(0), found.end())
    return Number(start, end, _value(found) + more, found["digits"] is not None)


def and_a_share(text: str, end: int) -> tuple[Fraction, int]:
    """What *and a half* after a number or its unit adds to it, and where that ends."""
    more = _AND_A_SHARE.match(text, end)
    return (_SHARES[more["word"].lower()], more.end()) if more else (Fraction(0), end)


def numbers(text: str, start: int = 0) -> Iterator[Number]:
    """Every number, but for those inside a name or a code (B12, L4-5, 2026-11-22), in text that ``plain`` made."""
    while found := _NUMBER.search(text, start):
        number = number_at(text, found.start())
        if number is None:  # pragma: no cover
            raise AssertionError("a number that was found is there")
        if not _INSIDE_A_NAME.search(text[max(0, number.start - 2) : number.start]):
            yield number
        start = number.end


def _value(found: re.Match[str]) -> Fraction:
    if found["digits"]:
        return _of_digits(found["digits"])
    if found["hundreds"]:
        return 100 * _of_words(found["hundreds"]) + (_of_words(found["rest"]) if found["rest"] else 0)
    if found["small"]:
        return _of_words(found["small"])
    if found["share"]:
        return _of_words(found["shares"] or "one") * _SHARES[found["share"].lower()]
    return 12 * _of_words(found["dozens"] or "one")


def _of_words(words: str) -> Fraction:
    words = words.lower()
    if words.startswith("half"):
        return Fraction(1, 2)
    if words in ("a", "an"):
        return Fraction(1)
    return Fraction(words) if words.isdigit() else Fraction(sum(_VALUES[word] for word in re.split("[- ]", words)))


def _of_digits(digits: str) -> Fraction:
    whole, _, share = digits.replace("-", " ").rpartition(" ")
    if "/" in share:
        top, bottom = map(int, share.split("/"))
        return Fraction(int(whole or 0)) + (Fraction(top, bottom) if bottom else 0)
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", digits):
        return Fraction(digits.replace(",", ""))
    return Fraction(digits.replace(",", "."))
