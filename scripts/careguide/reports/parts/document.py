"""A document in JSON, of which the one list that may be long is written item by item."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

_HERE = "\0"


def pieces(document: Callable[[object], object], items: Iterable[object]) -> Iterator[str]:
    """The text of a document, in the same bytes as if it were written at once.

    ``document`` gives the whole with what it is handed in the place of the list. It is asked before the first item and
    after the last, for what stands behind the list may be known only then.
    """
    mark = _written(_HERE)
    before, _, _ = _written(document(_HERE)).partition(mark)
    yield before
    line = before.rpartition("\n")[2]
    inside = "\n" + " " * (len(line) - len(line.lstrip()) + 2)
    opened = "["
    for item in items:
        yield opened + inside + _written(item).replace("\n", inside)
        opened = ","
    yield "[]" if opened == "[" else f"{inside[:-2]}]"
    yield _written(document(_HERE)).partition(mark)[2] + "\n"


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
