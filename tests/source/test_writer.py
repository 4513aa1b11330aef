"""Writing: an edit changes what it names, and nothing else."""

import json
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from careguide.finding import Append, Edit, Insert
from careguide.source.file import SourceFile
from careguide.source.place import Place, TreePath
from careguide.source.reader import read, read_bytes
from careguide.source.writer import WriteError, apply, save, write_atomically
from source.strategies import NAMES, SCALARS, STEADY, VALUES, Laid, sources
from source.test_reading_properties import places

WHERE = Path("massage.yaml")


def load(text: str) -> SourceFile:
    source, findings = read_bytes(text.encode(), WHERE, "massage.yaml")
    assert source.value is not None, findings
    return source


def edited(text: str, *path: str | int, to: Any) -> str:
    source = load(text)
    return apply(source, [Edit(Place(source, path), to)])


def renamed(text: str, *path: str | int, to: Any) -> str:
    source = load(text)
    return apply(source, [Edit(Place(source, path).key, to)])


def removed(text: str, *paths: TreePath) -> str:
    source = load(text)
    return apply(source, [Edit(Place(source, path), None) for path in paths])


def inserted(text: str, *path: str | int, name: str, value: object) -> str:
    source = load(text)
    return apply(source, [Insert(Place(source, path), name, value)])


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a: b # c\n", "d", "a: d # c\n"),
        ("a:   b   # c\r\ne: f", "d", "a:   d   # c\r\ne: f"),
        ("a: b\n", "no", "a: no\n"),
        ("a: b\n", "true", 'a: "true"\n'),
        ("a: b\n", True, "a: true\n"),
        ("a: b\n", 12, "a: 12\n"),
        ("a: b\n", 0.00001, "a: 0.00001\n"),
        ("a: 12\n", "12", 'a: "12"\n'),
        ("a: b\n", "c: d", 'a: "c: d"\n'),
        ("a: b\n", "", 'a: ""\n'),
        ("a: b\n", "# c", 'a: "# c"\n'),
        ("a: b\n", "012", 'a: "012"\n'),
        ("a: b\n", "c\nd", 'a: "c\\nd"\n'),
        ("a: 'b'\n", "it's", "a: 'it''s'\n"),
        ("a: 'b'\n", "c\nd", 'a: "c\\nd"\n'),
        ('a: "b"\n', "c", 'a: "c"\n'),
        ('a: "b"\n', 'c "d" \\ é', 'a: "c \\"d\\" \\\\ é"\n'),
        ("a: b\n  c\n", "d", "a: d\n"),
        ("a: {x: b}\n", "d", "a: d\n"),
        ("a:\n", "d", "a: d\n"),
        ("a: # c\n", "d", "a: d # c\n"),
        ("a: |  # c\n  b\n\n  c\n\n# d\n", "e\n f\n", "a: |  # c\n  e\n   f\n\n# d\n"),
        ("a: |\n  b\n", "e", "a: |-\n  e\n"),
        ("a: |-\n  b\nc: d", "e\n\nf\n", "a: |\n  e\n\n  f\nc: d"),
        ("a: >-\r\n  b\r\n  c\r\n", "e\nf", "a: >-\r\n  e\r\n\r\n  f\r\n"),
        ("a: |-\n  b", "c\n", "a: |\n  c\n"),
        ("a: |\n  b\n", " c", 'a: " c"\n'),
        ("a: |+\n  b\n", "c", "a: c\n"),
        ("a: |2\n  b\n", "c", "a: c\n"),
        ("a: |\n  b\n", 5, "a: 5\n"),
        ("\ufeffa: b\n", "c", "\ufeffa: c\n"),
    ],
)
def test_a_value_is_replaced_in_the_style_that_stood_there(before: str, value: Any, after: str) -> None:
    assert edited(before, "a", to=value) == after


def test_a_folded_text_stays_as_narrow_as_it_was() -> None:
    width = "word " * 16
    after = edited(f"a:\n  b: >-\n    {width.strip()}\n    more\n", "a", "b", to="new " * 30 + "end")
    assert len(after.splitlines()) == 4
    assert max(map(len, after.splitlines())) <= 84


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a: [x, b, y]\n", "c", "a: [x, c, y]\n"),
        ("a: [x, b, y]\n", "c, d", 'a: [x, "c, d", y]\n'),
        ("a: [x, b, y]\n", "https://c", 'a: [x, "https://c", y]\n'),
        ("a: [x, b, y]\n", 1, "a: [x, 1, y]\n"),
        ("a:\n- x\n- b # c\n", "d, e", "a:\n- x\n- d, e # c\n"),
        ("a:\n- x\n-\n", "d", "a:\n- x\n- d\n"),
    ],
)
def test_an_item_is_replaced(before: str, value: Any, after: str) -> None:
    assert edited(before, "a", 1, to=value) == after


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("Text: b # c\n", "text", "text: b # c\n"),
        ("'Text' : b\n", "text", "'text' : b\n"),
        ('"Text":\n  - b\n', "text", '"text":\n  - b\n'),
        ("Text: b\n", "1", '"1": b\n'),
        ("{Text: b}\n", "a, b", '{"a, b": b}\n'),
    ],
)
def test_a_field_is_renamed(before: str, name: str, after: str) -> None:
    path = next(iter(load(before).value))  # type: ignore[call-overload]
    assert renamed(before, path, to=name) == after


