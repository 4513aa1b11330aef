"""How much careguide gains because the made-up guides have most of their sentences in common.

Within one run it keeps what it has found out about a sentence or a word, which guides of different authors would share
less often. Prints, as JSON, how many times as long a check takes where nothing of that is kept for the next guide.

    PYTHONPATH=tests python -m bench.sentences PROJECT
"""

from __future__ import annotations

import functools
import gc
import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from careguide.cli.shell.judging import judge
from careguide.project import Project

_WARM = 3
_OF_SENTENCES = 512
"""What keeps more than so many answers keeps them for texts; anything smaller is about the program's own tables."""


def measure(project: Project) -> float:
    """The ratio of the median processor time of guides for which nothing is kept to that of the guides after them."""
    names = project.guides()
    for name in names[:_WARM]:
        judge(project, None, name)
    caches = [*_caches()]
    taken: tuple[list[float], list[float]] = [], []
    for number, name in enumerate(names[_WARM:]):
        taken[number % 2].append(_judged(project, name, [] if number % 2 else caches))
    alone, after_others = map(statistics.median, taken)
    return alone / after_others


def _judged(project: Project, name: str, caches: list[Any]) -> float:
    for each in caches:
        each.cache_clear()
    start = time.process_time()
    judge(project, None, name)
    return time.process_time() - start


def _caches() -> Iterator[Any]:
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith("careguide."):
            most: int | None = each.cache_parameters()["maxsize"]
            if most and most >= _OF_SENTENCES:
                yield each


if __name__ == "__main__":
    json.dump({"ratio": measure(Project(Path(sys.argv[1])))}, sys.stdout)
