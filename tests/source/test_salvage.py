"""What is left of a text in the midst of which somebody is writing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careguide.source.file import SourceFile
from careguide.source.reader import read_bytes
from careguide.source.salvage import salvage
from careguide.testing.overlay import BASE

TEXT = (BASE / "massage.yaml").read_text("utf-8")
SOUND = read_bytes(TEXT.encode(), BASE / "massage.yaml", "massage.yaml")[0]


def salvaged(text: str) -> SourceFile:
    return salvage(text, Path("massage.yaml"), "massage.yaml")


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if parts is None:
        yield path, value
    else:
        for step, held in parts:
            yield from leaves(held, (*path, step))


ALL = dict(leaves(SOUND.value))


def test_a_sound_text_is_read_as_it_is() -> None:
    assert salvaged(TEXT).value == SOUND.value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("role: main", "rol"),
        ("role: main", "role main"),
        ("role: main", "role: main: last"),
        ("role: main", "\trole: main"),
        ("role: main", 'role: "main'),
        ("role: main", "role: {main"),
        ("role: main", "   role: main"),
        ("role: main", "- role: main"),
        ("role: main", "role: @main"),
        ("role: main", "role: *main"),
        ("role: main", "role: &main"),
        ("role: main", "role: !main"),
        ("role: main", "role: ma\x07in"),
        ("role: main", "? role"),
        ("role: main", "role: main]"),
        ("technique: [stroking]", "technique: [stroking"),
        ("technique: [stroking]", "technique: ["),
        ("technique: [stroking]", "technique: stroking]"),
        ("      - id: kneading", "      -id: kneading"),
        ("      - id: kneading", "     - id: kneading"),
    ],
)
def test_one_broken_line_costs_little(old: str, new: str) -> None:
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    kept = dict(leaves(salvaged(text).value))
    assert sum(kept.get(path) == value for path, value in ALL.items()) >= len(ALL) - 6  # no more than one unit


def test_two_broken_lines_far_apart_cost_little() -> None:
    text = TEXT.replace("role: main", "role main", 1).replace("region: lumbar", "region lumbar: [", 1)
    kept = dict(leaves(salvaged(text).value))
    assert sum(kept.get(path) == value for path, value in ALL.items()) >= len(ALL) - 4


def test_what_is_left_stands_where_it_stood() -> None:
    text = TEXT.replace("role: main", "role main", 1)
    source = salvaged(text)
    assert source.text == text
    for path, value in leaves(source.value):
        if isinstance(value, str):
            assert value in source.slice(source.span(path)) or source.slice(source.span(path))[0] in "'\">|"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing", "[" * 100, "- [" * 100, "\0", "\ud800", "a: " * 5000, "&a *a"]
)
def test_nothing_raises(text: str) -> None:
    salvaged(text)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 30), st.text("[]{}\"'|>:#&*!-?, \n\tax1", max_size=4))
def test_no_edit_raises_or_costs_everything(at: int, length: int, new: str) -> None:
    source = salvaged(TEXT[:at] + new + TEXT[at + length :])
    assert source.value is not None
    for path, _ in leaves(source.value):
        assert source.bounds(path) is not None
