"""What an editor's sentence speaks of: its words, brought to one form so that they can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_EMPTY = frozenset(
    _WORD.findall(
        "a an any and are as at be been being by can do does for from has have if in into is it its of on or other "
        "such that the their them they this to was were when which with you your there also "
        "no not once then body patient patients person people presence present"
    )
)
_FAILED = re.compile(
    r"\b(fail(s|ed|ing|ure)?|in vain|(no|without|little|insufficient) (\w+ ){0,2}(effect|relief|result|help|"
    r"improvement|success|benefit)s?|(do|does|did|has|have|is|are|was|were|can)( not|n't|not) (\w+ ){0,2}"
    r"(help|work|relieve|reliev|ease|control|improve|suffice|effective)\w*|cannot be (relieved|controlled)|despite|"
    r"in spite of|unrelieved|ineffective|resistant|refractory|unsuccessful\w*)\b"
)

_HELPS = re.compile(
    r"\b(?:help|reliev|relief|eas(?:e|es|ed|ing)\b|effect|work(?:s|ed|ing)?\b|improv|success|benefit|suffic|control)\w*"
)
_QUALIFIED = re.compile(
    r"n't\b|\b(?:no|not|nor|none|neither|never|cannot|without|hardly|barely|little|less|too|only|still|although|though|"
    r"despite|in spite|in vain|before|until|unless|goes? on|ineffective|refractory|(?:un(?:reliev|success|help|eas|"
    r"improv|control|chang|affect)|insuffic|inadequa|fail|persist|remain|continu|wors|resist|exhaust|lack|absen|stop|"
    r"ceas|end|wear|wore|adverse|side)\w*)\b"
)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text in small letters, with plain spaces, hyphens and apostrophes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", re.sub(r"[‐‑–—]", "-", folded.replace("’", "'").replace("\N{SOFT HYPHEN}", ""))).strip()


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """The words that carry the meaning of a text, each in the singular."""
    return frozenset(_singular(word) for word in _WORD.findall(plain(text)) if word not in _EMPTY)


def tells_of_failure(text: str) -> bool:
    """Whether a text says that a treatment has not helped."""
    return _FAILED.search(plain(text)) is not None


def tells_of_help(text: str) -> str:
    """The word by which a text says that a treatment helps; nothing if any other word qualifies it or denies it."""
    helps = _HELPS.search(plain(text))
    return helps[0] if helps and not _QUALIFIED.search(plain(text)) else ""


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
