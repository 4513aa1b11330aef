"""What makes the EPUB one: its package, its contents, and the roles that a screen reader hears."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import etree

from book.reading import Epub
from bundles import edition, everything
from careguide.exporters import epub

OPF, DC, EPUB_TYPE = (
    "{http://www.idpf.org/2007/opf}",
    "{http://purl.org/dc/elements/1.1/}",
    "{http://www.idpf.org/2007/ops}type",
)
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def data() -> bytes:
    return epub.export(everything())


@pytest.fixture(scope="module")
def made(data: bytes) -> Epub:
    return Epub(data)


def test_the_type_comes_first_and_plain(data: bytes) -> None:
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_every_part_is_listed_and_every_listed_part_is_there(made: Epub) -> None:
    package = etree.fromstring(made.parts["EPUB/content.opf"])
    listed = {f"EPUB/{item.get('href')}" for item in package.iter(f"{OPF}item")}
    assert listed == set(made.parts) - {"mimetype", "META-INF/container.xml", "EPUB/content.opf"}
    ids = {item.get("id") for item in package.iter(f"{OPF}item")}
    assert {item.get("idref") for item in package.iter(f"{OPF}itemref")} <= ids


def test_the_package_says_what_the_book_is(made: Epub) -> None:
    package = etree.fromstring(made.parts["EPUB/content.opf"])
    guide = everything().guide.overview
    assert package.findtext(f".//{DC}title") == guide.title
    assert package.findtext(f".//{DC}language") == guide.language
    said = {meta.get("property"): meta.text for meta in package.iter(f"{OPF}meta")}
    assert said["dcterms:modified"] == f"{guide.date}T00:00:00Z"
    assert said["schema:accessibilitySummary"]
    assert "dcterms:conformsTo" not in said


def test_every_chapter_has_a_title_of_its_own_and_one_main_heading(made: Epub) -> None:
    titles = [root.findtext(f"{HTML}head/{HTML}title") for root in made.chapters.values()]
    assert len(set(titles)) == len(titles)
    assert all(len(root.findall(f".//{HTML}h1")) == 1 for root in made.chapters.values())


def test_no_level_of_heading_is_skipped(made: Epub) -> None:
    for name, root in made.chapters.items():
        levels = [int(str(e.tag)[-1]) for e in root.iter() if re.fullmatch(r"\{.*\}h[1-6]", str(e.tag))]
        assert all(after - before <= 1 for before, after in pairwise(levels)), name


def test_every_link_leads_somewhere(made: Epub) -> None:
    for name, root in [*made.chapters.items(), ("EPUB/nav.xhtml", etree.fromstring(made.parts["EPUB/nav.xhtml"]))]:
        for link in root.iter(f"{HTML}a"):
            href = str(link.get("href"))
            file, _, anchor = href.partition("#")
            if not href.startswith("https:"):
                folder = name.rpartition("/")[0]
                target = f"{folder}/{file}" if file else name
                assert target in made.parts, href
                assert anchor in (made.anchors if "/text/" in target else {"Book.contents"}), href


def test_callouts_are_notes_named_by_their_word(made: Epub) -> None:
    callouts = [e for root in made.chapters.values() for e in root.iter(f"{HTML}div") if e.get("role") == "note"]
    assert callouts
    for callout in callouts:
        word = made.anchors[str(callout.get("aria-labelledby"))]
        assert "".join(map(str, word.itertext())).strip()


def test_tables_name_their_rows_columns_and_selves(made: Epub) -> None:
    for root in made.chapters.values():
        for table in root.iter(f"{HTML}table"):
            assert table.findtext(f"{HTML}caption") is not None
            heads = list(table.iter(f"{HTML}th"))
            assert heads
            assert all(head.get("scope") in ("row", "col") for head in heads)
            parent = table.getparent()
            assert parent is not None
            if len(list(table.iter(f"{HTML}col"))) > 2:
                assert (parent.get("role"), parent.get("tabindex")) == ("region", "0")
                assert parent.get("aria-labelledby") in made.anchors


def test_landmarks(made: Epub) -> None:
    nav = etree.fromstring(made.parts["EPUB/nav.xhtml"])
    (landmarks,) = (e for e in nav.iter(f"{HTML}nav") if e.get(EPUB_TYPE) == "landmarks")
    assert {e.get(EPUB_TYPE) for e in landmarks.iter(f"{HTML}a")} == {
        "toc",
        "titlepage",
        "bodymatter",
        "glossary",
        "index",
    }


def test_a_draft_says_so_on_its_cover() -> None:
    (cover,) = (root for name, root in Epub(epub.export(edition("spondylosis"))).chapters.items() if "cover" in name)
    said = "".join(map(str, cover.itertext()))
    assert "Draft: not for use" in said
    assert "Nobody with a medical licence" in said
    assert "some of them dangerous" in said, "as a critical note says; without one: tests/golden/book/cover"


def test_the_librarys_picture_says_what_may_not_be_used(made: Epub) -> None:
    draft = Epub(epub.export(edition("spondylosis"))).parts["EPUB/media/cover.svg"].decode()
    assert "DRAFT: NOT FOR USE" in draft
    assert "NOT FOR USE" not in made.parts["EPUB/media/cover.svg"].decode()
