"""Whatever is laid out, the value and every remark are still there, and nothing is left to lay out again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careguide.source.file import SourceFile
from careguide.source.layout import InOrder, lay_out
from careguide.source.layout.remarks import remarks
from careguide.source.place import TreePath
from careguide.source.reader import read_bytes
from careguide.testing.overlay import BASE
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore
from source.strategies import STEADY, Laid, sources


def as_they_stand(path: TreePath, names: Sequence[str]) -> Sequence[str]:
    return names


def backwards(path: TreePath, names: Sequence[str]) -> Sequence[str]:
    return sorted(names, reverse=True)


def load(text: str) -> SourceFile:
    source, findings = read_bytes(text.encode(), Path("massage.yaml"), "massage.yaml")
    assert not findings, findings
    return source


def meaning(value: object) -> str:
    return json.dumps(value, sort_keys=True)


@pytest.mark.parametrize("in_order", [as_they_stand, backwards])
@given(laid=sources())
@STEADY
def test_value_and_remarks_are_kept(in_order: InOrder, laid: Laid) -> None:
    text = lay_out(load(laid.text), in_order)
    again = load(text)
    assert meaning(again.value) == meaning(laid.value)
    assert sorted(remarks(again)) == sorted(laid.remarks)
    assert "\r" not in text
    assert text.endswith("\n")
    assert not [line for line in again.lines if line.endswith(" ") and "#" not in line]


@pytest.mark.parametrize("in_order", [as_they_stand, backwards])
@given(laid=sources())
@STEADY
def test_what_is_laid_out_stays_so(in_order: InOrder, laid: Laid) -> None:
    once = lay_out(load(laid.text), in_order)
    assert lay_out(load(once), in_order) == once


REAL = (BASE / "massage.yaml").read_text(encoding="utf-8").splitlines()
IN_ORDER = Outline.of_file(SchemaStore(), "massage").in_order
REMARKS = st.lists(
    st.tuples(st.integers(0, len(REAL)), st.integers(0, 14), st.sampled_from(["above", "beside", "apart"])), max_size=8
)


@given(REMARKS)
@STEADY
def test_remarks_anywhere_in_a_real_source(wanted: Sequence[tuple[int, int, str]]) -> None:
    lines = list(REAL)
    for number, (line, indent, where) in enumerate(sorted(wanted, reverse=True)):
        remark = f"# remark {number}"
        if where == "beside" and line < len(REAL) and lines[line].strip():
            lines[line] += f" {remark}"
        else:
            lines[line:line] = [""] * (where == "apart") + [" " * indent + remark] + [""] * (where == "apart")
    source, findings = read_bytes("\n".join(lines).encode(), Path("massage.yaml"), "massage.yaml")
    assert not findings
    once = lay_out(source, IN_ORDER)
    assert once.count("# remark ") == len(wanted)
    assert lay_out(load(once), IN_ORDER) == once
