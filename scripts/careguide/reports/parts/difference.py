"""Two texts → what differs, line by line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def unified(name: str, was: str, now: str) -> Iterator[str]:
    """The lines of a unified diff of one file; ``patch -p1`` takes it."""
    before, after = (_LINE.findall(text.removeprefix("\ufeff")) for text in (was, now))
    for line in difflib.unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
