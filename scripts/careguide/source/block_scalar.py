"""Block scalars, texts on lines of their own: below ``|`` as they are, below ``>`` with their lines joined."""

from __future__ import annotations

import re

# A line may only end at a single space between two words: there, and nowhere else, reading gives it back.
_BETWEEN_WORDS = re.compile(r"(?<=[^ \t]) (?=[^ \t])")


def holds(sign: str, value: str) -> bool:
    """Whether a text can stand below ``|`` or ``>`` as it is."""
    if not value.strip() or value.endswith("\n\n") or value[0] in " \t\n" or "\r" in value:
        return False
    return sign == "|" or not re.search(r"\n[ \t]|[ \t]\n|[ \t]$", value)


def folded(value: str, width: int) -> list[str]:
    """The lines of a text below ``>``, where a line break counts as a space and an empty line as a line break."""
    lines: list[str] = []
    for paragraph in value.rstrip("\n").split("\n"):
        lines += [*wrapped(paragraph, width), ""]
    return lines[:-1]


def wrapped(paragraph: str, width: int) -> list[str]:
    """The lines of one paragraph, each as full as it can be; a word that is wider than a line has one of its own."""
    lines: list[str] = []
    for word in _BETWEEN_WORDS.split(paragraph):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
