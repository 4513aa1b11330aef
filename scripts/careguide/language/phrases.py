"""How to look for phrases in a text, of which there are many, and most of which it has not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

Row = TypeVar("Row")

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[\s-]+")

_BETWEEN = r"[\s“”„«»\"‘’'‐-]+"
"""What may stand between two words of a phrase: spaces of any kind, hyphens, quotation marks."""


class Phrases:
    """Finds whole phrases, whatever their case, spaces, hyphens and quotation marks.

    To look for words among the words of a text takes no time; so a pattern is made, and tried, only of the phrases
    whose words all stand in the text.
    """

    def __init__(self, alternatives: str) -> None:
        ordered = sorted(filter(None, alternatives.split("|")), key=len, reverse=True)
        self._words = {phrase: frozenset(_WORD.findall(phrase.casefold())) for phrase in ordered}
        self.without_words = not all(self._words.values())
        self.cues = frozenset(max(of_one, key=len) for of_one in self._words.values() if of_one)

    def search(self, text: str) -> re.Match[str] | None:
        pattern = self._pattern_for(text)
        return pattern.search(text) if pattern else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        pattern = self._pattern_for(text)
        return pattern.fullmatch(text) if pattern else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        pattern = self._pattern_for(text)
        return pattern.finditer(text) if pattern else iter(())

    def sub(self, by: str, text: str) -> str:
        pattern = self._pattern_for(text)
        return pattern.sub(by, text) if pattern else text

    def may_stand_in(self, text: str) -> bool:
        """False where none of the phrases stands in a text, nearly always."""
        return self.without_words or not self.cues.isdisjoint(words(text))

    def _pattern_for(self, text: str) -> re.Pattern[str] | None:
        if not self.may_stand_in(text):
            return None
        possible = tuple(phrase for phrase, needed in self._words.items() if needed <= words(text))
        return _pattern(possible) if possible else None


@lru_cache(maxsize=2048)
def phrases(alternatives: str) -> Phrases:
    """What finds these phrases, which are separated by ``|``."""
    return Phrases(alternatives)


class Lookup(Generic[Row]):
    """Things of which each is told by phrases of its own, separated by ``|``."""

    def __init__(self, rows: Iterable[Row], told_by: Callable[[Row], str]) -> None:
        self._rows = tuple((phrases(told_by(row)), row) for row in rows)
        self._by_cue: dict[str, list[int]] = defaultdict(list)
        for index, (told, _) in enumerate(self._rows):
            for cue in told.cues:
                self._by_cue[cue].append(index)
        self._cues = frozenset(self._by_cue)
        self._always = frozenset(index for index, (told, _) in enumerate(self._rows) if told.without_words)

    def __iter__(self) -> Iterator[Row]:
        return (row for _, row in self._rows)

    def found(self, text: str) -> Iterator[tuple[re.Match[str], Row]]:
        """Each that a text names, in their order, with the first words that do."""
        cues = self._cues & words(text)
        possible = self._always.union(*(self._by_cue[cue] for cue in cues)) if cues else self._always
        for index in sorted(possible):
            told_by, row = self._rows[index]
            hit = told_by.search(text)
            if hit:
                yield hit, row


@lru_cache(maxsize=4096)
def word_by_word(text: str) -> Sequence[str]:
    """The words of a text in order, in small letters and without digits; hyphens and apostrophes divide them."""
    return tuple(_WORD.findall(text.casefold()))


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(word_by_word(text))


@lru_cache(maxsize=2048)
def _pattern(alternatives: Sequence[str]) -> re.Pattern[str]:
    """What finds the phrases, of which the longer ones come first."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, alternatives))})(?!\w)", re.IGNORECASE)


def _phrase(alternative: str) -> str:
    return _BETWEEN.join(re.escape(word).replace("'", "['’]") for word in _GAP.split(alternative))
