"""Which lines of careguide are run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import coverage

CODE = Path(__file__).parents[2] / "scripts" / "careguide"


@contextmanager
def noted(path: Path) -> Iterator[None]:
    """Writes the lines that are run meanwhile to a file. Nothing of careguide may have been imported before."""
    measured = coverage.Coverage(data_file=str(path), config_file=False, source=[str(CODE)], messages=False)
    measured.start()
    try:
        yield
    finally:
        measured.stop()
        measured.save()


def shares(paths: Iterable[Path]) -> Mapping[str, tuple[int, int]]:
    """For each folder and module: its lines with code, and those that, as such files say, ran."""
    together = coverage.Coverage(data_file=None, config_file=False, source=[str(CODE)], messages=False)
    together.combine([str(path) for path in paths], keep=True)
    found: dict[str, tuple[int, int]] = {}
    for path in sorted(CODE.rglob("*.py")):
        _, lines, _, missing, _ = together.analysis2(str(path))
        names = path.relative_to(CODE).with_suffix("").parts
        for part in {names[0], "/".join(names[:2])}:
            had, run = found.get(part, (0, 0))
            found[part] = had + len(lines), run + len(lines) - len(missing)
    return found
