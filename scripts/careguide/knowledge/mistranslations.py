"""Wordings that a literal translation leaves behind, and what the original word means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.knowledge import table
from careguide.language.phrases import Lookup, phrases


class Mistranslation(NamedTuple):
    """A wording out of texts translated from ``language``.

    ``phrase``, ``unless`` and ``meant_words`` are lists of phrases separated by ``|``; ``unless`` is where the wording
    is right, ``meant_words`` tell the right meaning.
    """

    language: str
    phrase: str
    unless: str
    meant: str
    meant_words: str
    original: str
    source: str

    def found(self, text: str) -> str:
        """The words of the text that are this mistranslation, or nothing."""
        hit = phrases(self.phrase).search(phrases(self.unless).sub("", text))
        return re.sub(r"[“”„\"]", "", hit[0]) if hit else ""

    def means(self, text: str) -> bool:
        """Whether a text says what was meant."""
        return phrases(self.meant_words).search(text) is not None


def mistranslations(language: str, text: str) -> Iterator[tuple[str, Mistranslation]]:
    """Those in a text that was translated from a language, each with the words that are it."""
    rows = _rows(language.partition("-")[0])
    return ((said, row) for _, row in rows.found(text) if (said := row.found(text)))


@cache
def _rows(language: str) -> Lookup[Mistranslation]:
    rows = table.read("mistranslations", Mistranslation)
    return Lookup([row for row in rows if row.language == language], lambda row: row.phrase)
