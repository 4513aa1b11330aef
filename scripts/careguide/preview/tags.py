"""Elements of a page. Whatever text goes into them stays text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from lxml import html
from lxml.etree import _Element as Element

from careguide.reports.parts.printable import printable

Content = str | Element

_CODE = re.compile(r"`([^`]+)`")


def tag(name: str, *content: Content, **attributes: str) -> Element:
    """An element; ``_`` in the name of an attribute stands for a hyphen, but for the one at the end of ``class_``.

    An attribute without a value is left out.
    """
    element: Element = html.Element(name)
    for key, value in attributes.items():
        if value:
            element.set(key.removesuffix("_").replace("_", "-"), printable(value))
    for part in content:
        put(element, part)
    return element


def put(element: Element, part: Content) -> None:
    """Adds text or an element at the end of another."""
    if not isinstance(part, str):
        element.append(part)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + _visible(part)
    else:
        element.text = (element.text or "") + _visible(part)


def _visible(text: str) -> str:
    return "\n".join(map(printable, text.split("\n")))


def prose(text: str) -> Iterator[Content]:
    """A sentence about a file, in which the names of fields stand between backticks."""
    for index, part in enumerate(_CODE.split(text)):
        if part:
            yield tag("code", part) if index % 2 else part


class Part(NamedTuple):
    """A part of a page that is exchanged as a whole when its digest changes."""

    anchor: str
    digest: str
    html: str

    @property
    def stub(self) -> str:
        """Stands for the part where it is known already."""
        return f'<div id="{escape(self.anchor)}" data-part="{self.digest}"></div>'


def part(element: Element) -> Part:
    """The part that an element with an id is."""
    found = digest(html.tostring(element, encoding="unicode"))
    element.set("data-part", found)
    return Part(element.get("id", ""), found, html.tostring(element, encoding="unicode"))


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
