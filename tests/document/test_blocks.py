"""The source document taken apart: segments, paragraphs, list items, and their fingerprints."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careguide.document.blocks import Fate, FoundBlock, blocks, compare, fingerprint, normalise

ARTICLE = """A first paragraph.


A second segment.  Its paragraph\N{NO-BREAK SPACE}goes on:

  1. First thing.
  2. Second thing.

A paragraph “in between”.

  • A point.
  • Another point.



The last segment.
"""


def locators(text: str) -> list[str]:
    return [block.locator for block in blocks(text)]


def known(text: str) -> list[tuple[str, str]]:
    return [(block.locator, block.hash) for block in blocks(text)]


def test_blocks_have_locators_and_lines() -> None:
    assert [(block.locator, block.line) for block in blocks(ARTICLE)] == [
        ("S01.p1", 1),
        ("S02.p1", 4),
        ("S02.p1.li1", 6),
        ("S02.p1.li2", 7),
        ("S02.p2", 9),
        ("S02.p2.li1", 11),
        ("S02.p2.li2", 12),
        ("S03.p1", 16),
    ]


@pytest.mark.parametrize(
    ("written", "normalised"),
    [
        ("  1. First thing.", "First thing."),
        ("  12) Twelfth thing.", "Twelfth thing."),
        ("  • A point.", "A point."),
        ("- A point.", "A point."),
        ("* A point.", "A point."),
        ("“Curly” and ‘single’ and it’s", "\"Curly\" and 'single' and it's"),
        ("a\N{NO-BREAK SPACE} b\t c ", "a b c"),
        ("9\N{FULLWIDTH PERCENT SIGN} \N{LATIN SMALL LIGATURE FI}ve", "9% five"),
        ("two\nlines", "two lines"),
        ("1.5 litres", "1.5 litres"),
        ("10-15 procedures", "10-15 procedures"),
        ("-5 degrees", "-5 degrees"),
    ],
)
def test_normalise(written: str, normalised: str) -> None:
    assert normalise(written) == normalised


def test_a_fingerprint_is_the_start_of_sha256() -> None:
    assert fingerprint("A point.") == hashlib.sha256(b"A point.").hexdigest()[:16]


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_line_breaks_and_a_byte_order_mark_change_nothing(line_break: str) -> None:
    assert blocks("\N{BYTE ORDER MARK}" + ARTICLE.replace("\n", line_break)) == blocks(ARTICLE)


def test_one_blank_line_more_or_less_at_the_ends_changes_nothing() -> None:
    assert locators("\n\n\n" + ARTICLE.rstrip("\n")) == locators(ARTICLE)


def test_a_line_of_spaces_is_blank() -> None:
    assert locators("one\n \n\N{NO-BREAK SPACE}\ntwo") == ["S01.p1", "S02.p1"]


def test_a_paragraph_may_run_over_lines_and_an_item_ends_it() -> None:
    found = blocks("one\ngoes on\n  1. item\n     goes on\n  2. item")
    assert [(block.locator, block.text) for block in found] == [
        ("S01.p1", "one goes on"),
        ("S01.p1.li1", "item goes on"),
        ("S01.p1.li2", "item"),
    ]


def test_an_item_without_a_paragraph_above_it() -> None:
    assert locators("one\n\n\n  1. item\n\ntwo") == ["S01.p1", "S02.p0.li1", "S02.p1"]


@pytest.mark.parametrize("text", ["", "\n\n\n", " \n"])
def test_a_document_without_blocks(text: str) -> None:
    assert blocks(text) == []


@given(st.text(alphabet="ab1.•-\n \r\t“é", max_size=200))
def test_any_text_is_taken_apart(text: str) -> None:
    found = blocks(text)
    assert len({block.locator for block in found}) == len(found)
    assert [block.line for block in found] == sorted({block.line for block in found})
    assert compare(known(text), found).same


def fates(before: str, after: str) -> dict[str, Fate]:
    comparison = compare(known(before), blocks(after))
    return {match.locator: match.fate for match in comparison.matches if match.fate is not Fate.RIGHT}


def new(before: str, after: str) -> list[str]:
    return [block.locator for block in compare(known(before), blocks(after)).new]


def test_the_same_document_is_the_same() -> None:
    assert compare(known(ARTICLE), blocks(ARTICLE)).same


def test_an_edited_block_differs() -> None:
    after = ARTICLE.replace("Second thing", "Second things")
    assert fates(ARTICLE, after) == {"S02.p1.li2": Fate.DIFFERS}
    assert new(ARTICLE, after) == []


def test_blocks_that_changed_places_have_moved() -> None:
    after = ARTICLE.replace("First", "@").replace("Second", "First").replace("@", "Second")
    comparison = compare(known(ARTICLE), blocks(after))
    assert [(m.locator, m.found and m.found.locator) for m in comparison.matches if m.fate is Fate.MOVED] == [
        ("S02.p1.li1", "S02.p1.li2"),
        ("S02.p1.li2", "S02.p1.li1"),
    ]


def test_an_inserted_block_is_new_and_moves_those_below() -> None:
    after = ARTICLE.replace("  1. First", "  0. Inserted.\n  1. First")
    assert fates(ARTICLE, after) == {"S02.p1.li1": Fate.MOVED, "S02.p1.li2": Fate.MOVED}
    assert new(ARTICLE, after) == ["S02.p1.li1"]


def test_a_block_taken_out_is_missing() -> None:
    assert fates(ARTICLE, ARTICLE.replace("  2. Second thing.\n", "")) == {"S02.p1.li2": Fate.MISSING}


def test_a_block_that_occurs_twice_is_found_twice() -> None:
    twice = "same\n\nsame\n\nother"
    assert compare(known(twice), blocks(twice)).same
    assert fates(twice, "other\n\nsame\n\nsame") == {"S01.p1": Fate.MOVED, "S01.p3": Fate.MOVED}


def test_nothing_in_common() -> None:
    comparison = compare([("S01.p1", "0" * 16), ("S09.p1", "1" * 16)], [FoundBlock("S01.p1", 1, "text")])
    assert [match.fate for match in comparison.matches] == [Fate.DIFFERS, Fate.MISSING]
    assert not comparison.new
