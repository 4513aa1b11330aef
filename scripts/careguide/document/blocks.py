"""The text of the source document taken apart into blocks, each with its locator and its fingerprint.

A *segment* is a run of blocks; two or more blank lines separate segments. ``S04.p1`` is the first paragraph
of segment 4, and ``S04.p1.li3`` the third list item under that paragraph.
"""

from __future__ import annotations

import enum
import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

NORMALISATION = "nfkc1"
"""How ``normalise`` prepares a text. ``document.yaml`` names it: a later way can be told from this one."""

HASH = "sha256-16"
"""How ``fingerprint`` shortens a text."""

_BREAK = re.compile(r"\r\n|\r|\n")
_MARKER = re.compile(r"\s*(?:[0-9]{1,3}[.)]|[•◦‣▪*–-])\s+")
_STRAIGHT = str.maketrans({**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"')})


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block as it stands in the document: ``line`` is where it begins, ``text`` is normalised."""

    locator: str
    line: int
    text: str

    @property
    def hash(self) -> str:
        return fingerprint(self.text)


def normalise(text: str) -> str:
    """The text of a block by ``nfkc1``: no list marker, NFKC, straight quotes, single spaces, trimmed."""
    marker = _MARKER.match(text)
    bare = text[marker.end() :] if marker else text
    return " ".join(unicodedata.normalize("NFKC", bare).translate(_STRAIGHT).split())


def fingerprint(normalised: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a normalised text."""
    return hashlib.sha256(normalised.encode()).hexdigest()[:16]


def fingerprint_of_list(blocks: Iterable[tuple[str, str]]) -> str:
    """The fingerprint of a list of blocks: of one line for each, with its locator and its fingerprint."""
    return fingerprint("".join(f"{locator} {hash_}\n" for locator, hash_ in blocks))


def blocks(document: str) -> list[FoundBlock]:
    """Every block of a document, in its order. A list item with no paragraph above it stands under ``p0``."""
    segment = paragraph = item = 0
    found = []
    for line, blank_lines, text in _runs(document.removeprefix("\N{BYTE ORDER MARK}")):
        if blank_lines >= 2 or segment == 0:
            segment, paragraph, item = segment + 1, 0, 0
        if _MARKER.match(text):
            item += 1
            locator = f"S{segment:02}.p{paragraph}.li{item}"
        else:
            paragraph, item = paragraph + 1, 0
            locator = f"S{segment:02}.p{paragraph}"
        found.append(FoundBlock(locator, line, normalise(text)))
    return found


def _runs(document: str) -> Iterator[tuple[int, int, str]]:
    """Each block's first line, the number of blank lines above it, and its text, whose lines may be several.

    A list item begins a block even where no blank line stands above it.
    """
    run: list[str] = []
    start = blank_lines = 0
    for number, line in enumerate([*_BREAK.split(document), ""], start=1):
        blank = not line.strip()
        if run and (blank or _MARKER.match(line)):
            yield start, blank_lines, "\n".join(run)
            run, blank_lines = [], 0
        if blank:
            blank_lines += 1
        else:
            start = start if run else number
            run.append(line)


class Fate(enum.StrEnum):
    """What became of a block that a guide knows by its locator and its fingerprint."""

    RIGHT = "right"
    MOVED = "moved"
    DIFFERS = "differs"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Match:
    """A known block, and the block of the document that answers to it: the same, or the one in its place."""

    locator: str
    fate: Fate
    found: FoundBlock | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One match for each known block, in its order, and the blocks of the document that answer to none."""

    matches: tuple[Match, ...]
    new: tuple[FoundBlock, ...]

    @property
    def same(self) -> bool:
        return not self.new and all(match.fate is Fate.RIGHT for match in self.matches)


def compare(known: Sequence[tuple[str, str]], document: Sequence[FoundBlock]) -> Comparison:
    """Finds each known block, a locator and a fingerprint: at its place, or elsewhere by its fingerprint."""
    search = _Search(document)
    matches: dict[int, Match] = {}
    for fate, answer in (
        (Fate.RIGHT, search.same),
        (Fate.MOVED, search.elsewhere),
        (Fate.DIFFERS, search.in_place),
    ):
        for index, (locator, digest) in enumerate(known):
            found = None if index in matches else answer(locator, digest)
            if found:
                matches[index] = Match(locator, fate, search.claim(found))
    rest = (matches.get(index) or Match(locator, Fate.MISSING, None) for index, (locator, _) in enumerate(known))
    return Comparison(tuple(rest), tuple(search.unclaimed.values()))


class _Search:
    """The blocks of a document that nothing has claimed yet, by locator and by fingerprint."""

    def __init__(self, document: Sequence[FoundBlock]) -> None:
        self.unclaimed = {block.locator: block for block in document}
        self._by_hash: dict[str, list[FoundBlock]] = defaultdict(list)
        for block in document:
            self._by_hash[block.hash].append(block)

    def claim(self, block: FoundBlock) -> FoundBlock:
        self._by_hash[block.hash].remove(block)
        return self.unclaimed.pop(block.locator)

    def same(self, locator: str, digest: str) -> FoundBlock | None:
        found = self.unclaimed.get(locator)
        return found if found and found.hash == digest else None

    def elsewhere(self, _: str, digest: str) -> FoundBlock | None:
        return next(iter(self._by_hash[digest]), None)

    def in_place(self, locator: str, _: str) -> FoundBlock | None:
        return self.unclaimed.get(locator)
