"""Sources of every layout, each with the value that it must have."""

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

# Machines that are busy with other things are no reason to fail.
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMES = st.sampled_from(["id", "text", "steps", "as_written", "no", "Übung", "a b", "x-1", "~tilde", "on"])
WORDS = st.text(st.sampled_from("abz éß😀’-–.,:#'\"\\?!&*[]{}|>%@`0123456789_/ \n"), max_size=24)
TRICKY = st.sampled_from(
    ["", "no", "true", "null", "~", "1", "0.5", "012", "1e3", "-", "- a", "a: b", "a #b", "#a", "it's", '"', "[a]",
     "{", "*a", "&a", "!a", "%", "@", "2026-11-22", "---", "...", "a\n", "a\n\nb", "\na", " a", "a ", "a:", ":a", "?",
     "a\tb", "\\", "=", "<<", "a, b", "http://x", "1:30", "|", ">", "''"]
)  # fmt: skip
NUMBERS = st.integers(-99999, 99999) | st.sampled_from([0.5, 0.25, 100.125, -1.5])
SCALARS = WORDS | TRICKY | NUMBERS | st.booleans()
VALUES = st.recursive(
    SCALARS | st.none(),
    lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(NAMES, inner, min_size=1, max_size=4),
    max_leaves=14,
)


@dataclass
class Laid:
    """A text, what it says, and the remarks in it."""

    text: str
    value: Any
    remarks: list[str]


@st.composite
def sources(draw: st.DrawFn) -> Laid:
    """A text whose top is a group of fields."""
    value = draw(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
    layout = _Layout(draw)
    layout.fields(value, 0)
    # A text on lines of its own ends in a line break only if there is one.
    ends = ["\n", "\n\n"] + [""] * (layout.end_of_block < len(layout.lines))
    text = "\n".join(layout.lines) + draw(st.sampled_from(ends))
    return Laid(text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), value, layout.remarks)


class _Layout:
    """Writes values in whatever style the draw says."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.remarks: list[str] = []
        self.end_of_block = 0

    def chance(self) -> bool:
        return self.draw(st.integers(0, 3)) == 0

    def remark(self) -> str:
        self.remarks.append(f"# <{len(self.remarks)}> 'é: [")
        return self.remarks[-1]

    def between(self, indent: int) -> None:
        if self.chance():
            self.lines.append(" " * indent + self.remark())
        if self.chance():
            self.lines.append("")

    def end(self, line: str) -> None:
        self.lines.append(line + ("  " + self.remark() if self.chance() else ""))

    def fields(self, value: dict[str, Any], indent: int, first: str = "") -> None:
        for name, held in value.items():
            if not first:
                self.between(indent)
            self.value(held, indent, (first or " " * indent) + self.name(name) + ":", indent + 2)
            first = ""

    def items(self, value: list[Any], indent: int, first: str = "") -> None:
        for item in value:
            if not first:
                self.between(indent)
            start = (first or " " * indent) + "-"
            first = ""
            if isinstance(item, dict) and self.chance() is False:
                self.fields(item, indent + 2, start + " ")
            elif isinstance(item, list) and self.chance() is False:
                self.items(item, indent + 2, start + " ")
            else:
                self.value(item, indent, start, indent + 2)

    def value(self, value: Any, indent: int, start: str, deeper: int) -> None:
        if value is None and self.chance():
            self.end(start)
        elif isinstance(value, dict | list) and self.draw(st.booleans()):
            self.end(start)
            (self.fields if isinstance(value, dict) else self.items)(value, deeper)  # type: ignore[arg-type]
        elif isinstance(value, str) and _fits_a_block(value) and self.chance():
            self.block(value, start, deeper)
        else:
            self.end(f"{start} {self.inline(value)}")

    def block(self, value: str, start: str, deeper: int) -> None:
        sign = self.draw(st.sampled_from("|>")) if "\n" not in value.rstrip("\n") else "|"
        self.end(f"{start} {sign}{'' if value.endswith(chr(10)) else '-'}")
        self.lines += [" " * deeper + line if line else "" for line in value.rstrip("\n").split("\n")]
        self.end_of_block = len(self.lines)

    def inline(self, value: Any, *, in_brackets: bool = False) -> str:
        if isinstance(value, dict):
            pairs = (f"{self.name(name, True)}: {self.inline(held, in_brackets=True)}" for name, held in value.items())
            return "{" + self.draw(st.sampled_from([", ", ",  ", " , "])).join(pairs) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.inline(item, in_brackets=True) for item in value) + "]"
        if not isinstance(value, str):
            return "~" if value is None and self.chance() else json.dumps(value)
        return self.text(value, in_brackets)

    def name(self, name: str, in_brackets: bool = False) -> str:
        return json.dumps(name) if name.startswith("~") or self.chance() else name

    def text(self, value: str, in_brackets: bool) -> str:
        if value.isalpha() and value not in ("null", "true") and self.draw(st.booleans()):
            return value
        if "\n" not in value and self.draw(st.booleans()):
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)


def _fits_a_block(value: str) -> bool:
    body = value[:-1] if value.endswith("\n") else value
    return bool(body.strip()) and all(line == line.strip() for line in body.split("\n")) and body.strip("\n") == body
