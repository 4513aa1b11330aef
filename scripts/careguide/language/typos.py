"""Typing errors: words that a slip of the finger made out of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence


class Typos:
    """Finds the known word that was probably meant by one with a slip in it.

    A slip leaves the first letters of a word as they were, or the last ones; so only those known words are compared
    that begin or end alike. ``shortest`` is the length of the shortest word that is asked about.
    """

    def __init__(self, known: Iterable[str], shortest: int) -> None:
        self._head = shortest // 2
        self._tail = shortest - self._head - 1
        self._alike: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for place, word in enumerate(known):
            for end in self._ends(word):
                self._alike[end].append((place, word))

    def meant(self, word: str) -> str:
        """The first of the known words from which a word differs by one such slip, or nothing."""
        near = sorted({each for end in self._ends(word) for each in self._alike.get(end, ())})
        return next((known for _, known in near if _one_edit_apart(word, known)), "")

    def _ends(self, word: str) -> Sequence[str]:
        return f"{word[: self._head]}-", f"-{word[-self._tail :]}"


def _one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter was mistaken, put in or left out, or two neighbours have changed places; or nothing at all.

    These are the errors of Damerau, “A technique for computer detection and correction of spelling errors”,
    Communications of the ACM 7 (1964).
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])
