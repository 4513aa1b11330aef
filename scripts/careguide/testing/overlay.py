"""Lays a fragment of YAML over a sound guide.

A fragment has sections, each opened by a line ``# at ADDRESS``: the fields below it replace, or are added to, those of
the unit of that address (``guide`` and ``document`` mean the root of those files). A field with nothing after its
colon is taken out. Comments travel with the fields, so that an expectation can stand on the line where its finding must
be: ``# expect: steps/order-vs-list``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from careguide.content.guide import Guide
from careguide.content.part import Part

PROJECT = Path(__file__).parent / "project"
BASE = PROJECT / "sources" / "base"
_AT = re.compile(r"^# at (\S+)[ ]*\n", re.MULTILINE)
_EXPECT = re.compile(r"#\s*expect:\s*([a-z0-9/, -]+)")
_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)


class NoSuchUnit(ValueError):
    """A fragment is to be laid over something that the guide does not have."""


def lay_over(fragment: str, base: Guide) -> dict[str, str]:
    """The guide's files by name, with the fragment laid over them. Raises ``NoSuchUnit``."""
    folder = base.overview.place.source.path.parent
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}
    _, *sections = _AT.split(fragment)
    changes: dict[str, list[tuple[int, int, str]]] = {}
    for address, fields in zip(sections[::2], sections[1::2], strict=True):
        name, part = _find(base, address)
        changes.setdefault(name, []).extend(_changes(files[name], part, fields))
    for name, edits in changes.items():
        lines = files[name].splitlines(keepends=True)
        for start, end, text in sorted(edits, reverse=True):
            lines[start:end] = [text]
        files[name] = "".join(lines)
    return files


def expectations(files: Mapping[str, str]) -> set[tuple[str, int, str]]:
    """What the files expect: file name, line and rule."""
    return {
        (name, number, rule.strip())
        for name, text in files.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for found in _EXPECT.findall(line)
        for rule in found.split(",")
    }


def _find(base: Guide, address: str) -> tuple[str, Part]:
    part = {"guide": base.overview, "document": base.document}.get(address) or base.units.get(address)
    if part is None:
        raise NoSuchUnit(f"nothing in the guide “{base.overview.id}” has the address “{address}”")
    return part.place.source.path.name, part


def _changes(text: str, part: Part, fields: str) -> Iterator[tuple[int, int, str]]:
    """For each field, the lines (first, one after the last) that it replaces, and the new text."""
    lines = text.splitlines()
    indent = (part.place / "id").key.span.column - 1
    starts = [found.start() for found in _KEY.finditer(fields)]
    for start, end in zip(starts, [*starts[1:], len(fields)], strict=True):
        new = "".join(
            f"{' ' * indent}{line}\n" if line else "\n" for line in fields[start:end].rstrip("\n").split("\n")
        )
        key, _, value = fields[start:end].partition(":")
        at = _line_of(part, key)
        first = at if at is not None else (part.place / "id").span.line
        yield first, first if at is None else _end(lines, first, indent), new if value.strip() else ""


def _line_of(part: Part, key: str) -> int | None:
    value = part.place.source.value
    for step in part.place.path:
        value = value[step]  # type: ignore[index]  # plain data
    return (part.place / key).key.span.line - 1 if key in value else None  # type: ignore[operator]  # plain data


def _end(lines: list[str], first: int, indent: int) -> int:
    end = first + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end
