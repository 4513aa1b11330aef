"""One line that says what is being done: on a terminal only, and only when it takes a while."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

PATIENCE = 1.0
"""So many seconds pass before anything is shown: what is quick needs no comment."""

_BEAT = 0.2
_BAR = 24
_CLEAR = "\r\033[K"


class Progress:
    """Shows the last thing it was told, and for how long all has taken. Leaves nothing behind."""

    def __init__(self, quiet: bool = False) -> None:
        self._text = ""
        self._shown = False
        self._lock = threading.Lock()
        self._start = time.monotonic()
        self._done = threading.Event()
        watched = sys.stderr.isatty() and not quiet
        self._thread = threading.Thread(target=self._run, daemon=True) if watched else None

    def __enter__(self) -> Self:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def show(self, text: str) -> None:
        self._text = text

    def count(self, stage: str, done: int, number: int) -> str:
        """Shows how far a stage has come with a number of guides; returns the stage with what it is about."""
        if number > 1:
            stage = f"{stage} {number:,} guides"
            filled = done * _BAR // number
            self.show(f"{stage} [{'#' * filled}{'-' * (_BAR - filled)}] {done:,}")
        return stage

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Leaves the line free meanwhile, so that something else can be written."""
        with self._lock:
            self._clear()
            yield

    def stop(self) -> None:
        """Ends the display, so that something else can be written."""
        self._done.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        wait = PATIENCE
        while not self._done.wait(wait):
            seconds = int(time.monotonic() - self._start)
            with self._lock:
                sys.stderr.write(f"{_CLEAR}{self._text} … {_duration(seconds)}")
                sys.stderr.flush()
                self._shown = True
            wait = _BEAT
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._shown = False


def _duration(seconds: int) -> str:
    return f"{seconds} s" if seconds < 100 else f"{seconds // 60} min {seconds % 60:02} s"
