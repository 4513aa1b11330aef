"""Which characters a text may hold: those that show, and that every program reads alike."""

from __future__ import annotations

import re
import unicodedata

# Everything but: control characters; line breaks that editors do not count; spaces without width, which come
# along from web pages and keep a word from being found; marks that turn the order of what is shown; byte order
# marks inside the text; halves of characters; the sign that stands where one was lost; and signs of one font's
# own, such as the bullets of a word processor.
UNWANTED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u200a\u200c-\u2027\u202f-\u2065\u206a-\ud7ff\uf900-\ufefe\uff00-\uffef\U00010000-\U000dffff"
    "\U000e0080-\U000effff]"
)

# Somewhere in a text that says something: all but spaces, and what joins or changes others and is not seen alone.
# The schemas have the same.
SHOWS = re.compile(
    "[^\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

ODD_SPACE = re.compile(r"[^\S \t\r\n]")
"""A space that looks like a plain one and is none. In a sentence it may be meant; in a name it is never seen."""

_TURNS = "an invisible mark that changes the order in which text is shown"
_BREAKS = "a line break of a kind that most programs do not show"
_KINDS = (
    ("\0", "\0", "an empty byte, as in files that are not text"),
    ("\u0085", "\u0085", _BREAKS),
    ("\u0001", "\u009f", "an invisible control character"),
    ("\u200b", "\u200b", "an invisible space without width"),
    ("\u2028", "\u2029", _BREAKS),
    ("\u202a", "\u202e", _TURNS),
    ("\u2066", "\u2069", _TURNS),
    ("\ud800", "\udfff", "half of a character"),
    ("\ue000", "\uf8ff", "a sign that only one font knows"),
    ("\ufeff", "\ufeff", "an invisible mark that belongs at the start of a file"),
    ("\ufff0", "\ufffc", "a place-holder that does not show"),
    ("\ufffd", "\ufffd", "the sign for a character that was lost when the file was saved or copied"),
    ("\ufffe", "\uffff", "a code that stands for no character"),
    ("\U000e0000", "\U000e007f", "an invisible mark"),
    ("\U000f0000", "\U0010ffff", "a sign that only one font knows"),
)

_BOTH_WAYS = "Text would be shown in another order than the one in which it stands."
_LOST = "What stood here can no longer be told from the file."
_ELSEWHERE = "In other fonts, and in the exports, it is an empty box."
_UNSEEN = "Nobody sees it on the screen, and programs read it differently."


def name(character: str) -> str:
    """What a character is, in words, and its number."""
    return f"{_kind(character)} ({number(character)})"


def number(character: str) -> str:
    """The number of a character, and its official name."""
    official = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" {official}" if official else "")


def why(character: str) -> str:
    """Why a character may not stand in a guide."""
    kind = _kind(character)
    if kind is _TURNS:
        return _BOTH_WAYS
    if character == "\ufffd" or "\ud800" <= character <= "\udfff":
        return _LOST
    return _ELSEWHERE if "font" in kind else _UNSEEN


def _kind(character: str) -> str:
    return next(kind for first, last, kind in _KINDS if first <= character <= last)
