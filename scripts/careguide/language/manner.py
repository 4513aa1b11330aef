"""How a movement is done, in the words of its text: in which position, which way, with what effort and haste."""

from __future__ import annotations

import re
from collections.abc import Mapping

from careguide.language.words import plain

_ON = r"\b(lying|lies?) (flat )?on (the|your|one|his|her|their) "
_POSITIONS: Mapping[str, re.Pattern[str]] = {
    "supine": re.compile(rf"{_ON}backs?\b|\bsupine\b"),
    "prone": re.compile(rf"{_ON}(stomachs?|fronts?|bell(y|ies))\b|\bprone\b"),
    "side-lying": re.compile(rf"{_ON}(left |right )?sides?\b"),
    "sitting": re.compile(r"\b(sit|sits|sitting|seated)\b"),
    "standing": re.compile(r"(?<![\w-])(stand|stands|standing)\b"),
    "all-fours": re.compile(r"\ball fours\b|\bhands and knees\b"),
}
_UPRIGHT = re.compile(r"(?<![\w-])upright\b")
_DIRECTIONS: Mapping[str, re.Pattern[str]] = {
    "upward": re.compile(r"\bupwards?\b|\b(go(es)?|mov(e|es|ing)|strok(e|es|ing)|from bottom) (up|to top)\b"),
    "downward": re.compile(r"\bdownwards?\b|\b(go(es)?|mov(e|es|ing)|strok(e|es|ing)|from top) (down|to bottom)\b"),
    "forward": re.compile(r"\bforwards?\b"),
    "backward": re.compile(r"\bbackwards?\b|\b(pull|tip|tilt|lean|push)\w* (\w+ ){0,3}back\b(?! (of|to|muscles?)\b)"),
    "sideways": re.compile(r"\b(sideways|sidewards?|(to|towards) (the|each|one|either|both) sides?)\b"),
    "clockwise": re.compile(r"(?<!counter)(?<!counter-)(?<!anti)(?<!anti-)\bclockwise\b"),
    "counterclockwise": re.compile(r"\b(counter|anti)-?clockwise\b"),
    "inward": re.compile(r"\binwards?\b"),
    "outward": re.compile(r"\boutwards?\b"),
}
_HINTS: Mapping[str, re.Pattern[str]] = {
    "upward": re.compile(r"\b(up|rais\w+|lift\w*)\b"),
    "downward": re.compile(r"\b(down|lower\w*)\b"),
    "forward": re.compile(r"\b(front|ahead)\b"),
    "backward": re.compile(r"\b(back|behind)\b"),
    "sideways": re.compile(r"\b(sides?|left|right)\b"),
    "inward": re.compile(r"\b(in|together)\b"),
    "outward": re.compile(r"\b(out|apart)\b"),
}
"""Words that go with a direction, though they may mean something else as well."""
_TRAINED = r"(a |an |the )?(trained |qualified )?(specialist|therapist|doctor|physician|professional|nurse)s?"
_POSTURES: Mapping[str, re.Pattern[str]] = {
    "sitting": _POSITIONS["sitting"],
    "lying": re.compile(r"\b(lie|lies|lying)\b"),
    "standing": _POSITIONS["standing"],
    "all-fours": _POSITIONS["all-fours"],
}
_SETTINGS: Mapping[str, re.Pattern[str]] = {
    "self": re.compile(r"\bself-?massage\b|\bself-treatment\b|\bby (your|one|them)sel(f|ves)\b"),
    "home": re.compile(r"\bat home\b"),
    "specialist": re.compile(rf"\bonly (by )?{_TRAINED}\b|\b{_TRAINED} only\b"),
    "hospital": re.compile(r"\bin (a |the )?(hospital|clinic)\b"),
}
_FORCE = r"(force|pressure|effort|load|intensity|strength)s?"
_GROWING = r"(grow\w*|increas\w*|gradual\w*|ris(e|es|ing))"
_EXERTION = re.compile(
    r"\b(tens(e|es|ed|ing)|strain(s|ed|ing)?|tighten(s|ed|ing)?|contract(s|ed|ing)?|brac(e|es|ed|ing)|clench\w*|"
    r"as hard as|(press|push|pull|squeeze)\w* (\w+ )?hard|forceful\w*|vigorous\w*|"
    r"with (all )?(your |the )?(force|effort|strength))\b"
)
_HASTE = re.compile(r"\b(quick(ly)?|fast|rapid(ly)?|brisk(ly)?|jerk(s|y|ing)?|sudden(ly)?|swing(s|ing)?)\b")
_DEMANDS = (
    ("setting", "specialist", _SETTINGS["specialist"]),
    ("tempo", "slow", re.compile(r"\bslow(ly)?\b")),
    ("effort", "relaxed", re.compile(r"\brelaxed\b")),
    ("effort", "increasing", re.compile(rf"\b{_GROWING} (\w+ ){{0,4}}{_FORCE}|\b{_FORCE} (\w+ ){{0,4}}{_GROWING}")),
    ("first_session", "", re.compile(r"\bfirst (session|procedure|treatment|massage)\b")),
    ("position", "", re.compile(r"\b(sit|sitting|lie|lying|stand|standing|kneel|kneeling)\b")),
)
_REASON = re.compile(r"\b(because|so that|in order to|as this)\b[^.;]*")
_DENIAL = re.compile(r"\b(not|no|never|without|free of|avoid\w*|nor|don't|reliev\w+|reduc\w+|eas\w+)\b[^,.;]*$")
_SAME_POSITION = re.compile(
    r"\b(same|previous|preceding|above|that) (\w+ )?position\b|\bposition (\w+ )?(is |as )?(the )?(same|before|above)\b"
)
_OWN_POSITION = re.compile(r"\b(to|into|keep(ing)?|hold(ing)?|maintain(ing)?|(stay|remain)(ing)? in)( the)? $")
_LIKEWISE = re.compile(r"\b(do|repeat) (it |this )?(the same|likewise)\b|\bsame thing\b")


def positions(text: str) -> list[str]:
    """The positions of the body that a text names, as closely as it does."""
    said = plain(text)
    return [position for position, words in _POSITIONS.items() if words.search(said)] or postures(text)


def directions(text: str) -> frozenset[str]:
    """The directions that a text names."""
    said = plain(text)
    return frozenset(direction for direction, words in _DIRECTIONS.items() if words.search(said))


def hinted_directions(text: str) -> frozenset[str]:
    """The directions that a text may mean."""
    said = plain(text)
    return frozenset(direction for direction, words in _HINTS.items() if words.search(said))


def postures(text: str) -> list[str]:
    """The positions that the text of a rule names, however it names them.

    “Upright” is one only where the text names no other: one also sits upright.
    """
    said = plain(text)
    found = [posture for posture, words in _POSTURES.items() if words.search(said)]
    return found or (["upright"] if _UPRIGHT.search(said) else [])


def settings(text: str) -> list[str]:
    """The settings that a text names."""
    return [setting for setting, words in _SETTINGS.items() if _asserted(words, text)]


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


def demands(text: str) -> Mapping[str, str]:
    """What the text of a rule asks for, but for directions: fields of `requires`, each with its value if it has one."""
    said = _REASON.sub("", plain(text))
    return {field: value for field, value, words in _DEMANDS if _asserted(words, said)}


def _asserted(pattern: re.Pattern[str], text: str) -> str:
    """What a text says by a pattern, unless it says that it is not to be."""
    said = plain(text)
    found = (match for match in pattern.finditer(said) if not _DENIAL.search(said[: match.start()]))
    return next((match[0] for match in found), "")