@pytest.mark.parametrize(
    ("before", "paths", "after"),
    [
        ("# x\na: b # c\n# y\nd: e\n", [("a",)], "# x\n# y\nd: e\n"),
        ("a: b\nd: e", [("d",)], "a: b\n"),
        ("a: b\r\nc:\r\n  - d # x\r\n\r\n# y\r\ne: f\r\n", [("c",)], "a: b\r\n\r\n# y\r\ne: f\r\n"),
        ("a: b\nc: |\n  d\n\n  e\n\nf: g\n", [("c",)], "a: b\n\nf: g\n"),
        ("k:\n  - a: 1\n    b: 2\n", [("k", 0, "a")], "k:\n  - b: 2\n"),
        ("k:\n  - a: 1\n    b: 2\n", [("k", 0, "b")], "k:\n  - a: 1\n"),
        ("k:\n  - a: 1\n    b: 2\n    c: 3\n", [("k", 0, "a"), ("k", 0, "b")], "k:\n  - c: 3\n"),
        ("k:\n  - a: 1  # x\n    b: 2\n", [("k", 0, "a")], "k:\n  -   # x\n    b: 2\n"),
        ("k:\n  - a: 1\n    # x\n    b: 2\n", [("k", 0, "a")], "k:\n  - \n    # x\n    b: 2\n"),
        ("k:\n- a\n- b # x\n- c\n", [("k", 1)], "k:\n- a\n- c\n"),
        ("k:\n- a\n- b\n- c\n", [("k", 0), ("k", 2)], "k:\n- b\n"),
        ("k:\n- # x\n  a\n- # y\n  b\n", [("k", 0)], "k:\n- # y\n  b\n"),
        ("k:\n- # x\n  a\n- # y\n  b\n", [("k", 1)], "k:\n- # x\n  a\n"),
        ("k:\n- - a\n  - b\n", [("k", 0, 0)], "k:\n- - b\n"),
        ("k:\n- a: 1\n  b: 2\n- c: 3\n", [("k", 0)], "k:\n- c: 3\n"),
        ("a: [x, y, z] # c\n", [("a", 0)], "a: [y, z] # c\n"),
        ("a: [x, y, z]\n", [("a", 1)], "a: [x, z]\n"),
        ("a: [x, y, z]\n", [("a", 2)], "a: [x, y]\n"),
        ("a: [x, y, z]\n", [("a", 1), ("a", 2)], "a: [x]\n"),
        ("a: {x: 1, y: 2}\n", [("a", "x")], "a: {y: 2}\n"),
        ("a: {x: 1, # c\n  y: 2}\n", [("a", "y")], "a: {x: 1 # c\n  }\n"),
        ("a: {x: 1 # c\n  , y: 2}\n", [("a", "x")], "a: { # c\n   y: 2}\n"),
        ("a: 1\nb: 2\nc: 3\n", [("a",), ("c",)], "b: 2\n"),
    ],
)
def test_an_entry_is_removed_with_its_lines(before: str, paths: Sequence[TreePath], after: str) -> None:
    assert removed(before, *paths) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: b # c\nd: e\n", ("a",), "a: b # c\nderived: true\nd: e\n"),
        ("a: b", ("a",), "a: b\nderived: true"),
        ("a: b\r\n", ("a",), "a: b\r\nderived: true\r\n"),
        ("k:\n  - a: b\n", ("k", 0, "a"), "k:\n  - a: b\n    derived: true\n"),
        ("a:\n  - b\n  - c # x\n\n# y\nd: e\n", ("a",), "a:\n  - b\n  - c # x\nderived: true\n\n# y\nd: e\n"),
        ("a: >-\n  b\n  c\n\nd: e\n", ("a",), "a: >-\n  b\n  c\nderived: true\n\nd: e\n"),
        ("a: {b: 1}\n", ("a", "b"), "a: {b: 1, derived: true}\n"),
        ("a: {b: 1, c: 2}\n", ("a", "b"), "a: {b: 1, derived: true, c: 2}\n"),
    ],
)
def test_a_field_is_added_below_another(before: str, path: TreePath, after: str) -> None:
    assert inserted(before, *path, name="derived", value=True) == after


