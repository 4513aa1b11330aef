"""The words of a guide: where they stand, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from careguide.content.part import Part, once
from careguide.source.place import Place

OWN = ("text", "title", "starting_position", "unstated", "term", "definition", "for_review", "resolution")
"""The fields that hold the editors' own words, in the order in which a fault in them is told."""

QUOTES = ("as_written", "words")
"""The fields that hold words of the source, which nobody may change."""

TO_WRITE = {"title": "A title", "text": "Write here what the source says.", "unstated": "not read yet"}
"""What `careguide new` puts where only the source can say what to write."""

_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”\"’)]*\s+(?=[\W\d]*[A-ZÀ-Þ])")


class Passage(NamedTuple):
    """The words of one field. ``own`` words are the guide's and may be edited; the others quote the source."""

    field: str
    text: str
    inside: Place
    own: bool

    @property
    def place(self) -> Place:
        return self.inside / self.field


@once
def passages(part: Part) -> Sequence[Passage]:
    """The words that stand directly in a part, the editors' own before the source's."""
    said = ((field, getattr(part, field)) for field in _worded(type(part)))
    return tuple([Passage(field, text, part.place, field in OWN) for field, text in said if text])


@cache
def _worded(kind: type[Part]) -> Sequence[str]:
    return tuple(field for field in (*OWN, *QUOTES) if field in kind.__struct_fields__)


@lru_cache(maxsize=4096)
def unquoted(text: str) -> str:
    """The text with everything inside quotation marks blanked out: those words are not the writer's."""
    return _QUOTED.sub(lambda quote: " " * len(quote[0]), text)


@lru_cache(maxsize=4096)
def sentences(text: str) -> Sequence[str]:
    """The sentences of a text, in order."""
    return tuple(sentence for sentence in _SENTENCE_END.split(text) if sentence.strip())
