"""The line that says what is being done."""

import io
import time

import pytest

from careguide.cli.shell import progress
from careguide.cli.shell.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float, seconds: float) -> str:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr("sys.stderr", stream)
    with Progress() as line:
        line.show("base: writing epub")
        time.sleep(seconds)
    return stream.getvalue()


def test_something_slow_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(monkeypatch, Terminal(), 0.01, 0.2)
    assert text.startswith("\r\033[Kbase: writing epub … 0 s")
    assert text.endswith("\r\033[K")


def test_something_quick_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Terminal(), 5, 0) == ""


def test_nothing_is_shown_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), 0.01, 0.1) == ""


@pytest.mark.parametrize(("seconds", "told"), [(0, "0 s"), (99, "99 s"), (100, "1 min 40 s"), (5405, "90 min 05 s")])
def test_how_long_it_has_taken(seconds: int, told: str) -> None:
    assert progress._duration(seconds) == told
