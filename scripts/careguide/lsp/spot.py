"""What stands at an offset of a file."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.source.file import Mark, SourceFile
from careguide.source.place import Place, TreePath


def spot(source: SourceFile, offset: int) -> Place | None:
    """The innermost value around an offset, or the name of a field that stands there; ``None`` outside of all."""
    mark = source.mark
    if mark is None or not mark[0] <= offset <= mark[1]:
        return None
    place = Place(source)
    while True:
        found = next(_at(place, mark, offset), None)
        if found is None or found[0].part == "key":
            return found[0] if found else place
        place, mark = found


def _at(place: Place, mark: Mark, offset: int) -> Iterator[tuple[Place, Mark]]:
    """The part of a value that an offset lies in, with its mark."""
    children = mark[2]
    if isinstance(children, dict):
        for name, (start, end, value) in children.items():
            if start <= offset <= end:
                yield (place / name).key, value
            elif value[0] <= offset <= value[1]:
                yield place / name, value
    elif isinstance(children, list):
        yield from ((place / index, value) for index, value in enumerate(children) if value[0] <= offset <= value[1])


def field_path(path: TreePath) -> TreePath:
    """The path of the field that a path leads to, whichever item of its list is meant."""
    return path[: max((number for number, step in enumerate(path, 1) if isinstance(step, str)), default=0)]
