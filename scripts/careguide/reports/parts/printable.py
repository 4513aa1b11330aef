"""Text as a terminal shows it: nothing that would act on the terminal, a width for every character, lines that fit."""

from __future__ import annotations

import re
import unicodedata

TAB = " " * 4

_SPACES = re.compile(r"[ \t\r\n]+")
_PLAIN = re.compile(r"[ -~]*")


def printable(text: str) -> str:
    """The text with every control character, and every mark that no eye can see, made visible."""
    return text if _PLAIN.fullmatch(text) else "".join(map(printable_character, text))


def one_line(text: str) -> str:
    """The text, printable and without line breaks."""
    return printable(_SPACES.sub(" ", text.strip(" \t\r\n")))


def printable_character(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return TAB if character == "\t" else chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character != "\N{ZERO WIDTH JOINER}":
        return f"<U+{code:04X}>"
    return character


def width(text: str) -> int:
    """How many columns a printable text takes."""
    return len(text) if _PLAIN.fullmatch(text) else sum(map(_character_width, text))


def _character_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrap(text: str, room: int) -> list[str]:
    """The text in lines of at most that many columns, broken at spaces; a longer word is cut, a hard space is kept."""
    lines: list[str] = []
    line = ""
    for word in _words(text, room):
        longer = f"{line} {word}" if line else word
        if line and width(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _words(text: str, room: int) -> list[str]:
    words: list[str] = []
    for word in _SPACES.split(text.strip(" \t\r\n")):
        rest = printable(word)
        while width(rest) > room:
            head = _fitting(rest, room)
            words.append(head)
            rest = rest[len(head) :]
        words.append(rest)
    return words


def _fitting(text: str, room: int) -> str:
    """As much of the start of a text as fits; at least one character."""
    taken = 0
    for index, character in enumerate(text):
        taken += _character_width(character)
        if taken > room and index:
            return text[:index]
    return text


def hanging(label: str, text: str, room: int) -> list[str]:
    """The text, wrapped, after a label; further lines stand under its first."""
    indent = " " * width(label)
    lines = wrap(text, max(room - len(indent), 20))
    return [f"{label if index == 0 else indent}{line}" for index, line in enumerate(lines)]
