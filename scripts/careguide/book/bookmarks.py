"""Anchors as Word's bookmarks, so that a comment made in Word finds its way back to the unit.

Word allows letters, digits and underscores, 40 characters at most, and does not tell capitals from small letters.
An address is ids joined by full stops, and an id is words joined by single hyphens: ``-`` becomes ``_`` and ``.``
becomes ``__``, which can be read back. A name that would be too long keeps its beginning, and ends in ``_H`` and
the first 12 hexadecimal digits of the SHA-256 of the anchor; it is read back by comparing it with the bookmarks of
all addresses. The book's own anchors (``Book.glossary``) get ``___`` after their first word, which no address has.
"""

from __future__ import annotations

import hashlib
import re

_LONGEST, _DIGITS = 40, 12
_LEGAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def bookmark(anchor: str) -> str:
    """The bookmark of an anchor."""
    own, separator, rest = anchor.partition(".")
    spelled = f"{own}___{_spelled(rest)}" if own == "Book" and separator else _spelled(anchor)
    if not _LEGAL.fullmatch(spelled):
        raise ValueError(f"{anchor} cannot be a bookmark")
    if len(spelled) <= _LONGEST:
        return spelled
    digest = hashlib.sha256(anchor.encode()).hexdigest()[:_DIGITS]
    return f"{spelled[: _LONGEST - _DIGITS - 2].rstrip('_')}_H{digest}"


def address(name: str) -> str | None:
    """The address that a bookmark spells; ``None`` for one that was shortened or is not a unit's."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(_{1,2}[a-z0-9]+)*", name):
        return None
    return name.replace("__", ".").replace("_", "-")


def _spelled(anchor: str) -> str:
    return anchor.replace("-", "_").replace(".", "__")
