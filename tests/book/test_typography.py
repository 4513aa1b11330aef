"""Figures stay whole, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book.reading import loosened
from careguide.book.typography import JOINER, NO_BREAK, keep_together


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Take 10 mg twice.", "Take 10~mg twice."),
        ("for 15-20 minutes", "for 15-^20~minutes"),
        ("10–15 sessions", "10–^15~sessions"),
        ("1.5 g or 2,5 mL", "1.5~g or 2,5~mL"),
        ("9 % vinegar, 200 grams", "9~% vinegar, 200~grams"),
        ("on 2026-11-22 at L4-L5", "on 2026-11-22 at L4-L5"),
        ("2 good minutes, 3 mgs, vitamin B12 days", "2 good minutes, 3 mgs, vitamin B12 days"),
        ("version 1.2.3 minutes", "version 1.2.3~minutes"),
        ("no figure", "no figure"),
    ],
)
def test_what_is_kept_together(before: str, after: str) -> None:
    assert keep_together(before) == after.replace("~", NO_BREAK).replace("^", JOINER)


@given(st.text(alphabet="0123456789 -–.,abcmgdays%", max_size=60))
def test_nothing_but_breaks_changes(text: str) -> None:
    assert loosened(keep_together(text)) == text
