"""Texts of a sound guide, altered so that most of them can still be read, and many still fit their schemas.

A file is taken as lines: a field with all that stands below it can be taken out, doubled, put elsewhere, or filled with
what the same field holds at another place. So an input comes past the schemas to the rules and the exports, where one
made of chance bytes ends at its first line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from careguide.testing.overlay import BASE
from careguide.validation.schemas import SchemaStore

REAL = Path(__file__).parents[2] / "sources" / "spondylosis"

_FIELD = re.compile(r"(?P<indent>[ ]*(?:- )*)(?P<key>[a-z_]+):(?: +(?P<value>\S.*))?$")
_WORDS = (
    *(
        "10",
        "10-15",
        "10–15",
        "5 mg",
        "0.5 ml",
        "9%",
        "½",
        "twice",
        "left",
        "right",
        "not",
        "never",
        "“care”",
        "\u201c",
    ),
    *(
        "and and",
        "\u00a0",
        "e\u0301",
        "👍🏽",
        "km²",
        "S01.p1",
        "[massage]",
        "(see massage.cervical)",
        "*",
        "<b>",
        "&amp;",
    ),
    *("https://example.org/", "{{x}}", "\\", "|", "#", "2026-02-30", "a.b.c", "–", "x" * 200, "\u0130", "ß", "ﬁ", "١٠"),
)
_STYLES = (
    "{indent}{key}: '{plain}'",
    '{indent}{key}: "{plain}"',
    "{indent}{key}: >-\n{below}{value}",
    "{indent}{key}: |\n{below}{value}",
    "{indent}{key}: {value}  # a remark",
    "{indent}{key}:\n{below}{value}",
    "{indent}{key}: &a {value}",
    "{indent}{key}: !!str {value}",
    "{indent}{key}: [{value}]",
    "{indent}? {key}\n{below}: {value}",
    "{indent}{key}:\t{value}",
    "{indent}{key} : {value}",
    "{indent}“{key}”: {value}",
    "\n# a remark\n\n{indent}{key}: {value}",
)

Lines = list[str]

_ONE_WORD = 0.1
"""So seldom a value of one word gets another word."""


def altered(text: str, chance: Random) -> str:
    """The text, altered in one to three places."""
    lines = text.split("\n")
    for _ in range(chance.choices((1, 2, 3), (6, 3, 1))[0]):
        places = [number for number, line in enumerate(lines) if _FIELD.match(line)]
        if places:
            change = chance.choices(_CHANGES, _WEIGHTS)[0]
            change(lines, chance.choice(places), chance)
    return "\n".join(lines)


def words() -> list[str]:
    """What our files are made of: the names of fields, the choices, ids and signs of YAML."""
    schemas = SchemaStore()
    named = {word for name in (*schemas.kinds, "common") for word in _told(schemas[name])}
    return sorted(
        named | set(_WORDS) | {": ", "- ", "\n  - id: ", "&a ", "*a", "<<: ", "!!str ", "|-\n", ">-\n", "---\n"}
    )


def _told(schema: Any) -> set[str]:
    """The names and choices of a schema."""
    if isinstance(schema, list):
        return {word for part in schema for word in _told(part)}
    if not isinstance(schema, dict):
        return set()
    choices = {str(choice) for choice in [*schema.get("enum", ()), schema.get("const", "")] if choice != ""}
    return choices | set(schema.get("properties", ())) | {word for part in schema.values() for word in _told(part)}


def _end(lines: Sequence[str], first: int) -> int:
    """One after the last line of a field: those that stand further to the right belong to it."""
    column = len(lines[first]) - len(lines[first].lstrip())
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip()) > column):
        last += 1
    return last


def _moved(block: Sequence[str], columns: int) -> Lines:
    """The block, so many columns further to the right, or to the left."""
    return [" " * max(0, len(line) - len(line.lstrip()) + columns) + line.lstrip() if line else line for line in block]


def _alike(lines: Lines, at: int, chance: Random) -> None:
    """Another one's value: of the same name, so that it fits."""
    found = _FIELD.match(lines[at])
    others = _ALIKE.get(found["key"], ()) if found else ()
    if found and others:
        other = chance.choice(others)
        head = _FIELD.match(other[0])
        below = len(found["indent"]) - len(head["indent"] if head else "")
        value = other[0].partition(":")[2]
        lines[at : _end(lines, at)] = [f"{found['indent']}{found['key']}:{value}", *_moved(other[1:], below)]


