"""WordprocessingML by its prefixes, as one reads it in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from lxml import etree

Element = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


@cache
def q(name: str) -> str:
    """``w:p`` as lxml spells it."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


@cache
def _declared(name: str) -> Mapping[str, str] | None:
    """The namespace that comes with an element; that of the text itself is declared where the document begins."""
    prefix = name.partition(":")[0]
    return None if prefix == "w" else {prefix: NAMESPACES[prefix]}


def element(name: str, attributes: Mapping[str, str] | None = None, *children: Element) -> Element:
    """An element by its prefixed name, such as ``w:p``; so are its attributes."""
    named = {q(key): value for key, value in attributes.items()} if attributes else None
    made = etree.Element(q(name), named, nsmap=_declared(name))
    made.extend(children)
    return made


def alternatives(requires: str, choice: Element, fallback: Iterable[Element]) -> Element:
    """Content for programs that know a vocabulary, and for those that do not."""
    known = {prefix: NAMESPACES[prefix] for prefix in ("mc", requires)}
    made = etree.Element(q("mc:AlternateContent"), nsmap=known)
    made.append(element("mc:Choice", {"Requires": requires}, choice))
    made.append(element("mc:Fallback", None, *fallback))
    return made


def switch(name: str, on: bool = True) -> Iterable[Element]:
    """A property that is there or not."""
    return (element(name),) if on else ()


def value(at: Element | None, name: str = "w:val") -> str:
    """An attribute's value; empty where either is missing."""
    return "" if at is None else str(at.get(q(name)) or "")


def text_run(words: str, style: str = "") -> Element:
    """A run of text with its spaces; ``style`` is the id of a character style."""
    written = element("w:t", {"xml:space": "preserve"})
    written.text = words
    if not style:
        return element("w:r", None, written)
    return element("w:r", None, element("w:rPr", None, element("w:rStyle", {"w:val": style})), written)


def parse(content: bytes) -> Element:
    """The root of a part of the file. No entity is resolved, and nothing is fetched."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def serialise(root: Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
