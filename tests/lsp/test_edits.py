"""Texts before and after → changes; places → positions: for any text there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')

from lsprotocol import types

from careguide.lsp.edits import changes
from careguide.lsp.positions import Positions
from careguide.source.file import SourceFile

TEXTS = st.text(st.sampled_from("ab é🙂𝔐:-[]#'\n\r\u2028\x0b\x85"), max_size=40)
SIZES = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def file(text: str) -> SourceFile:
    return SourceFile(Path("massage.yaml"), "massage.yaml", text)


@given(TEXTS, TEXTS)
def test_changes_make_the_other_text(was: str, now: str) -> None:
    made, at = "", 0
    for change in changes(file(was), now):
        assert change.start >= at
        made += was[at : change.start] + change.text
        at = change.end
    assert made + was[at:] == now


@given(TEXTS, st.integers(0, 40), TEXTS)
def test_one_edit_makes_one_small_change(text: str, at: int, new: str) -> None:
    found = changes(file(text), text[:at] + new + text[at:])
    assert sum(len(change.text) for change in found) <= len(new) + 2 * len(text)
    assert changes(file(text), text) == []


@pytest.mark.parametrize("encoding", SIZES)
@given(text=TEXTS, data=st.data())
def test_every_offset_comes_back(encoding: str, text: str, data: st.DataObject) -> None:
    source, positions = file(text), Positions(encoding)
    offset = data.draw(st.integers(0, len(text)))
    if text[offset - 1 : offset + 1] == "\r\n":
        return  # no place between the two
    position = positions.between(source, offset, offset).start
    assert positions.offset(source, position) == offset
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    codec, size = SIZES[encoding]
    assert position == types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // size)


@pytest.mark.parametrize("encoding", SIZES)
@given(text=TEXTS, line=st.integers(0, 60), column=st.integers(0, 99))
def test_no_position_is_outside_the_text(encoding: str, text: str, line: int, column: int) -> None:
    assert 0 <= Positions(encoding).offset(file(text), types.Position(line, column)) <= len(text)
