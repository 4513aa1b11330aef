"""What a person can take in: how wide a text may be, whether it may have colours, and of how many guides it tells."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from careguide.finding import Severity

WIDTH = 80
FEW = 20
"""Of more guides than this, a person is told in numbers."""

NARROWEST, WIDEST = 40, 100
"""Narrower, nothing can be laid out; wider, lines of prose are hard to read."""

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


@dataclass(frozen=True)
class Style:
    width: int = WIDTH
    colour: bool = False

    def severity(self, severity: Severity, text: str) -> str:
        return self._painted(_COLOURS[severity], text)

    def good(self, text: str) -> str:
        return self._painted("1;32", text)

    def strong(self, text: str) -> str:
        return self._painted("1", text)

    def faint(self, text: str) -> str:
        return self._painted("36", text)

    def _painted(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.colour and text else text


PLAIN = Style()


def style_of(stream: TextIO | None, environment: Mapping[str, str] = os.environ) -> Style:
    """What suits a stream: the terminal's own width, and colours on a terminal; elsewhere 80 columns without.

    ``NO_COLOR`` takes colours away and ``FORCE_COLOR`` brings them, if they are set to anything but nothing.
    """
    terminal = stream is not None and stream.isatty()  # there is none where it was closed before we began
    width = min(max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROWEST), WIDEST) if terminal else WIDTH
    colour = terminal and environment.get("TERM") != "dumb"
    if environment.get("FORCE_COLOR"):
        colour = True
    if environment.get("NO_COLOR"):
        colour = False
    return Style(width, colour)
