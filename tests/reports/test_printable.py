"""Text as a terminal shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careguide.reports.parts.printable import hanging, one_line, printable, width, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("叩く", 4), ("e\N{COMBINING ACUTE ACCENT}", 1), ("“é”", 3), ("Ａ", 2), ("", 0), ("👍", 2)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x00\x1b\x7f", "␀␛␡"),
        ("\x9b", "<U+009B>"),
        ("\N{SOFT HYPHEN}\N{BYTE ORDER MARK}", "<U+00AD><U+FEFF>"),
        ("\N{LINE SEPARATOR}", "<U+2028>"),
        ("\udc80", "<U+DC80>"),
        ("a\tb", "a    b"),
        ("a\N{NO-BREAK SPACE}b – “c”", "a\N{NO-BREAK SPACE}b – “c”"),
    ],
)
def test_what_cannot_be_seen_is_made_visible(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_lines_break_at_spaces_and_nowhere_else() -> None:
    assert wrap("10\N{NO-BREAK SPACE}days  of rest\nat home", 12) == ["10\N{NO-BREAK SPACE}days of", "rest at home"]


def test_wide_characters_count_twice() -> None:
    assert wrap("叩く 叩く 叩く", 9) == ["叩く 叩く", "叩く"]


def test_a_word_that_does_not_fit_is_cut() -> None:
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("叩叩叩", 1) == ["叩", "叩", "叩"]


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_nothing_has_no_lines(text: str) -> None:
    assert wrap(text, 10) == []


@given(st.text(max_size=200), st.integers(10, 80))
def test_any_text_fits(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert all(0 < width(line) <= room for line in lines if width(line))
    assert "".join("".join(lines).split(" ")) == printable("".join(one_line(text).split(" ")))


def test_hanging() -> None:
    assert hanging("why: ", "one two three four five six seven", 25) == [
        "why: one two three four",
        "     five six seven",
    ]
