"""Text that means harm comes out as text, or is refused: never as markup, never as a broken file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import bundles
from book.reading import Docx, Epub, bare, loosened
from careguide.book.assemble import book
from careguide.book.blocks import Blocks, Callout, Kind, Link, Paragraph, Style, Styled
from careguide.book.docx_ast import DocxAst
from careguide.book.html_ast import HtmlAst
from careguide.book.pandoc_ast import AstWriter, BrokenLink, Node, Unprintable
from careguide.edition import Edition
from careguide.exporters import docx, epub
from careguide.source.characters import UNWANTED

HOSTILE = (
    "\"<script>alert('x')</script> <img src=x onerror=y> & &amp; &#x202e; ]]> <!-- --> <?php \\ * _ ` # ~~~ ^^ $x^2$ "
    "\\textbf{x} {.class onclick=x} [x](javascript:x) ![x](/etc/passwd) | --- ... ~ {{7*7}} %s @title@ "
    "\N{RIGHTWARDS ARROW}\N{LEFTWARDS ARROW WITH HOOK} \N{LEFT RIGHT ARROW} \N{HEBREW LETTER ALEF}"
    "\N{ARABIC LETTER BEH} 5\N{NO-BREAK SPACE}mg \N{ZERO WIDTH NON-JOINER}\N{RIGHT-TO-LEFT MARK}\N{BONE}"
    "\N{COMBINING ACUTE ACCENT}\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN} "
    ' id="Book.cover" href="#Book.cover" src="data:image/svg+xml;base64,eA==" '
    + "Donaudampfschifffahrt" * 40
    + " 10-15 mg\n1. tab:\tend\n- "
)
LONG = "A very long paragraph. " * 450
END = "\N{DAGGER}"
WRITERS = [HtmlAst, DocxAst]


def said_everywhere(words: str, in_massage: str = "") -> Edition:
    """The guide that uses every field, with each free text replaced by words, a number of its own and a mark."""
    values = bundles.hostile_values()
    chosen = {kind: in_massage if in_massage and kind == "massage" else words for kind in values}
    return bundles.everything({kind: _replaced(value, chosen[kind]) for kind, value in values.items()})


def _replaced(value: Any, words: str) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, words) for inner in value]
    hostile = isinstance(value, str) and value.startswith(bundles.HOSTILE)
    return f"{words}{value.removeprefix(bundles.HOSTILE)}{END}" if hostile else value


def numbers(words: str, book: Epub | Docx) -> set[str]:
    return set(re.findall(re.escape(bare(words)) + f"([0-9]+){END}", book.text))


@pytest.mark.parametrize(
    ("export", "read"), [pytest.param(epub.export, Epub, id="epub"), pytest.param(docx.export, Docx, id="docx")]
)
def test_it_comes_out_verbatim(export: Callable[[Edition], bytes], read: type[Epub | Docx]) -> None:
    expected = numbers("Word", read(export(said_everywhere("Word "))))
    assert len(expected) > 100
    assert numbers(HOSTILE, read(export(said_everywhere(HOSTILE)))) == expected
    long = read(export(said_everywhere("Word ", in_massage=LONG)))
    assert len(numbers(LONG, long)) > 10
    assert numbers(LONG, long) | numbers("Word", long) == expected


def test_no_part_of_it_becomes_markup() -> None:
    edition = said_everywhere(HOSTILE)
    epub_parts = Epub(epub.export(edition)).parts
    for name, part in [*epub_parts.items(), *Docx(docx.export(edition)).parts.items()]:
        if name.endswith((".xhtml", ".xml", ".opf", ".svg", ".rels")):
            root = etree.fromstring(part)
            assert not [e for e in root.iter() if etree.QName(e).localname in ("script", "img") and e.get("onerror")]
            assert not [key for e in root.iter() for key in e.attrib if str(key).startswith("on")]
    assert not [name for name in epub_parts if name.endswith((".png", ".jpg", "passwd"))]


def sentences(blocks: Blocks, writer: AstWriter) -> str:
    """All text of pandoc's nodes."""
    return loosened("".join(_strings(writer.blocks(blocks))))


def _strings(nodes: object) -> list[str]:
    if isinstance(nodes, dict):
        node: Node = nodes
        if node["t"] == "Str":
            return [str(node["c"])]
        return ["\n"] if node["t"] == "LineBreak" else _strings(node.get("c"))
    return [words for inner in nodes for words in _strings(inner)] if isinstance(nodes, list) else []


PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1, max_size=80).filter(
    lambda text: not UNWANTED.search(text) and "\u00a0" not in text and "\u2060" not in text
)


@pytest.mark.parametrize("writer", WRITERS)
@given(words=PRINTABLE)
def test_any_text_stays_itself(writer: type[AstWriter], words: str) -> None:
    blocks = (Paragraph((words,)), Callout("a", Kind.HIGH, words, (words,), (Paragraph((words,)),)))
    assert sentences(blocks, writer()) == f"{words}{words}: {words}{words}"


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    "character", ["\0", "\x0b", "\x1b", "\x7f", "\x85", "\u200b", "\u2028", "\u202e", "\u2066", "\ufffe", "\ud800"]
)
def test_a_harmful_character_is_refused(writer: type[AstWriter], character: str) -> None:
    for content in (character, Styled(Style.CODE, (character,)), Link(f"https://x.org/{character}", ("x",))):
        with pytest.raises(Unprintable, match=f"{ord(character):04X}"):
            writer().blocks((Paragraph((content,)),))


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(
    "target", ["javascript:x", "data:text/html,x", "file:///etc/passwd", "http://x.org", "/x", "JAVASCRIPT:x", ""]
)
def test_a_harmful_link_is_refused(writer: type[AstWriter], target: str) -> None:
    with pytest.raises(BrokenLink):
        writer().blocks((Paragraph((Link(target, ("x",)),)),))


@pytest.mark.parametrize("writer", WRITERS)
def test_a_link_to_nowhere_is_refused(writer: type[AstWriter]) -> None:
    lost = writer()
    lost.blocks((Paragraph((Link("#nowhere", ("x",)),)),))
    with pytest.raises(BrokenLink, match="nowhere"):
        lost.check_links()


@pytest.mark.parametrize("writer", WRITERS)
def test_an_anchor_stands_once(writer: type[AstWriter]) -> None:
    twice = Callout("a", Kind.HIGH, "Word", (), ())
    with pytest.raises(BrokenLink, match="two anchors"):
        writer().blocks((twice, twice))


@pytest.mark.parametrize("writer", WRITERS)
def test_nothing_raw_and_no_foreign_attribute(writer: type[AstWriter]) -> None:
    edition = said_everywhere(HOSTILE)
    document = writer().document(book(edition)).decode()
    assert "RawBlock" not in document
    assert "RawInline" not in document
