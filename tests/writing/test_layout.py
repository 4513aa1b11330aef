"""How a source is laid out, and where each remark goes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from careguide.source.layout import lay_out
from careguide.source.reader import read
from careguide.testing.overlay import BASE
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore
from writing.test_layout_properties import as_they_stand, backwards, load

CLONE = Path(__file__).parents[2]
SOURCES = sorted((CLONE / "sources").glob("*/*.yaml")) + sorted(BASE.glob("*.yaml"))

WORD = re.compile(r"\w+")
SENTENCE = "Every word of this sentence is here to make it longer than the hundred and twenty characters of a line are."


def laid(text: str) -> str:
    return lay_out(load(text), as_they_stand)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("a:   b\n", "a: b\n", id="spaces"),
        pytest.param("a: b", "a: b\n", id="end of the file"),
        pytest.param("---\na: b\n...\n", "a: b\n", id="marks of a document"),
        pytest.param("a: b\r\nc: d\r\n", "a: b\nc: d\n", id="line breaks"),
        pytest.param("'a': \"b\"\n", "a: b\n", id="quotes that are not needed"),
        pytest.param("a: 'b: c'\n", 'a: "b: c"\n', id="quotes that are"),
        pytest.param('a: "b \\"c\\""\n', 'a: b "c"\n', id="quotes inside"),
        pytest.param('a: "\\"b\\""\n', "a: '\"b\"'\n", id="quotes around quotes"),
        pytest.param("a: 'no'\nb: '1'\nc: 0.50\nd: True\ne: ~\n", 'a: no\nb: "1"\nc: 0.50\nd: true\ne:\n', id="words"),
        pytest.param("a:\n- b\n-   c\n", "a: [b, c]\n", id="a short list"),
        pytest.param("a: [b,c  , d]\n", "a: [b, c, d]\n", id="brackets"),
        pytest.param("a:\n - b: c\n   d: 1\n", "a:\n  - {b: c, d: 1}\n", id="short groups"),
        pytest.param("a: {at_least: {low: 1,\n  high: 2}}\n", "a: {at_least: {low: 1, high: 2}}\n", id="a quantity"),
        pytest.param("a: [{b: c}, {b: d}]\n", "a:\n  - {b: c}\n  - {b: d}\n", id="a list of groups"),
        pytest.param("a: {b: It is a sentence.}\n", "a:\n  b: It is a sentence.\n", id="a sentence"),
        pytest.param("a: [{id: b}, {id: c}]\n", "a:\n  - id: b\n\n  - id: c\n", id="units"),
        pytest.param("a: 1\nb: {id: c}\nd: 2\n", "a: 1\n\nb:\n  id: c\n\nd: 2\n", id="a unit in the file"),
        pytest.param("a: 1\n\n\n\nb: 2\n", "a: 1\n\nb: 2\n", id="empty lines in the file"),
        pytest.param("a: {id: b,\n\n\n  c: d}\n", "a:\n  id: b\n  c: d\n", id="empty lines elsewhere"),
        pytest.param('a: "b\\nc"\n', "a: |-\n  b\n  c\n", id="lines"),
        pytest.param("a: >\n  b\n  c\n", "a: >\n  b c\n", id="a text with a break at its end"),
        pytest.param(f"a: {SENTENCE} b: c\n".replace(" b:", " b;"), None, id="a text that fits"),
        pytest.param("a: []\nb: {}\nc: ''\n", 'a: []\nb: {}\nc: ""\n', id="nothing"),
        pytest.param("a:\n- - b\n  - c\n- - {id: d}\n", "a:\n  - [b, c]\n  -\n    - id: d\n", id="a list in a list"),
    ],
)
def test_there_is_one_way(before: str, after: str | None) -> None:
    assert laid(before) == (before if after is None else after)


def test_a_long_text_is_folded_at_the_edge() -> None:
    text = laid(f"a:\n  id: x\n  b: {SENTENCE} {SENTENCE}\n")
    first, *rest = text.split("  b: ")[1].splitlines()
    assert first == ">-"
    assert [len(line) <= 120 for line in rest] == [True, True]
    assert len(rest[0]) + len(rest[1].split()[0]) >= 120


def test_a_word_that_is_wider_than_a_line_stays_whole() -> None:
    address = "https://example.org/" + "x" * 120
    assert laid(f"a: {address}\n") == f"a: {address}\n"
    assert laid(f"a: see {address}\n") == f"a: >-\n  see\n  {address}\n"


def test_a_list_that_is_too_long_for_its_line_has_a_line_for_each() -> None:
    words = [f"massage.thoracic.vibration-{n}" for n in "abcde"]
    assert laid(f"a: [{', '.join(words)}]\n") == "a:\n" + "".join(f"  - {word}\n" for word in words)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("# head\n\na: 1\n", "# head\n\na: 1\n", id="the file's own stay on top"),
        pytest.param("# head\na: 1\n# of b\nb: 2\n", "# head\n# of b\nb: 2\na: 1\n", id="a field's go with it"),
        pytest.param("a: 1 # one\nb: 2   # two\n", "b: 2  # two\na: 1  # one\n", id="beside a value"),
        pytest.param("a: # one\n - id: 1\n   b: 2\n", "a:  # one\n  - id: 1\n    b: 2\n", id="beside a name"),
        pytest.param("a: [b, c] # one\n", "a: [b, c]  # one\n", id="beside brackets"),
        pytest.param("a: [b, # one\n  c]\n", "a:\n  - b  # one\n  - c\n", id="inside brackets"),
        pytest.param(
            "a: [b,\n  # one\n  c\n  # two\n]\n", "a:\n  - b\n  # one\n  - c\n  # two\n", id="inside brackets, apart"
        ),
        pytest.param("a: >- # one\n  b\n", "a: b  # one\n", id="beside the sign of a text"),
        pytest.param("a:\n- b\n# c\n- c\n# d\nd: 1\n", "# d\nd: 1\na:\n  - b\n  # c\n  - c\n", id="at the margin"),
        pytest.param("a:\n  - b\n  # end of a\nc: 1\n", "c: 1\na:\n  - b\n  # end of a\n", id="at the end of a list"),
        pytest.param("a: 1\nb: 2\n# end\n", "b: 2\na: 1\n# end\n", id="at the end of the file"),
        pytest.param("a:\n  - # one\n    b: 1\n", "a:\n  - {b: 1}  # one\n", id="beside a dash"),
        pytest.param("a:\n  -\n    # one\n    b: 1\n", "a:\n  # one\n  - {b: 1}\n", id="below a dash"),
        pytest.param("a:\n  # one\n\n  # two\n\n  - b: 1\n", "a:\n  # one\n\n  # two\n\n  - {b: 1}\n", id="apart"),
        pytest.param("a: [\n  # one\n]\n", "# one\na: []\n", id="where there is nothing else"),
    ],
)
def test_a_remark_goes_with_what_it_belongs_to(before: str, after: str) -> None:
    assert lay_out(load(before), backwards) == after


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_real_sources_change_in_layout_alone(path: Path) -> None:
    source, findings = read(path, path.name)
    assert not findings
    in_order = Outline.of_file(SchemaStore(CLONE / "schema"), path.stem).in_order
    once = lay_out(source, in_order)
    again, _ = read(path, path.name)
    assert lay_out(load(once), in_order) == once
    assert again.value == source.value
    assert sorted(WORD.findall(once)) == sorted(WORD.findall(source.text))
