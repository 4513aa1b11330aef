"""Keeps figures together: a dose that breaks across two lines is read wrongly."""

from __future__ import annotations

import re

NO_BREAK, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"

_MEASURES = (
    "seconds?|minutes?|min|hours?|h|days?|weeks?|months?|years?|times?|ug|µg|micrograms?|mg|g|grams?|kg|ml|mL|l|L|"
    "litres?|liters?|cm|mm|percent|teaspoons?|tablespoons?|cups?|glass(?:es)?|handfuls?|pinch(?:es)?|drops?|"
    "pieces?|parts?|sessions?|procedures?|repetitions?|[%‰°]"
)
_DIGIT = re.compile(r"\d")
_NUMBER = r"\d+(?:[.,]\d+)*"
_RANGE = re.compile(rf"(?<![\w.–-])({_NUMBER}[-–])({_NUMBER})(?![\w–-])")
_AMOUNT = re.compile(rf"(?<![\w.])({_NUMBER}) (?=(?:{_MEASURES})(?!\w))")


def keep_together(text: str) -> str:
    """The same text, in which no line ends inside a range or between a figure and its unit."""
    if not _DIGIT.search(text):
        return text
    return _AMOUNT.sub(rf"\1{NO_BREAK}", _RANGE.sub(rf"\1{JOINER}\2", text))
