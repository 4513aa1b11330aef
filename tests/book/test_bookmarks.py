"""Addresses as bookmarks of Word: legal, one for each, and read back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bundles import edition, everything
from careguide.book.bookmarks import address, bookmark

IDS = st.from_regex(r"[a-z][a-z0-9]{0,11}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
ADDRESSES = st.lists(IDS, min_size=1, max_size=5).map(".".join)


@given(ADDRESSES)
def test_a_bookmark_is_legal_and_read_back(anchor: str) -> None:
    name = bookmark(anchor)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name)
    assert address(name) == (anchor if len(anchor) + anchor.count(".") <= 40 else None)


@given(ADDRESSES, ADDRESSES)
def test_addresses_do_not_share_a_bookmark(one: str, other: str) -> None:
    assert (bookmark(one).casefold() == bookmark(other).casefold()) == (one == other)


@given(ADDRESSES)
def test_the_books_own_anchors_are_none_of_a_unit(anchor: str) -> None:
    assert address(bookmark(f"Book.{anchor}")) is None
    assert bookmark(f"Book.{anchor}").casefold() != bookmark(f"book.{anchor}").casefold()


@pytest.mark.parametrize("guide", [everything().guide, edition("spondylosis").guide], ids=lambda guide: guide.id)
def test_every_bookmark_leads_back_to_one_unit(guide) -> None:  # type: ignore[no-untyped-def]
    names = {bookmark(unit): unit for unit in guide.units}
    assert len(names) == len(guide.units)
    assert all(address(name) in (unit, None) for name, unit in names.items())


def test_what_cannot_be_a_bookmark_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be a bookmark"):
        bookmark('x" onclick="y')
