"""The lines that a finding is about, with the place marked."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careguide.finding import Finding, Severity
from careguide.reports.parts.excerpt import ELLIPSIS, Excerpts, marked
from careguide.reports.parts.printable import printable, width
from careguide.reports.parts.style import PLAIN, Style
from careguide.reports.parts.verdict import quotes, spot
from careguide.source.file import SourceFile
from careguide.source.place import Place, Span

LONG = "0123456789" * 20


def excerpt(text: str, span: Span, label: str = "", style: Style = PLAIN) -> list[str]:
    source = SourceFile(Path("a.yaml"), "a.yaml", text)
    finding = Finding("a/b", Severity.ERROR, "", Place(source, (), fixed=span))
    return Excerpts(style, 3, quotes([finding])).of(spot(finding.place), str, label)


@pytest.mark.parametrize(
    ("line", "span", "shown"),
    [
        ("id: one", (5, 8), ("id: one", "    ^^^")),
        ("id: one", (8, 8), ("id: one", "       ^")),
        ("", (1, 1), ("", "^")),
        ("\tid: one", (6, 9), ("    id: one", "        ^^^")),
        ("\tid", (1, 2), ("    id", "^^^^")),
        ("叩く: one", (5, 8), ("叩く: one", "      ^^^")),
        ("叩く: one", (1, 3), ("叩く: one", "^^^^")),
        ("e\N{COMBINING ACUTE ACCENT}: one", (5, 8), ("e\N{COMBINING ACUTE ACCENT}: one", "   ^^^")),
        ("a\N{ZERO WIDTH SPACE}b", (2, 3), ("a<U+200B>b", " ^^^^^^^^")),
        ("a\x1b[31mb", (2, 3), ("a␛[31mb", " ^")),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", (2, 3), ("a<U+202E>b", " ^^^^^^^^")),
    ],
)
def test_one_line(line: str, span: tuple[int, int], shown: tuple[str, str]) -> None:
    assert marked(line, (span[0] - 1, span[1] - 1), 40) == shown


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        ((1, 3), ("0123456789012345678901234567890123456…", "^^")),
        ((101, 104), ("…" + LONG[88:124] + "…", " " * 13 + "^^^")),
        ((199, 201), ("…" + LONG[186:], " " * 13 + "^^")),
        ((201, 201), ("…" + LONG[188:], " " * 13 + "^")),
        ((101, 201), ("…" + LONG[88:124] + "…", " " * 13 + "^" * 24)),
    ],
)
def test_a_long_line_is_shown_around_the_span(span: tuple[int, int], shown: tuple[str, str]) -> None:
    assert marked(LONG, (span[0] - 1, span[1] - 1), 38) == shown


@given(
    st.text(st.characters(exclude_characters="\r\n"), max_size=120),
    st.integers(0, 120),
    st.integers(0, 60),
    st.integers(24, 90),
)
@example("\N{RIGHT-TO-LEFT OVERRIDE}" * 40, 30, 1, 24)
@example("叩" * 100, 50, 60, 24)
def test_any_line(line: str, start: int, length: int, room: int) -> None:
    """It fits, and the mark begins under the first character of the span."""
    start = min(start, len(line))
    text, mark = marked(line, (start, start + length), room)
    assert width(text) <= room
    assert "^" in mark
    before = len(mark) - len(mark.lstrip())
    shown = "".join(c for c in text if width(c) or unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    if start < len(line) and width(printable(line[start])) and not text.startswith(ELLIPSIS):
        assert width(printable(line[:start])) == before
        assert printable(line[start])[0] in shown


def test_a_label_beside_the_mark() -> None:
    assert excerpt("a: 1\nb: 2\n", Span(2, 4, 2, 5), "it is two") == ["   2 | b: 2", "     |    ^ it is two"]


def test_a_label_that_is_too_long_stands_below() -> None:
    told = excerpt("a: 1\nb: 2\n", Span(2, 4, 2, 5), "it is two, " * 6, Style(40))
    assert told == [
        "   2 | b: 2",
        "     |    ^",
        "     | it is two, it is two, it is two,",
        "     | it is two, it is two, it is two,",
    ]


def test_several_lines() -> None:
    text = "".join(f"line {number}\n" for number in range(1, 10))
    assert excerpt(text, Span(2, 1, 4, 5), "these") == [
        "   2 > line 2",
        "   3 > line 3",
        "   4 > line 4",
        "     | these",
    ]
    assert excerpt(text, Span(2, 1, 4, 1)) == ["   2 > line 2", "   3 > line 3"]
    assert excerpt(text, Span(2, 3, 3, 1)) == ["   2 | line 2", "     |   ^^^^"]
    assert excerpt(text, Span(1, 1, 9, 7)) == [
        "   1 > line 1",
        "   2 > line 2",
        "   3 > line 3",
        "   … >",
        "   9 > line 9",
    ]


def test_the_end_of_the_file() -> None:
    assert excerpt("a: [1,\n", Span(2, 1, 2, 1)) == ["   1 | a: [1,", "     | ^ the file ends here"]
    assert excerpt("a: [1,\n", Span(1, 5, 9, 1)) == ["   1 | a: [1,", "     |     ^^"]


def test_an_empty_file_has_nothing_to_show() -> None:
    assert excerpt("", Span(1, 1, 1, 1)) == []
