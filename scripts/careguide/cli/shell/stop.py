"""Signals that ask a command to stop: Ctrl-C, SIGTERM, and SIGHUP from a terminal that is closed."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_ASKING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Stopped(BaseException):
    """The command was asked to stop; ``code`` is the exit code that a shell gives for the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number


class Interrupted(Stopped, KeyboardInterrupt):
    """The same for Ctrl-C, which some commands heed themselves."""


@contextmanager
def heeded() -> Iterator[None]:
    """Within it the first such signal raises ``Stopped``, and a second one ends the program at once."""
    # What somebody else has set stays: under nohup, or in a shell's background, some of them are ignored.
    usual = (signal.SIG_DFL, signal.default_int_handler)
    main = threading.current_thread() is threading.main_thread()
    before = {number: signal.getsignal(number) for number in _ASKING if main and signal.getsignal(number) in usual}

    def stop(number: int, _: FrameType | None) -> NoReturn:
        for each in before:
            signal.signal(each, signal.SIG_DFL)
        raise (Interrupted if number == signal.SIGINT else Stopped)(number)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
