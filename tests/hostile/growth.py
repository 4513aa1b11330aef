"""The guide on spondylosis, one of its lists grown until the file is as large as one may be, and still sound YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from careguide.source.file import SourceFile
from careguide.source.place import Place, TreePath
from careguide.source.reader import read

REAL = Path(__file__).parents[2] / "sources" / "spondylosis"

_LONGEST, _MOST = 800_000, 25_000
"""So many bytes are added at most, and so many signs that begin a field, a list or an item."""

_ID = re.compile(r"(?m)^(\s*- id: |id: |- \{id: )([a-z-]+)")


def lists() -> Iterator[tuple[str, TreePath]]:
    """For each list of groups: the name of its file, and where the list stands."""
    for path in sorted(REAL.glob("*.yaml")):
        source, _ = read(path, path.name)
        met: set[tuple[str, ...]] = set()
        for place, items in _lists(source.value):
            field = tuple(step for step in place if isinstance(step, str))
            start, _ = _last(source, place)
            if isinstance(items[-1], dict) and source.text[start] != "{" and field not in met:
                met.add(field)
                yield path.name, place


def grown(file: str, place: TreePath) -> str:
    """The text of a file with the last item of a list repeated below itself, each time with another id."""
    source, _ = read(REAL / file, file)
    start, end = _last(source, place)
    indent = " " * (source.position(start)[1] - 3)
    item = f"{indent}- {source.text[start:end]}\n"
    count = min(_LONGEST // len(item.encode()), _MOST // len(re.findall(r"[:,\[]", item)))
    below = source.text.find("\n", end) + 1 or len(source.text)
    more = "".join(_ID.sub(rf"\g<1>\g<2>-{_word(number)}", item, count=1) for number in range(count))
    return source.text[:below] + more + source.text[below:]


def _last(source: SourceFile, place: TreePath) -> tuple[int, int]:
    """Where the last item of a list starts and ends."""
    items = Place(source, place).value
    bounds = source.bounds((*place, len(items) - 1)) if isinstance(items, list) else None
    if bounds is None:
        raise ValueError(f"no list stands at {place}")
    return bounds


def _lists(value: Any, path: TreePath = ()) -> Iterator[tuple[TreePath, list[Any]]]:
    if isinstance(value, list) and value:
        yield path, value
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, held in below:
        yield from _lists(held, (*path, step))


def _word(number: int) -> str:
    """A number as letters: ids do not count."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))
