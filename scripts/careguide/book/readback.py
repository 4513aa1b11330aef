"""Which notes a finished book shows beside a statement, read from the file itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from careguide.book.blocks import own
from careguide.book.bookmarks import bookmark
from careguide.book.ooxml import q
from careguide.content.guide import Guide
from careguide.content.part import Note
from careguide.edition import ShownNote

_BESIDE = own("beside", "")
_OWN = own("")


def notes_in_epub(data: bytes) -> dict[str, ShownNote]:
    """Each note that stands beside a statement in an EPUB, by its address."""
    return _beside(_elements(data))


def notes_in_docx(data: bytes, guide: Guide) -> dict[str, ShownNote]:
    """Each note that stands beside a statement in a DOCX, by its address."""
    return _beside(_bookmarks(data, _names(guide)))


def _beside(anchors: Iterable[tuple[str, str]]) -> dict[str, ShownNote]:
    """What stands at each note's own anchor, and the last unit whose anchor stands above it."""
    shown: dict[str, ShownNote] = {}
    unit = ""
    for anchor, text in anchors:
        if anchor.startswith(_BESIDE):
            shown[anchor.removeprefix(_BESIDE)] = ShownNote(unit, text)
        elif not anchor.startswith(_OWN):
            unit = anchor
    return shown


def _elements(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if name.endswith(".xhtml"):
                for element in etree.fromstring(book.read(name)).iter("{*}*"):
                    if anchor := element.get("id"):
                        yield str(anchor), "".join(map(str, element.itertext())) if anchor.startswith(_BESIDE) else ""


def _bookmarks(data: bytes, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The anchors of a DOCX in the order in which they begin; those of notes, with the text up to their ends."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        document = etree.fromstring(book.read("word/document.xml"))
    texts: dict[str, list[str]] = {}
    open_: dict[str, list[str]] = {}
    for element in document.iter(q("w:bookmarkStart"), q("w:bookmarkEnd"), q("w:t")):
        number = str(element.get(q("w:id")))
        if element.tag == q("w:bookmarkStart"):
            anchor = names.get(str(element.get(q("w:name"))), _OWN)
            words = texts.setdefault(anchor, [])
            if anchor.startswith(_BESIDE):
                open_[number] = words
        elif element.tag == q("w:bookmarkEnd"):
            open_.pop(number, None)
        else:
            for words in open_.values():
                words.append(element.text or "")
    for anchor, words in texts.items():
        yield anchor, "".join(words)


def _names(guide: Guide) -> dict[str, str]:
    """The anchor behind the bookmark of each unit and of each note's place beside its statement."""
    anchors = [*guide.units]
    anchors += [f"{_BESIDE}{part.address}" for part in guide.walk() if isinstance(part, Note)]
    return {bookmark(anchor): anchor for anchor in anchors}
