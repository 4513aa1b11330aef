"""What a diagram is made of: boxes of words and arrows, laid out once and drawn as SVG or as shapes of a DOCX."""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_NARROW, _WIDE = frozenset("iljtfrI.,;:'’‘|!()[]- "), frozenset("mwMWG@%—…")


class Tone(enum.StrEnum):
    """What a box is for."""

    STATE = "state"
    START = "start"
    END = "end"
    CONDITION = "condition"


class Ends(enum.Enum):
    PLAIN = enum.auto()
    HEAD = enum.auto()
    DOT = enum.auto()
    """Where a line joins another, rather than crossing it."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of a box, already divided into lines that fit."""

    text: str
    lines: tuple[str, ...]
    size: int
    bold: bool

    @property
    def height(self) -> int:
        return len(self.lines) * line_height(self.size)


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    tone: Tone
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line through points; what it ends in is at the last of them."""

    points: tuple[tuple[int, int], ...]
    end: Ends


@dataclass(frozen=True, slots=True)
class Drawing:
    """Sizes are in units of which a line of body text is about 20 high."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def line_height(size: int) -> int:
    return size * 4 // 3


def words(text: str, width: int, size: int, bold: bool = False) -> Words:
    """A paragraph whose lines are at most so wide, in a font that we do not know: generously measured."""
    return Words(text, tuple(_lines(text, width / size / (1.06 if bold else 1.0))), size, bold)


def _lines(text: str, ems: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        for piece in _pieces(word, ems):
            if line and _ems(f"{line} {piece}") > ems:
                yield line
                line = piece
            else:
                line = f"{line} {piece}" if line else piece
    if line:
        yield line


def _pieces(word: str, ems: float) -> Iterator[str]:
    """A word, cut where it is longer than a line."""
    piece = ""
    for letter in word:
        if piece and _ems(piece + letter) > ems:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _ems(text: str) -> float:
    return sum(map(_em, text))


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return 0.74 if letter.isupper() else 0.58