def _word(lines: Lines, at: int, chance: Random) -> None:
    """A word more, another one, or one less; seldom where only an id or a choice can stand."""
    found = _FIELD.match(lines[at])
    if found and found["value"] and (" " in found["value"] or chance.random() < _ONE_WORD):
        held = found["value"].split(" ")
        place = chance.randrange(len(held))
        held[place : place + chance.randrange(2)] = chance.choice(
            ((chance.choice(_WORDS),), (chance.choice(_SAID),), ())
        )
        lines[at] = f"{found['indent']}{found['key']}: {' '.join(held)}"


def _remove(lines: Lines, at: int, chance: Random) -> None:
    del lines[at : _end(lines, at)]


def _double(lines: Lines, at: int, chance: Random) -> None:
    """The same again; an item most often with another id, so that it is not only a repetition."""
    block = lines[at : _end(lines, at)]
    name = f"-x{chance.randrange(9)}" if chance.random() < 0.8 else ""
    lines[at:at] = [re.sub(r"\b(id: [a-z0-9-]+)", rf"\g<1>{name}", line) for line in block]


def _move(lines: Lines, at: int, chance: Random) -> None:
    """To another place, as far to the right as what stands there."""
    block = lines[at : _end(lines, at)]
    del lines[at : at + len(block)]
    to = chance.randrange(len(lines) + 1)
    beside = lines[to] if to < len(lines) else ""
    columns = len(beside) - len(beside.lstrip()) - len(block[0]) + len(block[0].lstrip())
    lines[to:to] = _moved(block, columns)


def _add(lines: Lines, at: int, chance: Random) -> None:
    """A field more, from anywhere."""
    indent = len(lines[at]) - len(lines[at].lstrip(" -"))
    other = chance.choice(_ALIKE[chance.choice(_KEYS)])
    own = len(other[0]) - len(other[0].lstrip(" -"))
    lines[at + 1 : at + 1] = [" " * indent + other[0].lstrip(" -"), *_moved(other[1:], indent - own)]


def _style(lines: Lines, at: int, chance: Random) -> None:
    """The same value, or nearly, written in another way."""
    found = _FIELD.match(lines[at])
    if found and found["value"] and found["value"][0] not in "|>":
        plain = found["value"].strip("\"'")
        below = " " * (len(found["indent"]) + chance.choice((0, 2, 2, 4)))
        written = chance.choice(_STYLES).format(**found.groupdict(), plain=plain, below=below)
        lines[at : at + 1] = written.split("\n")


_CHANGES: tuple[Callable[[Lines, int, Random], None], ...] = (_alike, _word, _remove, _double, _move, _add, _style)
_WEIGHTS = (8, 6, 2, 2, 1, 1, 2)


def _blocks() -> dict[str, list[Lines]]:
    found: dict[str, list[Lines]] = {}
    for path in sorted([*BASE.glob("*.yaml"), *REAL.glob("*.yaml")]):
        lines = path.read_text("utf-8").split("\n")
        for at, line in enumerate(lines):
            if (field := _FIELD.match(line)) and _end(lines, at) - at < 40:
                found.setdefault(field["key"], []).append(lines[at : _end(lines, at)])
    return found


_ALIKE = _blocks()
_KEYS = sorted(_ALIKE)
_SAID = sorted({word for block in _ALIKE["text"] for line in block for word in line.split()})
