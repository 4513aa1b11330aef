"""Where the time of a check and of a build goes: the processor time of each stage, for one guide among many.

Prints the medians over the guides of a project, in seconds, as JSON. What is measured is what the commands do, one
stage after the other; the C parser's events alone are the least that reading can take.

    PYTHONPATH=tests python -m bench.stages PROJECT
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from careguide.book.assemble import book
from careguide.content.bind import bind
from careguide.edition import Edition, Export
from careguide.engine.registry import rules
from careguide.engine.run import run, run_on_export
from careguide.exporters import exporters
from careguide.pipeline import Checked, edition
from careguide.project import Project
from careguide.source.events import fast_events
from careguide.source.file import SourceFile
from careguide.source.reader import read
from careguide.system.garbage_collection import collect_seldom
from careguide.validation.check import check
from careguide.validation.schemas import SchemaStore

_WARM = 3
"""So many guides come first and do not count: patterns are compiled, and tables read, once for all."""

Result = TypeVar("Result")


class Stages:
    """Takes guides through a check and a build, and keeps the seconds that each stage takes."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._schemas = SchemaStore(project.schema)
        self._seconds: dict[str, list[float]] = {}

    def medians(self) -> Mapping[str, float]:
        """Each stage's seconds, for one guide."""
        collect_seldom()
        for name in self._project.guides():
            self._build(self._check(name))
        return {stage: statistics.median(took[_WARM:]) for stage, took in self._seconds.items()}

    def _check(self, name: str) -> Edition:
        paths = self._project.files(name)
        texts = [path.read_text("utf-8") for path in paths]
        events = (event for text in texts for event in fast_events(text))
        self._timed("check: of reading, the C parser alone", lambda: deque(events, maxlen=0))
        sources = self._timed("check: reading", lambda: {path.stem: self._source(path) for path in paths})
        kinds = sources.items()
        self._timed("check: schemas", lambda: [check(source, kind, self._schemas) for kind, source in kinds])
        guide = self._timed("check: binding", lambda: bind(sources))
        findings = self._timed("check: rules", lambda: list(run(guide, rules())))
        return edition(self._project, Checked(name, sources, guide, tuple(findings)), guide)

    def _source(self, path: Path) -> SourceFile:
        return read(path, path.relative_to(self._project.root).as_posix())[0]

    def _build(self, whole: Edition) -> None:
        self._timed("build: chapters of the books", lambda: book(whole))
        for name in exporters():
            self._export(whole, name)

    def _export(self, whole: Edition, name: str) -> None:
        exporter = exporters()[name]
        data = self._timed(f"build: {name}", lambda: exporter.export(whole))
        notes = self._timed(f"build: {name}, read back", lambda: exporter.notes(data, whole))
        self._timed(f"build: {name}, rules", lambda: run_on_export(Export(whole, name, notes), rules()))

    def _timed(self, stage: str, work: Callable[[], Result]) -> Result:
        """What the work takes itself, and in a stage of its own what the programs take that it starts."""
        own, others = _used(resource.RUSAGE_SELF), _used(resource.RUSAGE_CHILDREN)
        result = work()
        self._seconds.setdefault(stage, []).append(_used(resource.RUSAGE_SELF) - own)
        if started := _used(resource.RUSAGE_CHILDREN) - others:
            self._seconds.setdefault(f"{stage}, pandoc", []).append(started)
        return result


def _used(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    measured = Stages(Project(Path(sys.argv[1]))).medians()
    json.dump(measured, sys.stdout)
