"""What makes the DOCX one: styles, running heads, contents, tables and bookmarks that Word can work with."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree

from book.reading import Docx
from bundles import edition, everything
from careguide.book.ooxml import Element, q, value
from careguide.exporters import docx


@pytest.fixture(scope="module")
def made() -> Docx:
    return Docx(docx.export(edition("spondylosis")))


def styles(paragraphs: Element) -> list[str]:
    return [value(style) for style in paragraphs.iter(q("w:pStyle"))]


def words(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(q("w:t")))


def test_every_style_is_defined(made: Docx) -> None:
    sheet = etree.fromstring(made.parts["word/styles.xml"])
    defined = [value(style, "w:styleId") for style in sheet.iter(q("w:style"))]
    assert len(set(defined)) == len(defined)
    for part in ("document", "header1", "footer1", "styles"):
        root = etree.fromstring(made.parts[f"word/{part}.xml"])
        for name in ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"):
            assert {value(style) for style in root.iter(q(name))} <= set(defined), (part, name)


def test_the_contents_list_every_chapter_and_section(made: Docx) -> None:
    (contents,) = made.body.iter(q("w:sdt"))
    listed = [words(p) for p in contents.iter(q("w:p")) if styles(p)[0] in ("TOC1", "TOC2")]
    heads = [words(p) for p in made.body.iterchildren(q("w:p")) if styles(p)[:1] in (["Heading1"], ["Heading2"])]
    assert listed == heads
    marks = {value(mark, "w:name") for mark in made.body.iter(q("w:bookmarkStart"))}
    assert {value(link, "w:anchor") for link in contents.iter(q("w:hyperlink"))} <= marks
    assert sum("PAGEREF" in (code.text or "") for code in contents.iter(q("w:instrText"))) == len(listed)


def test_nothing_asks_word_to_ask(made: Docx) -> None:
    assert b"updateFields" not in made.parts["word/settings.xml"]
    assert not [e for e in made.body.iter() if e.get(q("w:dirty"))]


def test_fields_are_closed(made: Docx) -> None:
    kinds = [value(char, "w:fldCharType") for char in made.body.iter(q("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_no_row_is_torn_and_the_first_repeats(made: Docx) -> None:
    for table in made.body.iter(q("w:tbl")):
        rows = table.findall(q("w:tr"))
        assert all(row.find(f"{q('w:trPr')}/{q('w:cantSplit')}") is not None for row in rows)
        assert rows[0].find(f"{q('w:trPr')}/{q('w:tblHeader')}") is not None
        widths = [int(value(column, "w:w")) for column in table.iter(q("w:gridCol"))]
        assert sum(widths) <= 9412


def test_a_statement_and_its_facts_are_on_one_page(made: Docx) -> None:
    above = [before for before, p in pairwise(made.body.iter(q("w:p"))) if styles(p)[:1] == ["Facts"]]
    bound_by_style = ("Heading", "TableCaption", "Entry")
    loose = [p for p in above if p.find(f"{q('w:pPr')}/{q('w:keepNext')}") is None]
    assert len(above) > 100
    assert [words(p) for p in loose if not styles(p)[0].startswith(bound_by_style)] == []


def test_every_link_has_its_bookmark(made: Docx) -> None:
    marks = {value(mark, "w:name") for mark in made.body.iter(q("w:bookmarkStart"))}
    assert {value(link, "w:anchor") for link in made.body.iter(q("w:hyperlink")) if link.get(q("w:anchor"))} <= marks


def test_bookmarks_begin_and_end_in_paragraphs_of_cells(made: Docx) -> None:
    for cell in made.body.iter(q("w:tc")):
        assert {str(child.tag) for child in cell} <= {q("w:tcPr"), q("w:p")}


def test_every_page_says_what_it_is(made: Docx) -> None:
    head = words(etree.fromstring(made.parts["word/header1.xml"]))
    foot = words(etree.fromstring(made.parts["word/footer1.xml"]))
    guide = edition("spondylosis").guide.overview
    assert head == f"{guide.title}DRAFT: NOT FOR USE"
    assert guide.version in foot


def test_dates_come_from_the_guide(made: Docx) -> None:
    core = made.parts["docProps/core.xml"].decode()
    date = edition("spondylosis").guide.overview.date
    assert core.count(f"{date}T00:00:00Z") == 2
    assert "docProps/custom.xml" not in made.parts


def test_the_drawing_has_a_text_alternative_and_a_fallback(made: Docx) -> None:
    (drawing,) = made.body.iter(q("w:drawing"))
    alternative = str(next(drawing.iter(q("wp:docPr"))).get("descr"))
    (fallback,) = made.body.iter(q("mc:Fallback"))
    assert words(fallback) == alternative
    assert "Operation" in alternative


def test_an_approved_guide_is_not_called_unfit() -> None:
    made = Docx(docx.export(everything()))
    assert words(etree.fromstring(made.parts["word/header1.xml"])).endswith("Approved")
