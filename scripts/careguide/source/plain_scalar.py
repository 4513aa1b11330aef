"""What a plain scalar means, a text without quotes: the core schema of YAML 1.2, less what nobody writes on purpose.

``no``, ``on``, ``yes`` and dates are texts. A number is written with digits alone: the other spellings that
YAML takes for numbers are nearly always codes that lost their quotes, and are refused rather than changed in
silence.
"""

from __future__ import annotations

import re

MAX_DIGITS = 15
"""More digits than this do not survive in the programs that read an export."""

UNCERTAIN = frozenset("0123456789+-.~nNtTfF")
"""What a text without quotes starts with if it may be something else than a text."""

_LETTERS = frozenset("nNtTfF")
"""What begins a word and no number."""

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_CORE_NUMBER = re.compile(
    r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


class NumberFault(ValueError):
    """A text without quotes that YAML takes for a number, and that cannot be kept as it is written."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def resolve(text: str) -> str | int | float | bool | None:
    """The value of a text without quotes. Raises ``NumberFault``."""
    if text and text[0] not in UNCERTAIN:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _LETTERS or _CORE_NUMBER.fullmatch(text) is None:
        return text
    decimal = _DECIMAL.fullmatch(text)
    if decimal is None:
        raise _odd(text)
    if sum(character.isdigit() for character in text) > MAX_DIGITS:
        raise NumberFault(
            f"This number has more than {MAX_DIGITS} digits, too many to be kept exactly.",
            "If it is a code and not an amount, put it in quotes.",
        )
    return float(text) if decimal[1] else int(text)


def _odd(text: str) -> NumberFault:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    if text.lower().lstrip("+-") in (".inf", ".nan"):
        return NumberFault(
            f"“{shown}” stands for something that is not a number.",
            "Write the number that is meant. If it is a text, put it in quotes.",
        )
    return NumberFault(
        f"“{shown}” would be read as a number, and its spelling would be lost.",
        "If it is a code or a text, put it in quotes. Write an amount in plain digits, as in 0.5 or 12.",
    )
