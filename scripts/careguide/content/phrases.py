"""How to look for phrases in a text, of which there are many, and most of which it has not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

Row = TypeVar("Row")

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[\s-]+")

_BETWEEN = r"[\s“”„«»\"‘’'‐-]+"
"""What may stand between two words of a phrase: spaces of any kind, hyphens, quotation marks."""


class Phrases:
    """Finds whole phrases, whatever their case, spaces, hyphens and quotation marks.

    To look for a word among the words of a text takes no time; so the pattern is only asked, and only made, where
    a word of one of the phrases stands in the text.
    """

    def __init__(self, alternatives: str) -> None:
        self._alternatives = sorted(filter(None, alternatives.split("|")), key=len, reverse=True)
        words = [_WORD.findall(phrase.casefold()) for phrase in self._alternatives]
        self._always = not all(words)
        self._cues = frozenset(max(of_one, key=len) for of_one in words if of_one)

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(text) if self.may_stand_in(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._pattern.fullmatch(text) if self.may_stand_in(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text) if self.may_stand_in(text) else iter(())

    def sub(self, by: str, text: str) -> str:
        return self._pattern.sub(by, text) if self.may_stand_in(text) else text

    def may_stand_in(self, text: str) -> bool:
        """False where none of the phrases stands in a text, nearly always."""
        return self._always or not self._cues.isdisjoint(words(text))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, self._alternatives))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=2048)
def phrases(alternatives: str) -> Phrases:
    """What finds these phrases, which are separated by ``|``."""
    return Phrases(alternatives)


class Lookup(Generic[Row]):
    """Things of which each is told by phrases of its own, separated by ``|``."""

    def __init__(self, rows: Iterable[Row], told_by: Callable[[Row], str]) -> None:
        self._rows = tuple((phrases(told_by(row)), row) for row in rows)
        self._any = Phrases("|".join(told_by(row) for _, row in self._rows))

    def __iter__(self) -> Iterator[Row]:
        return (row for _, row in self._rows)

    def found(self, text: str) -> Iterator[tuple[re.Match[str], Row]]:
        """Each that a text names, in their order, with the first words that do."""
        if self._any.may_stand_in(text):
            for told_by, row in self._rows:
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


def _phrase(alternative: str) -> str:
    return _BETWEEN.join(re.escape(word).replace("'", "['’]") for word in _GAP.split(alternative))
