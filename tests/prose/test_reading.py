"""Figures in prose are read as a reader means them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careguide.prose.figure import Bound, Figure
from careguide.prose.reading import figures, quoted_figures
from prose.strategies import STEADY, Written, fillers, written_figures


def said(text: str) -> list[str]:
    return [_shown(figure) for figure in figures(text)]


def quoted(words: str) -> list[str]:
    return [_shown(figure) for figure in quoted_figures(words)]


def _shown(figure: Figure) -> str:
    open_end = {Bound.CLOSED: "", Bound.AT_LEAST: ">=", Bound.AT_MOST: "<=", Bound.UNCLEAR: "?"}[figure.bound]
    numbers = "..".join(str(float(number)).removesuffix(".0") for number in figure.numbers) or "vague"
    return f"{open_end}{numbers} {figure.unit or '-'}" + (f" per {figure.per}" if figure.per else "")


@STEADY
@given(written_figures(), fillers, fillers)
def test_a_figure_is_read_wherever_it_stands(written: Written, before: str, after: str) -> None:
    (figure,) = figures(f"{before} Here: {written.words}. {after}")
    assert (figure.numbers, figure.unit, figure.bound) == (written.numbers, written.unit, written.bound)


@STEADY
@given(written_figures(), written_figures())
def test_figures_keep_their_order(one: Written, other: Written) -> None:
    found = figures(f"{one.words}; then {other.words}.")
    assert [(figure.numbers, figure.unit) for figure in found] == [(w.numbers, w.unit) for w in (one, other)]


@STEADY
@given(st.text(), st.text("0123456789 -–%/.,:abcdehimnorstwxy½\N{NO-BREAK SPACE}"))
def test_any_text_can_be_read(text: str, like_a_figure: str) -> None:
    for words in (text, like_a_figure):
        assert all(figure.unit for figure in figures(words))
        quoted_figures(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10-15 procedures", ["10..15 session"]),
        ("10\N{EN DASH}15\N{NO-BREAK SPACE}minutes, 2-3 times a week", ["10..15 min", "2..3 /wk"]),
        ("10\u2060–\u206015 min", ["10..15 min"]),
        ("The session lasts at least 15-20 minutes.", [">=15..20 min"]),
        ("A session of 15–20 minutes, at least 10 sessions.", ["15..20 min", ">=10 session"]),
        ("5 minutes, at least 3 sessions", ["5 min", ">=3 session"]),
        ("between ten and fifteen sessions", ["10..15 session"]),
        ("from 10 to 15 sessions", ["10..15 session"]),
        ("10 min – 15 min", ["10..15 min"]),
        ("10 days to 2 weeks", ["10..14 d"]),
        ("from 5 minutes to half an hour", ["5..30 min"]),
        ("two or three days", ["2..3 d"]),
        ("10÷15 min or 10…15 min", ["10..15 min", "10..15 min"]),
        ("not less than 10 and not more than 15 sessions", ["10..15 session"]),
        ("15-20-minute sessions", ["15..20 min"]),
        ("10+ sessions", [">=10 session"]),
        ("10 or more sessions, 15 minutes or longer", [">=10 session", ">=15 min"]),
        ("15 minutes minimum. Max. 5 drops", [">=15 min", "<=5 drop"]),
        ("not for more than 5 minutes", ["<=5 min"]),
        ("spread over 10 days", ["?10 d"]),
        ("10 (ten) sessions, two (2) weeks", ["10 session", "2 wk"]),
    ],
)
def test_ranges_and_bounds(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9% vinegar, 9 % vinegar, 9 per cent, nine percent", ["9 %"] * 4),
        ("%9 vinegar (%9)", ["9 %", "9 %"]),
        ("Duration in days: 10. Sessions: 10-15.", ["10 d", "10..15 session"]),
        ("10 s, 10s, 10 sec., 10-second hold, ten-second hold", ["10 s"] * 5),
        ("200 grams and a teaspoon of 9% vinegar", ["200 g", "1 teaspoon", "9 %"]),
        ("1,000 mg, 1\N{NO-BREAK SPACE}000 mg, 1 000 mg", ["1000 mg"] * 3),
        ("0,5 g and 0.5 g and ½ g and 1/2 g", ["0.5 g"] * 4),
        ("half an hour, three quarters of an hour, an hour and a half", ["0.5 h", "0.75 h"]),
        ("For an hour and a half, 1½ hours, one and a half hours", ["1.5 h"] * 3),
        ("1 hour 30 minutes; 2 min 30 s", ["1.5 h", "2.5 min"]),
        ("half a teaspoon, a dozen sessions, a hundred and fifty grams", ["0.5 teaspoon", "12 session", "150 g"]),
        ("for a second, at least a month, within a week", ["1 s", ">=1 mo", "1 wk"]),
        ("50 mg tablets, 2 capsules of 250 mg", ["50 mg per piece", "2 piece", "250 mg per piece"]),
        ("5 mg/kg, 50 mg/day, 15 minutes a day", ["5 mg per kg", "50 mg per d", "15 min per d"]),
    ],
)
def test_units_and_numbers(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twice a week", ["2 /wk"]),
        ("once daily, twice-daily, 3 times per day", ["1 /d", "2 /d", "3 /d"]),
        ("every other day, once every two days, every 2 days", ["0.5 /d"] * 3),
        ("every 8 hours", ["3 /d"]),
        ("every 4-6 hours", ["4..6 /d"]),
        ("2-3 sessions a week", ["2..3 /wk"]),
        ("Ten sessions every other day.", ["10 session", "0.5 /d"]),
        ("2 tablets 3 times a day", ["2 piece", "3 /d"]),
        ("Repeat 5 times. Repeat twice.", ["5 repetition", "2 repetition"]),
        ("60 times per minute", ["60 repetition per min"]),
        ("several times a day", ["vague /d"]),
    ],
)
def test_rates(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "One session lasts long.",
        "In the second session press harder; a second session follows.",
        "Once the pain is gone, once more.",
        "Three times as much, twice as long.",
        "The first few days, the next few weeks.",
        "Children under 12 years, adults over 65 years, a 5-year-old, aged 40 years.",
        "Day 3, week 2, at 10:30, on 2026-11-22, C3-C7, B12, S05.p2.",
        "One hand, then the other; one of two ways.",
        "38 °C, 120/80 mmHg, № 10, $5, 10 patients.",
        "A day like any other; a minute ago.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("text", ["a few days", "a couple of days", "several days", "a day or two", "some days"])
def test_vague_amounts(text: str) -> None:
    assert said(f"After {text}.") == quoted(text) == ["vague d"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a raw chicken egg", ["1 -"]),
        ("a teaspoon", ["1 teaspoon"]),
        ("a month", ["1 mo"]),
        ("two eggs", ["2 -"]),
        ("10-15", ["10..15 -"]),
        ("daily", ["1 /d"]),
        ("the same thing", []),
        ("regularly", []),
        ("to taste", ["vague -"]),
        ("a little salt", ["vague -"]),
        ("for 10 seconds", ["10 s"]),
    ],
)
def test_quoted_words_speak_of_one_figure(words: str, expected: list[str]) -> None:
    assert quoted(words) == expected
