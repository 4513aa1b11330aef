"""Words that are shown beside the text, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from careguide.source import quote

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_MARKS = re.compile(r"\\([\\`*_\[\]<>#|~])|\*\*|`")
MOST = 14
"""So many things are listed; a longer list is cut short."""


def escaped(text: str) -> str:
    """A text in which no sign means anything but itself."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def strong(text: str) -> str:
    return f"**{escaped(text)}**"


def code(value: Any) -> str:
    """A value as it is written in a source."""
    text = quote.plain(value)
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def listed(lines: Sequence[str]) -> str:
    more = [f"- and {len(lines) - MOST} more"] if len(lines) > MOST else []
    return "\n".join([*(f"- {line}" for line in lines[:MOST]), *more])


def paragraphs(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts))


def plain(markdown: str) -> str:
    """The same words for a program that shows no Markdown."""
    return _MARKS.sub(lambda found: found[1] or "", markdown)