def test_a_field_can_hold_more_than_one_value() -> None:
    after = inserted("a: b\n", "a", name="c", value=[{"d": "e, f", "g": 0.5}, "h: i", None])
    assert after == 'a: b\nc:\n  - {d: "e, f", g: 0.5}\n  - "h: i"\n  -\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b\nd: e\n", "a: b\n\nnotes:\n  - id: x\n    text: y\n\nd: e\n"),
        ("a: b # c\n\nd: e\n", "a: b # c\n\nnotes:\n  - id: x\n    text: y\n\nd: e\n"),
        ("a: b", "a: b\n\nnotes:\n  - id: x\n    text: y\n"),
        ("{a: b}\n", "{a: b, notes: [{id: x, text: y}]}\n"),
    ],
)
def test_units_stand_apart(before: str, after: str) -> None:
    assert inserted(before, "a", name="notes", value=[{"id": "x", "text": "y"}]) == after


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a: [b]\n", "c, d", 'a: [b, "c, d"]\n'),
        ("a: [b,] # x\n", "c", "a: [b, c,] # x\n"),
        ("a: []\n", "c", "a:\n  - c\n"),
        ("a: [ ] # x\nd: e\n", "c", "a: # x\n  - c\nd: e\n"),
        ("d: {a: []}\n", {"e": "f"}, "d: {a: [{e: f}]}\n"),
        ("a: [[]]\n", "c", "a: [[], c]\n"),
        ("a:\n- b # x\n# y\nd: e\n", "c", "a:\n- b # x\n- c\n# y\nd: e\n"),
        ("a:\r\n  - b\r\n", "c", "a:\r\n  - b\r\n  - c\r\n"),
        ("a:\n  - b", "c", "a:\n  - b\n  - c"),
        ("a:\n  - id: b\n", {"id": "c", "d": 1}, "a:\n  - id: b\n\n  - id: c\n    d: 1\n"),
        ("k:\n  - a: []\n    b: 1\n", {"id": "c"}, None),
        ("a:\n  - >-\n    b\n\nd: e\n", "c", "a:\n  - >-\n    b\n  - c\n\nd: e\n"),
    ],
)
def test_an_item_is_added_to_a_list(before: str, value: object, after: str | None) -> None:
    source = load(before)
    path: TreePath = ("k", 0, "a") if before.startswith("k") else ("d", "a") if before.startswith("d") else ("a",)
    written = apply(source, [Append(Place(source, path), value)])
    assert written == (after or "k:\n  - a:\n      - id: c\n    b: 1\n")


@pytest.mark.parametrize("text", ["a: b\n", "a: {b: c}\n", "b: [c]\n"])
def test_an_item_can_only_be_added_to_a_list(text: str) -> None:
    source = load(text)
    with pytest.raises(WriteError):
        apply(source, [Append(Place(source, ("a",)), "d")])


def test_several_edits_at_once() -> None:
    source = load("a: 1\nB: 2\nc: 3\nd: [4, 5]\n")
    at = Place(source)
    after = apply(
        source,
        [
            Edit(at / "a", "x"),
            Edit((at / "B").key, "b"),
            Edit(at / "c", None),
            Edit(at / "d" / 1, 6),
            Insert(at / "a", "e", 1),
            Insert(at / "a", "f", 2),
        ],
    )
    assert after == "a: x\ne: 1\nf: 2\nb: 2\nd: [4, 6]\n"


@pytest.mark.parametrize(
    ("text", "make"),
    [
        ("a: b", lambda at: [Edit(at / "x", "c")]),
        ("a: b", lambda at: [Edit(at, "c")]),
        ("a: b", lambda at: [Edit(at, None)]),
        ("a: b", lambda at: [Edit(at / "a", None)]),
        ("a: [b]", lambda at: [Edit(at / "a" / 0, None)]),
        ("a: [b: c]", lambda at: [Insert(at / "a" / 0 / "b", "d", 1)]),
        ("a:\n  b: c", lambda at: [Edit(at / "a", "d")]),
        ("a: b\nc: d", lambda at: [Edit((at / "a").key, "c")]),
        ("a: b", lambda at: [Insert(at / "a", "a", 1)]),
        ("a: [b]", lambda at: [Insert(at / "a" / 0, "c", 1)]),
        ("a: b", lambda at: [Edit(at / "a", "c"), Edit(at / "a", "d")]),
        ("a: b\nc: d", lambda at: [Edit(at / "a", None), Insert(at / "a", "e", 1)]),
        ("a: b", lambda at: [Edit(at / "a", "\u202e")]),
        ("a: b", lambda at: [Edit(at / "a", "\ud800")]),
        ("a: b", lambda at: [Insert(at / "a", "c", ["\0"])]),
        ("a: b", lambda at: [Edit(at / "a", float("nan"))]),
        ("a: b", lambda at: [Edit(at / "a", 10**20)]),
        ("a: b", lambda at: [Edit((at / "a").key, 5)]),
        ("a: b", lambda at: [Edit((at / "a").key, "x\ny")]),
        ("a: | # x\n  b", lambda at: [Edit(at / "a", " c")]),
        ("a: b", lambda at: [Edit(Place(load("a: b"), ("a",)), "c")]),
    ],
    ids=map(str, range(21)),
)  # fmt: skip
def test_an_edit_that_cannot_be_made_is_refused(text: str, make: Any) -> None:
    source = load(text)
    with pytest.raises(WriteError):
        apply(source, make(Place(source)))


