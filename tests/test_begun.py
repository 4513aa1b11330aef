"""What other programs begin with while the rules still look at a guide: it waits, it is ended, or it begins again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from careguide import pipeline, publish
from careguide.content.guide import Guide
from careguide.edition import Edition
from careguide.finding import Finding, Severity
from careguide.project import Project
from careguide.source.place import Place
from careguide.testing.overlay import PROJECT


class Press:
    """An exporter that leaves its work to another program, and keeps a log; the first ``faults`` beginnings fail."""

    NAME, SUFFIX = "pressed", ".pressed"

    def __init__(self) -> None:
        self.log: list[str] = []
        self.faults = 0

    @contextmanager
    def begun(self, edition: Edition) -> Iterator[Callable[[], bytes]]:
        self.log.append("begun")
        if self.faults:
            self.faults -= 1
            raise RuntimeError("no book can be made of it")
        try:
            yield lambda: b"whole"
        finally:
            self.log.append("ended")

    def export(self, edition: Edition) -> bytes:
        raise AssertionError("nobody asks for it at once")

    def notes(self, data: bytes, edition: Edition) -> dict[str, object]:
        return {}


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    found = Press()
    monkeypatch.setattr(publish, "exporters", lambda: {"pressed": found})
    return found


@pytest.fixture
def judging(press: Press, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands for the rules: notes when they run, and finds what it is told to."""
    asked = SimpleNamespace(severity=None)

    def run(guide: Guide, _: object) -> Iterator[Finding]:
        press.log.append("judged")
        if asked.severity:
            yield Finding("trial/rule", asked.severity, "Something is wrong.", Place(guide.overview.place.source))

    monkeypatch.setattr(pipeline, "run", run)
    return asked


def build(folder: Path) -> bytes:
    built = pipeline.build(Project(PROJECT), "base", out=folder)
    return (built.folder / "base.pressed").read_bytes()


@pytest.mark.usefixtures("judging")
def test_it_begins_before_the_rules_run_and_is_waited_for(press: Press, tmp_path: Path) -> None:
    assert build(tmp_path) == b"whole"
    assert press.log == ["begun", "judged", "ended"]


def test_a_guide_that_is_refused_ends_it(press: Press, judging: SimpleNamespace, tmp_path: Path) -> None:
    judging.severity = Severity.ERROR
    with pytest.raises(pipeline.Refused):
        build(tmp_path)
    assert press.log == ["begun", "judged", "ended"]
    assert not list(tmp_path.iterdir())


def test_what_the_rules_find_is_told_rather_than_what_no_book_can_be_made_of(
    press: Press, judging: SimpleNamespace, tmp_path: Path
) -> None:
    press.faults, judging.severity = 1, Severity.ERROR
    with pytest.raises(pipeline.Refused):
        build(tmp_path)
    assert press.log == ["begun", "judged"]


@pytest.mark.usefixtures("judging")
def test_what_keeps_it_from_beginning_is_told_once_the_rules_let_the_guide_pass(press: Press, tmp_path: Path) -> None:
    press.faults = 2
    with pytest.raises(RuntimeError, match="no book"):
        build(tmp_path)
    assert press.log == ["begun", "judged", "begun"]
    assert not list(tmp_path.iterdir())
