"""What stands around the text of the DOCX: page, running heads, settings, properties."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from careguide.book.blocks import Book
from careguide.book.ooxml import NAMESPACES, Element, parse
from careguide.content.wording import day, term

TEXT_WIDTH = 9412
"""In twentieths of a point: A4 less two margins of 22 mm."""

_W = f'xmlns:w="{NAMESPACES["w"]}"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FIELD = '<w:fldSimple w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
_TAB = "<w:r><w:tab/></w:r>"
_STATUS = '<w:r><w:rPr><w:b/><w:bCs/><w:color w:val="8A1616"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_SECTION = (
    f'<w:sectPr {_W} xmlns:r="{_OFFICE}">'
    '<w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1474" w:right="1247" w:bottom="1361" w:left="1247" w:header="680" w:footer="624" w:gutter="0"/>'
    "<w:titlePg/></w:sectPr>"
)
_NO_COMPATIBILITY_MODE = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat>'
)
_NO_RELATIONSHIPS = (
    f'{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'.encode()
)
"""For the footnotes: pandoc gives them all links of the text, and there are no footnotes."""

_CUSTOM = "docProps/custom.xml"


def section() -> Element:
    """A4 with running heads on all pages but the cover."""
    return parse(_SECTION.encode())


def frame(book: Book, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Pandoc's parts, with those around the text replaced; custom properties go, as we have none."""
    made = {name: content for name, content in parts.items() if name != _CUSTOM}
    status = (
        _said("Approved")
        if book.status == "approved"
        else _STATUS.format(f"{escape(term(book.status).upper())}: NOT FOR USE")
    )
    edition = f"Version {book.version}, {day(book.date)}"
    made["word/header1.xml"] = _running("hdr", "Header", _said(book.title) + _TAB + status)
    pages = _said("Page ") + _FIELD.format("PAGE") + _said(" of ") + _FIELD.format("NUMPAGES")
    made["word/footer1.xml"] = _running("ftr", "Footer", _said(edition) + _TAB + pages)
    made["word/_rels/footnotes.xml.rels"] = _NO_RELATIONSHIPS
    made["word/_rels/document.xml.rels"] = _added(
        parts["word/_rels/document.xml.rels"],
        "</Relationships>",
        f'<Relationship Id="rIdHeader" Type="{_OFFICE}/header" Target="header1.xml"/>'
        f'<Relationship Id="rIdFooter" Type="{_OFFICE}/footer" Target="footer1.xml"/>',
    )
    types = re.sub(rb'<Override\b[^>]*?"/docProps/custom\.xml"[^>]*/>', b"", parts["[Content_Types].xml"])
    made["[Content_Types].xml"] = _added(
        types,
        "</Types>",
        f'<Override PartName="/word/header1.xml" ContentType="{_TYPES}.header+xml"/>'
        f'<Override PartName="/word/footer1.xml" ContentType="{_TYPES}.footer+xml"/>',
    )
    made["_rels/.rels"] = re.sub(rb"<Relationship\b[^>]*?custom-properties[^>]*/>", b"", parts["_rels/.rels"])
    made["word/settings.xml"] = _added(parts["word/settings.xml"], "<w:rsids>", _NO_COMPATIBILITY_MODE)
    made["docProps/core.xml"] = _core_properties(book)
    return made


def _said(words: str) -> str:
    return _RUN.format(escape(words))


def _running(kind: str, style: str, content: str) -> bytes:
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'
    return f"{_DECLARATION}<w:{kind} {_W}>{paragraph}</w:{kind}>".encode()


def _added(part: bytes, before: str, what: str) -> bytes:
    mark = before.encode()
    if part.count(mark) != 1:
        raise ValueError(f"pandoc's file has no single {before}")
    return part.replace(mark, what.encode() + mark)


def _core_properties(book: Book) -> bytes:
    date = f"{book.date}T00:00:00Z"
    said = (
        ("dc:title", book.title),
        ("dc:subject", book.subject),
        ("dc:creator", book.publisher),
        ("dc:description", book.description),
        ("dc:identifier", book.identifier),
        ("dc:language", book.language),
        ("cp:lastModifiedBy", book.publisher),
        ("cp:revision", "1"),
        ("cp:version", book.version),
        ("cp:contentStatus", term(book.status)),
    )
    values = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in said)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}</dcterms:{name}>' for name in ("created", "modified")
    )
    return (
        f"{_DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{values}{dates}</cp:coreProperties>'
    ).encode()
