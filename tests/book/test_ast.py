"""What pandoc is given, to the byte, for chapters of the clean base guide."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

import msgspec
import pytest

from bundles import everything
from careguide.book.assemble import book
from careguide.book.blocks import Book
from careguide.book.docx_ast import DocxAst
from careguide.book.html_ast import HtmlAst
from careguide.book.pandoc_ast import AstWriter
from careguide.edition import Edition
from careguide.library import load
from careguide.project import Project
from careguide.testing.overlay import PROJECT
from conftest import Golden


@cache
def base() -> Book:
    guide = load(Project(PROJECT), "base").guide
    assert guide
    return book(Edition(guide, "careguide contributors", "https://example.org/careguide", {"guide.yaml": "0" * 64}))


@pytest.mark.parametrize(("format_", "writer"), [("html", HtmlAst), ("docx", DocxAst)])
@pytest.mark.parametrize("name", ["cover", "massage", "medication"])
def test_a_chapter_as_pandoc_gets_it(name: str, format_: str, writer: type[AstWriter], golden: Golden) -> None:
    (chapter,) = (chapter for chapter in base().chapters if chapter.name == name)
    nodes = writer().chapter(chapter)
    golden(f"book/{name}.{format_}.jsonl", "".join(f"{json.dumps(node, ensure_ascii=False)}\n" for node in nodes))


def test_the_order_of_chapters() -> None:
    assert [chapter.name for chapter in base().chapters] == [
        *("cover", "overview"),
        *("medication", "physiotherapy", "massage", "exercise", "remedies", "surgery"),
        *("contraindications", "drugs", "source", "codes", "colophon"),
    ]


def test_another_version_is_another_book() -> None:
    edition = everything()
    newer = msgspec.structs.replace(edition.guide.overview, version="9.9.9")
    other = replace(edition, guide=replace(edition.guide, overview=newer))
    assert book(edition).identifier == book(edition).identifier != book(other).identifier
