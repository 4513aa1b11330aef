"""Slips of the keyboard: names of fields, choices, and what makes a file YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from careguide.source.file import SourceFile
from careguide.source.place import Place
from faults.ground import Fault, Ground, bounds, in_brackets, tree
from faults.kind import kind

_NESTED = "What stood in the item is then held against the fields of what is around it."

CHOICES = (
    "audience", "combine", "confidence", "direction", "form", "hand", "identity", "kind", "movement", "plant_part",
    "position", "region", "role", "route", "setting", "severity", "side", "state", "status", "strength", "system",
    "technique", "translation", "unit",
)  # fmt: skip
EVERY = 9
"""Slips of the keyboard can happen in every line: each ninth stands for all of them."""


def _fields(on: Ground) -> Iterator[Place]:
    for source in on.sources:
        for path, _ in tree(source.value):
            if path and isinstance(path[-1], str):
                yield Place(source, path)


def _lines(on: Ground) -> Iterator[tuple[SourceFile, int, str]]:
    """Every line that holds a field, with the offset where it begins."""
    for source in on.sources:
        for number, line in enumerate(source.lines, start=1):
            if line.strip() and not line.lstrip().startswith("#"):
                yield source, source.offset(number, 1), line


@kind("Misspell a choice")
def misspell_choice(on: Ground) -> Iterator[Fault]:
    for place, value in list(on.scalars(*CHOICES))[:: EVERY // 3]:
        if isinstance(value, str) and len(value) > 1 and len(place.path) > 1:
            yield on.replace(place, f"{value[0]}{value[2:]}")


@kind("Write a choice in capitals")
def capital_choice(on: Ground) -> Iterator[Fault]:
    for place, value in list(on.scalars(*CHOICES))[:: EVERY // 3]:
        if isinstance(value, str) and value != "%" and len(place.path) > 1:
            yield on.replace(place, value.capitalize() if value.capitalize() != value else value.upper())


@kind("Misspell the name of a field")
def misspell_field(on: Ground) -> Iterator[Fault]:
    for place in list(_fields(on))[::EVERY]:
        name = str(place.path[-1])
        yield on.rename(place, f"{name[0]}{name[1:2]}{name[1:]}")


@kind("Write a number in quotes")
def quote_number(on: Ground) -> Iterator[Fault]:
    for place, value in on.scalars():
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield on.replace(place, f'"{value}"')


@kind("Write one value where a list should stand")
def unlisted(on: Ground) -> Iterator[Fault]:
    for place, value in on.scalars():
        above = Place(place.source, place.path[:-1])
        if place.path and place.path[-1] == 0 and place.source.text[bounds(above)[0]] == "[":
            yield on.replace(above, str(value), [above.key])


@kind("Put a field in a second time")
def repeat_field(on: Ground) -> Iterator[Fault]:
    for place in list(_fields(on))[::EVERY]:
        start, end = bounds(place)
        text = place.source.text[start:end]
        if "\n" not in text:
            yield on.insert(place, f"{place.path[-1]}: {text}")


@kind("Put a field in that does not exist")
def strange_field(on: Ground) -> Iterator[Fault]:
    for place in list(_fields(on))[::EVERY]:
        if "\n" not in place.source.text[slice(*bounds(place))]:
            yield on.insert(place, "remark: to do")


@kind(
    "Indent a line by one space more",
    missed="The only item of a list may stand further to the right: it means the same.",
)
def indent(on: Ground) -> Iterator[Fault]:
    for source, start, line in list(_lines(on))[::EVERY]:
        if ": " in line or line.endswith(":"):
            yield _typed(on, source, start, start, " ", line)


@kind("Indent with a tab")
def tab(on: Ground) -> Iterator[Fault]:
    for source, start, line in list(_lines(on))[::EVERY]:
        if line.startswith("  "):
            yield _typed(on, source, start, start + 2, "\t", line)


@kind(
    "Forget the space after a colon",
    missed="In a text of several lines it is no field: only the text has lost a space.",
    echoes="The field is then missing as well.",
)
def no_space(on: Ground) -> Iterator[Fault]:
    for source, start, line in list(_lines(on))[::EVERY]:
        at = line.find(": ")
        if at > 0:
            yield _typed(on, source, start + at, start + at + 2, ":", line)


@kind("Forget a closing bracket")
def no_bracket(on: Ground) -> Iterator[Fault]:
    for source, start, line in list(_lines(on))[::EVERY]:
        if line.endswith(("]", "}")):
            yield _typed(on, source, start + len(line) - 1, start + len(line), "", line)


@kind(
    "Open a quotation mark and forget to close it",
    missed="The text goes on to the next quotation mark, and only there stops making sense.",
)
def open_quote(on: Ground) -> Iterator[Fault]:
    for place, value in list(on.scalars("text", "title", "for_review"))[::EVERY]:
        start, end = bounds(place)
        if isinstance(value, str) and "\n" not in place.source.text[start:end]:
            yield _typed(on, place.source, start, start, '"', value)


@kind("Write a colon and a space into a text without quotes")
def colon(on: Ground) -> Iterator[Fault]:
    for place, value in list(on.scalars("text", "title", "for_review"))[::EVERY]:
        start, end = bounds(place)
        text = place.source.text[start:end]
        if "\n" not in text and " " in text and text[0] not in "\"'" and not in_brackets(place):
            at = start + text.index(" ")
            yield _typed(on, place.source, at, at, ":", str(value))


@kind("Leave an invisible character behind")
def invisible(on: Ground) -> Iterator[Fault]:
    for source, start, line in list(_lines(on))[:: EVERY * 2]:
        at = start + len(line) // 2
        yield _typed(on, source, at, at, "\u200b", line)


@kind("Forget the dash of an item", echoes=_NESTED)
def no_dash(on: Ground) -> Iterator[Fault]:
    for source, start, line in list(_lines(on))[:: EVERY // 3]:
        at = line.find("- ")
        if at >= 0 and not line[:at].strip() and "{" not in line:
            yield _typed(on, source, start + at, start + at + 1, " ", line)


@kind("Leave a mark of a merge behind")
def merge_mark(on: Ground) -> Iterator[Fault]:
    for source, start, line in list(_lines(on))[:: EVERY * 4]:
        yield _typed(on, source, start, start, "<<<<<<< HEAD\n", line)


def _typed(on: Ground, source: SourceFile, start: int, end: int, text: str, line: str) -> Fault:
    """A slip in a line. Where the line makes sense in itself, it shows beside it, or in what the line is part of."""
    fault = on.retype(source, start, end, text, f"{source.path.stem}: {' '.join(line.split())[:50]}")
    number, _ = source.position(start)
    near = {(source.name, beside) for beside in (number - 1, number + 1, *_above(source, number))}
    return replace(fault, lines=fault.lines | near)


def _above(source: SourceFile, number: int) -> Iterator[int]:
    """The lines of the fields in which a line stands: the nearest above it that are further to the left."""
    width = len(source.line(number))
    for above in range(number, 0, -1):
        line = source.line(above)
        indent = len(line) - len(line.lstrip(" -"))
        if line.strip() and indent < width:
            yield above
            width = indent
