"""What a page of the documentation tells its reader to do: write files, change them, and give commands."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CLONE = Path(__file__).resolve().parents[2]
DOCS = CLONE / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), CLONE / "README.md", CLONE / "CONTRIBUTING.md"]

_BLOCK = re.compile(
    r'^(?P<indent> *)```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^(?P=indent)```$',
    re.MULTILINE | re.DOTALL,
)


class Block(NamedTuple):
    """A block of code: its language, its title (empty if none), its text and the line it begins on."""

    language: str
    title: str
    text: str
    line: int


class Command(NamedTuple):
    """A command as words, and the lines that it is said to print: … stands for anything."""

    words: list[str]
    printed: list[str]


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for found in _BLOCK.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(
            found["language"],
            found["title"] or "",
            re.sub(rf"^{found['indent']}", "", found["text"], flags=re.MULTILINE),
            line,
        )


def commands(block: Block) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *printed = part.rstrip("\n").split("\n")
        yield Command(shlex.split(command), printed)


def follow(block: Block, folder: Path) -> None:
    """Writes a titled block into the file it names, changes a part of that, or adds to its end."""
    name, _, what = block.title.partition(": ")
    file = folder / name
    if not what:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block.text, "utf-8")
    elif what == "at the end":
        file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{block.text}", "utf-8")
    else:
        file.write_text(_with_field(file.read_text("utf-8"), what, block.text), "utf-8")


def _with_field(text: str, field: str, new: str) -> str:
    """Replaces a field and all that is indented below it."""
    [old] = re.findall(rf"^( *){field}:\n((?:\1 .*\n|\n)+)", text, re.MULTILINE)
    return text.replace(f"{old[0]}{field}:\n{old[1]}", new)


def matches(expected: list[str], printed: str) -> bool:
    """Whether a command printed what the page says."""
    pattern = "\n".join(expected)
    wild = re.escape(pattern).replace(re.escape("…"), "(?s:.*?)")
    return re.fullmatch(wild, "\n".join(line.rstrip() for line in printed.strip().splitlines())) is not None
