"""Plays careguide, with one thing about its world changed: ``stand_in.py '{"kill_at": 12}' build``.

``kill_at``: it is killed at that step of its writing (a call of the system or of a file, while something is written);
``count``: the file that gets the number of steps. ``pandoc``: the program that it takes for pandoc, or null for none;
``patience``: how many seconds it waits for it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

WRITERS = {
    ("careguide.publish", "_replace"),
    ("careguide.source.writer", "write_atomically"),
    ("careguide.source.writer", "write_new"),
    ("careguide.fixes.mend", "write"),
    ("careguide.writing.new_guide", "start_guide"),
    ("careguide.writing.new_guide", "start_modality"),
    ("careguide.writing.new_project", "begin"),
}


class Steps:
    """Counts the steps of writing, and kills us at one of them."""

    def __init__(self, last: int | None) -> None:
        self.depth = self.taken = 0
        self.last = last

    def watch(self, frame: FrameType, event: str, what: Any) -> None:
        if event in ("call", "return"):
            if (frame.f_globals.get("__name__"), frame.f_code.co_name) in WRITERS:
                self.depth += 1 if event == "call" else -1
        elif self.depth and _reaches_out(what):
            self.taken += 1
            if self.taken == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


def _reaches_out(function: Any) -> bool:
    """Whether it is a function of the system, or a method of an open file."""
    module = function.__module__ or type(function.__self__).__module__
    return module in ("posix", "fcntl", "_io", "_ctypes", "ctypes")


def main() -> None:
    playing = json.loads(sys.argv[1])
    sys.argv[:2] = ["careguide"]
    if "pandoc" in playing:
        from careguide.book import pandoc

        if playing["pandoc"] is None:
            vars(pandoc)["find_spec"] = lambda _: None
        else:
            vars(pandoc)["pandoc"] = lambda: playing["pandoc"]
        vars(pandoc)["_PATIENCE"] = playing.get("patience", 60)
    steps = Steps(playing.get("kill_at"))
    if {"kill_at", "count"} & playing.keys():
        sys.setprofile(steps.watch)
    from careguide.__main__ import main as careguide

    try:
        careguide()
    finally:
        sys.setprofile(None)
        if "count" in playing:
            Path(playing["count"]).write_text(str(steps.taken))


if __name__ == "__main__":
    main()