def test_a_file_that_could_not_be_read_is_not_edited() -> None:
    source, _ = read_bytes(b"a: 012\n", WHERE, "massage.yaml")
    with pytest.raises(WriteError):
        apply(source, [Edit(Place(source, ("a",)), 12)])


# Properties


def value_of(text: str) -> Any:
    return load(text).value


@given(sources(), SCALARS, st.data())
@STEADY
def test_an_edit_keeps_every_remark_and_every_other_byte(laid: Laid, new: Any, data: st.DataObject) -> None:
    source = load(laid.text)
    leaves = [path for path, held in places(source.value) if path and not isinstance(held, dict | list)]
    assume(leaves)
    path = data.draw(st.sampled_from(leaves))
    try:
        after = apply(source, [Edit(Place(source, path), new)])
    except WriteError as error:
        assert "remark beside" in str(error)  # noqa: PT017
        return
    bounds = source.bounds(path)
    assert bounds
    start, end = bounds
    assert after.startswith(laid.text[:start])
    assert after.endswith(laid.text[end:])
    assert [remark for remark in laid.remarks if remark not in after] == []
    assert _at(value_of(after), path) == new


@given(sources(), st.data())
@STEADY
def test_removing_takes_whole_lines_and_leaves_all_others(laid: Laid, data: st.DataObject) -> None:
    source = load(laid.text)
    path = data.draw(st.sampled_from([path for path, _ in places(source.value) if path]))
    siblings = _at(source.value, path[:-1])
    try:
        after = apply(source, [Edit(Place(source, path), None)])
    except WriteError:
        assert len(siblings) == 1
        return
    assert _is_part(after, laid.text)
    assert len(_at(value_of(after), path[:-1])) == len(siblings) - 1


@given(sources(), NAMES.map(lambda name: f"new {name}"), VALUES, st.data())
@STEADY
def test_inserting_adds_and_changes_nothing(laid: Laid, name: str, new: Any, data: st.DataObject) -> None:
    source = load(laid.text)
    fields = [path for path, _ in places(source.value) if path and isinstance(path[-1], str)]
    path = data.draw(st.sampled_from(fields))
    after = apply(source, [Insert(Place(source, path), name, new)])
    assert _is_part(laid.text, after)
    group = _at(value_of(after), path[:-1])
    assert list(group)[list(group).index(path[-1]) + 1] == name
    assert json.dumps(group[name]) == json.dumps(new)


@given(sources(), VALUES, st.data())
@STEADY
def test_appending_adds_and_changes_nothing(laid: Laid, new: Any, data: st.DataObject) -> None:
    source = load(laid.text)
    lists = [path for path, value in places(source.value) if isinstance(value, list)]
    assume(lists)
    path = data.draw(st.sampled_from(lists))
    after = apply(source, [Append(Place(source, path), new)])
    assert _is_part(laid.text, after)
    assert json.dumps(_at(value_of(after), path)) == json.dumps([*_at(source.value, path), new])


def _at(value: Any, path: TreePath) -> Any:
    for step in path:
        value = value[step]
    return value


def _is_part(shorter: str, longer: str) -> bool:
    """Whether one text is the other with something left out."""
    rest = iter(longer)
    return all(character in rest for character in shorter)


# Files


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: b\n")
    path.chmod(0o640)
    write_atomically(path, "a: é\r\n")
    assert path.read_bytes() == "a: é\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.yaml"]  # noqa: PTH208


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("a: b\n")
    (tmp_path / "a.yaml").symlink_to("real.yaml")
    write_atomically(tmp_path / "a.yaml", "a: c\n")
    assert (tmp_path / "a.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "a: c\n"


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text("a: b\n")
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(OSError, match="full"):
        write_atomically(tmp_path / "a.yaml", "a: c\n")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.yaml", "a: b\n")]


def _full(_: int) -> None:
    raise OSError(28, "disk full")


def test_a_file_that_has_changed_since_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: b\n")
    source, _ = read(path, "a.yaml")
    text = apply(source, [Edit(Place(source, ("a",)), "c")])
    save(source, text)
    assert path.read_bytes() == b"\xef\xbb\xbfa: c\n"
    with pytest.raises(WriteError, match="has changed"):
        save(source, text)
