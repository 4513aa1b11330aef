"""Standard input, output and error, as the program finds them and leaves them behind."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

READER_GONE = 141
"""What a shell gives for a program whose output nobody reads any more."""


def reader_gone() -> int:
    """Makes sure that nothing more is written to an output that nobody reads; returns the exit code."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_GONE


def drop_unwritten() -> None:
    """What could not be written has been told; Python would try again, and complain with an exit code of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def open_closed() -> None:
    """Opens the streams that were closed before we began, to nowhere: libraries take them for open.

    A file that is opened later would also take their place, and get what other programs print.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115  # open to the end
            os.set_inheritable(stream.fileno(), True)
            setattr(sys, name, stream)


def write_utf8() -> None:
    """Reports are UTF-8 wherever they go, whatever the locale; what UTF-8 cannot hold is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
