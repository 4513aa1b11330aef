"""The place where a text stops being YAML, and what has to be known of it to say why."""

from __future__ import annotations

from careguide.source.events import Refused
from careguide.source.file import Bounds, SourceFile
from careguide.source.troubles import REST, Troubles


class Where:
    """The place where the parser stopped, and what is needed to judge it."""

    def __init__(self, source: SourceFile, refused: Refused, troubles: Troubles) -> None:
        self.source = source
        self.refused = refused
        self.troubles = troubles
        self.at = refused.at
        if self.at >= len(source.text.rstrip()):  # at the end: show the last thing that stands there
            self.at = max(len(source.text.rstrip()) - 1, 0)
        self.number, self.column = source.position(self.at)
        self.since_number, _ = source.position(min(refused.since, self.at))
        self.line = source.line(self.number)
        self.before = self.line[: self.column - 1]
        self.character = source.text[self.at : self.at + 1]

    @property
    def is_first(self) -> bool:
        """Whether nothing but space stands before the place in its line."""
        return not self.before.strip()

    def whole_line(self, number: int) -> Bounds:
        """The line without the space around it."""
        line = self.source.line(number)
        start = self.source.offset(number, 1)
        return start + len(line) - len(line.lstrip()), start + max(len(line.rstrip()), 1)

    def rest(self) -> Bounds:
        """From the place to the end of its line."""
        return self.at, max(self.whole_line(self.number)[1], self.at + 1)

    def above(self, below: int | None = None) -> int:
        """The number of the nearest line above that holds more than a remark; 0 where there is none.

        It is above the place, or above the line of the number ``below``.
        """
        number = (below or self.number) - 1
        while number and self.source.line(number).strip()[:1] in ("", "#"):
            number -= 1
        return number

    def add(self, rule: str, message: str, at: Bounds, hint: str, why: str = REST) -> None:
        self.troubles.add(rule, message, at, why=why, hint=hint)


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def spaces(count: int) -> str:
    return {0: "no space", 1: "1 space"}.get(count, f"{count} spaces")
