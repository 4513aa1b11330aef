"""The contents of the DOCX: a field as Word makes it, with its entries filled in.

Page numbers are fields too. Word works them out when it prints or exports, LibreOffice when it opens the file. They
stand empty until then: a number that we guessed would be wrong, and asking Word to update on opening makes it ask
the reader a question.
"""

from __future__ import annotations

from collections.abc import Iterator

from careguide.book.docx_body import style_of, styled
from careguide.book.ooxml import Element, element, q, text_run

_STYLES = {"Heading1": "TOC1", "Heading2": "TOC2"}
_FIRST_ID = 1_000_000
"""Beyond pandoc's own ids of bookmarks."""


def contents(body: Element) -> Element:
    """The contents as a block of their own; bookmarks are added to the headings that it lists."""
    listed = styled(body, *_STYLES)
    entries = [_entry(paragraph, index) for index, paragraph in enumerate(listed, start=1)]
    entries[0][1:1] = [_char("begin"), _code(' TOC \\o "1-2" \\h \\z \\u '), _char("separate")]
    entries[-1].append(_char("end"))
    kind = element("w:docPartGallery", {"w:val": "Table of Contents"})
    properties = element("w:sdtPr", None, element("w:docPartObj", None, kind, element("w:docPartUnique")))
    heading = element("w:p", None, _style("TOCHeading"), text_run("Contents"))
    return element("w:sdt", None, properties, element("w:sdtContent", None, heading, *entries))


def _entry(heading: Element, index: int) -> Element:
    name = f"_Toc{_FIRST_ID + index}"
    _mark(heading, name, str(_FIRST_ID + index))
    words = "".join(_words(heading))
    page = (_char("begin"), _code(f" PAGEREF {name} \\h "), _char("separate"), text_run(""), _char("end"))
    link = element(
        "w:hyperlink",
        {"w:anchor": name, "w:history": "1"},
        text_run(words),
        element("w:r", None, element("w:tab")),
        *page,
    )
    return element("w:p", None, _style(_STYLES[style_of(heading)]), link)


def _words(heading: Element) -> Iterator[str]:
    """Its text, a line break as a space."""
    for part in heading.iter(q("w:t"), q("w:br")):
        yield part.text or "" if part.tag == q("w:t") else " "


def _mark(heading: Element, name: str, identifier: str) -> None:
    heading.insert(1, element("w:bookmarkStart", {"w:id": identifier, "w:name": name}))
    heading.append(element("w:bookmarkEnd", {"w:id": identifier}))


def _style(name: str) -> Element:
    return element("w:pPr", None, element("w:pStyle", {"w:val": name}))


def _char(kind: str) -> Element:
    return element("w:r", None, element("w:fldChar", {"w:fldCharType": kind}))


def _code(instruction: str) -> Element:
    written = element("w:instrText", {"xml:space": "preserve"})
    written.text = instruction
    return element("w:r", None, written)
