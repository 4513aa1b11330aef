"""Reads finished books back: what a unit's anchor leads to, as plain text, in an EPUB and in a DOCX."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from careguide.book.bookmarks import bookmark
from careguide.book.ooxml import q
from careguide.book.typography import JOINER, NO_BREAK

Element = etree._Element

_XHTML = "{http://www.w3.org/1999/xhtml}"
_IN_DOCX = {q("w:br"): "\n", q("w:tab"): "\t", q("w:noBreakHyphen"): "\u2011", q("w:softHyphen"): "\u00ad"}


TEXT_FORM = "\N{VARIATION SELECTOR-15}"
"""Invisible; pandoc puts it behind two arrows that phones would show as coloured pictures."""


def loosened(text: str) -> str:
    """The text before ``keep_together``: what to compare when a text is looked for in a finished book."""
    return text.replace(NO_BREAK, " ").replace(JOINER, "")


def bare(text: str) -> str:
    """A text without spaces, joiners and line breaks: what is the same however a book sets it."""
    return re.sub(rf"[\s{JOINER}{TEXT_FORM}]+", "", text)


class Epub:
    def __init__(self, data: bytes) -> None:
        self.parts = unzipped(data)

    @cached_property
    def chapters(self) -> dict[str, Element]:
        return {name: etree.fromstring(part) for name, part in self.parts.items() if name.startswith("EPUB/text/")}

    @cached_property
    def anchors(self) -> dict[str, Element]:
        found = [(str(e.get("id")), e) for root in self.chapters.values() for e in root.iter() if e.get("id")]
        assert len(dict(found)) == len(found), "an id stands twice"
        return dict(found)

    @cached_property
    def links(self) -> set[str]:
        """Every anchor of this book to which something links."""
        links = (link.get("href") or "" for root in self.chapters.values() for link in root.iter(f"{_XHTML}a"))
        return {link.partition("#")[2] for link in links if "#" in link}

    @cached_property
    def text(self) -> str:
        return bare("\n".join(_text(root.find(f"{_XHTML}body")) for root in self.chapters.values()))

    def unit(self, address: str) -> str:
        return bare(_text(self.anchors[address]))

    def links_to(self, address: str) -> bool:
        return address in self.links


class Docx:
    def __init__(self, data: bytes) -> None:
        self.parts = unzipped(data)
        self.body = etree.fromstring(self.parts["word/document.xml"])[0]

    @cached_property
    def links(self) -> set[str]:
        """Every bookmark to which something links."""
        return {str(link.get(q("w:anchor"))) for link in self.body.iter(q("w:hyperlink"))}

    @cached_property
    def text(self) -> str:
        return bare("".join(words for _, words in self._pieces))

    def links_to(self, address: str) -> bool:
        return bookmark(address) in self.links

    def unit(self, address: str) -> str:
        first, last = self._bookmarks[bookmark(address)]
        return bare("".join(words for _, words in self._pieces[first:last]))

    @cached_property
    def _pieces(self) -> list[tuple[Element, str]]:
        return [(element, self._words(element)) for element in self.body.iter()]

    def _words(self, element: Element) -> str:
        return element.text or "" if element.tag == q("w:t") else _IN_DOCX.get(str(element.tag), "")

    @cached_property
    def _bookmarks(self) -> dict[str, tuple[int, int]]:
        """By name: where each begins and ends among the pieces."""
        names: dict[str | None, str] = {}
        starts: dict[str, int] = {}
        ends: dict[str, int] = {}
        for index, (element, _) in enumerate(self._pieces):
            number = element.get(q("w:id"))
            if element.tag == q("w:bookmarkStart"):
                names[number] = name = str(element.get(q("w:name")))
                assert name not in starts, f"the bookmark {name} stands twice"
                starts[name] = index
            elif element.tag == q("w:bookmarkEnd"):
                ends[names[number]] = index
        return {name: (start, ends[name]) for name, start in starts.items()}


def _text(element: Element | None) -> str:
    assert element is not None
    return "".join(_strings(element))


def _strings(element: Element) -> Iterator[str]:
    yield element.get("alt") or ""
    yield element.text or ""
    for child in element:
        yield from _strings(child)
        yield child.tail or ""


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
