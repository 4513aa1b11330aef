"""What terms do not mean: phrases that contradict what a term is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from careguide.content.passages import sentences
from careguide.knowledge import table
from careguide.language.phrases import Lookup, phrases

_NOT = re.compile(r"\b(?:not|never|no|without|nor|than|rather|instead|unlike)\b|n[’']t\b", re.IGNORECASE)
_VERB = (
    r"(?:remov(?:es?|ed|ing|al of)|cut(?:s|ting)? (?:off|out|away)|t(?:akes?|ook|aken|aking) (?:out|away)|"
    r"excis(?:es?|ed|ing|ion of)|resect(?:s|ed|ing|ion of)?)"
)
_BE = r"(?:is|are|was|were|gets?|(?:has|have) been|(?:can|may|must|will) be)"
_DONE = r"(?:removed|cut (?:off|out|away)|taken (?:out|away)|excised|resected)"
_THE = r"(?:(?!(?:of|from|part|parts|half|piece|pieces)\b)[\w-]+ ){0,3}"
_ITSELF = r"(?!['’]| (?:arch|arches|body|bodies|lamina|root|roots)\b)"
_BELONGS = re.compile(
    r"\b(?:of|from|in|on|to|between|beside|near|along|around|behind|above|below|under|with|at|for|against) "
    r"(?:\w+ ){0,2}$",
    re.IGNORECASE,
)
"""Before what is not itself removed: the disc *between two vertebrae* is."""


class Definition(NamedTuple):
    """A term, and what it does not mean.

    ``term``, ``wrong`` and ``removes`` are lists of phrases separated by ``|``: ``wrong`` contradicts the term wherever
    it stands, ``removes`` names what the operation does not take out.
    """

    term: str
    wrong: str
    removes: str
    right: str
    source: str

    def contradicted(self, text: str) -> str:
        """The words of a text that say what the term is not, or nothing."""
        for sentence in sentences(text):
            plain = " ".join(sentence.split())
            if not _NOT.search(plain):
                hit = phrases(self.wrong).search(plain) or self._removal(plain)
                if hit:
                    return hit[0]
        return ""

    def _removal(self, sentence: str) -> re.Match[str] | None:
        if not self.removes:
            return None
        active = re.search(rf"\b{_VERB} {_THE}(?:{self.removes})\b{_ITSELF}", sentence, re.IGNORECASE)
        if active:
            return active
        passive = re.search(rf"\b(?:{self.removes}) {_BE} (?:\w+ )?{_DONE}\b", sentence, re.IGNORECASE)
        return None if passive is None or _BELONGS.search(sentence[: passive.start()]) else passive


def definitions(name: str) -> Iterator[Definition]:
    """Those of the terms that a name contains."""
    return (row for _, row in _rows().found(name))


def subjects(sentence: str) -> Iterator[Definition]:
    """Those of the terms that a sentence begins with: it says what they are."""
    return definitions(" ".join(sentence.split(maxsplit=4)[:4]))


@cache
def _rows() -> Lookup[Definition]:
    return Lookup(table.read("definitions", Definition), lambda row: row.term)
