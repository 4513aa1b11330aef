"""How a movement is done, in the words of its text: in which position, with what effort, in what haste, as before."""

from __future__ import annotations

import re
from collections.abc import Mapping

from careguide.content.words import plain

_ON = r"\b(lying|lies?) (flat )?on (the|your|one|his|her|their) "
_POSITIONS: Mapping[str, re.Pattern[str]] = {
    "supine": re.compile(rf"{_ON}backs?\b|\bsupine\b"),
    "prone": re.compile(rf"{_ON}(stomachs?|fronts?|bell(y|ies))\b|\bprone\b"),
    "side-lying": re.compile(rf"{_ON}(left |right )?sides?\b"),
    "sitting": re.compile(r"\b(sit|sits|sitting|seated)\b"),
    "standing": re.compile(r"(?<![\w-])(stand|stands|standing)\b"),
    "all-fours": re.compile(r"\ball fours\b|\bhands and knees\b"),
}
_EXERTION = re.compile(
    r"\b(tens(e|es|ed|ing)|strain(s|ed|ing)?|tighten(s|ed|ing)?|contract(s|ed|ing)?|brac(e|es|ed|ing)|clench\w*|"
    r"as hard as|(press|push|pull|squeeze)\w* (\w+ )?hard|forceful\w*|vigorous\w*|"
    r"with (all )?(your |the )?(force|effort|strength))\b"
)
_HASTE = re.compile(r"\b(quick(ly)?|fast|rapid(ly)?|brisk(ly)?|jerk(s|y|ing)?|sudden(ly)?|swing(s|ing)?)\b")
_DENIAL = re.compile(r"\b(not|no|never|without|free of|avoid\w*|nor|don't|reliev\w+|reduc\w+|eas\w+)\b[^,.;]*$")
_SAME_POSITION = re.compile(
    r"\b(same|previous|preceding|above|that) (\w+ )?position\b|\bposition (\w+ )?(is |as )?(the )?(same|before|above)\b"
)
_OWN_POSITION = re.compile(r"\b(to|into|keep(ing)?|hold(ing)?|maintain(ing)?|(stay|remain)(ing)? in)( the)? $")
_LIKEWISE = re.compile(r"\b(do|repeat) (it |this )?(the same|likewise)\b|\bsame thing\b")


def positions(text: str) -> list[str]:
    """The positions of the body that a text names."""
    return [position for position, words in _POSITIONS.items() if words.search(plain(text))]


def exertion(text: str) -> str:
    """The word by which a text asks for effort, or nothing."""
    return _asserted(_EXERTION, text)


def haste(text: str) -> str:
    """The word by which a text asks for speed, or nothing."""
    return _asserted(_HASTE, text)


def same_position(text: str) -> str:
    """The words by which a text means the position of something before, or nothing; not those that mean its own."""
    said = plain(text)
    found = _SAME_POSITION.search(said)
    return found[0] if found and not _OWN_POSITION.search(said[: found.start()]) else ""


def likewise(text: str) -> str:
    """The words by which a text says no more than that something is repeated, or nothing."""
    found = _LIKEWISE.search(plain(text))
    return found[0] if found else ""


def _asserted(pattern: re.Pattern[str], text: str) -> str:
    """What a text says by a pattern, unless it says that it is not to be."""
    said = plain(text)
    found = (match for match in pattern.finditer(said) if not _DENIAL.search(said[: match.start()]))
    return next((match[0] for match in found), "")
