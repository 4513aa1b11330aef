"""Pieces of XHTML, as narratives may hold them: texts are escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is XHTML already."""

    __slots__ = ()


def tag(name: str, *inside: str, class_: str = "") -> Markup:
    """An element around texts and markup; nothing where there is nothing inside."""
    content = "".join(part if isinstance(part, Markup) else text(part) for part in inside)
    attribute = f' class="{class_}"' if class_ else ""
    return Markup(f"<{name}{attribute}>{content}</{name}>" if content.strip() else "")


def text(value: str) -> Markup:
    """A text as it stands; its line breaks stay line breaks."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Markup("<br/>".join(escape(line, quote=False) for line in lines))


def joined(parts: Iterable[str]) -> Markup:
    """Texts and markup, one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else text(part) for part in parts))


def items(parts: Iterable[str], ordered: bool = False) -> Markup:
    """A list; nothing where it has no items."""
    return tag("ol" if ordered else "ul", *(tag("li", part) for part in parts))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """A table with a row of headings; an empty cell stays one."""
    body = (tag("tr", *(_cell(cell) for cell in row)) for row in rows)
    return tag("table", tag("thead", tag("tr", *(tag("th", cell) for cell in head))), tag("tbody", *body))


def _cell(content: str) -> Markup:
    return tag("td", content) or Markup("<td></td>")


def document(language: str, *inside: Markup) -> str:
    """The whole of a narrative, in its language."""
    attributes = f'xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}"'
    return f"<div {attributes}>{''.join(inside)}</div>"
