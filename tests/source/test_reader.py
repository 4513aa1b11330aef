"""Reading: what a text means, where its parts stand, and each way in which a file can be wrong."""

import importlib
import os
import re
import time
from pathlib import Path

import pytest

from careguide.finding import Finding, Severity
from careguide.source import events, parse, reader
from careguide.source.file import SourceFile
from careguide.source.place import Place
from careguide.source.reader import read, read_bytes, read_text
from source.seeding import seeded

WHERE = Path("massage.yaml")


def load(text: str | bytes, path: Path = WHERE) -> tuple[SourceFile, list[Finding]]:
    return read_bytes(text.encode() if isinstance(text, str) else text, path, path.name)


def value(text: str) -> object:
    source, findings = load(text)
    assert findings == []
    return source.value


# Each with the rule, the place between « and », and words of its message.
FAULTS = [
    ("yaml/syntax", "text: Press«:» gently", "colon"),
    ("yaml/syntax", "é: 😀\ntext: 😀 ü«:» gently", "colon"),
    ("yaml/syntax", "a: b\r\ntext: Press«:» gently\r\n", "colon"),
    ("yaml/syntax", "- text: Press«:» gently", "colon"),
    ("yaml/syntax", 'a: «"»b\nc: d\n', "never closed"),
    ("yaml/syntax", "a: «'»b\nc: d\n", "never closed"),
    ("yaml/syntax", 'a: «"»b\nc: "d"\n', "closed only on line 2"),
    ("yaml/syntax", 'a: «"»b\nc: "%"\n', "closed only on line 2"),
    ("yaml/syntax", "a: 'don'«t'»\n", "after its closing quote"),
    ("yaml/syntax", 'a: "x" «y»\n', "after its closing quote"),
    ("yaml/syntax", "a: [x] «y»\n", "after the closing `]`"),
    ("yaml/syntax", "a: [x]«]»\n", "not opened"),
    ("yaml/syntax", "a: «}»\n", "not opened"),
    ("yaml/syntax", "a: «[»b\nc: d\n", "not closed"),
    ("yaml/syntax", "a: «{»b: c\nd: e\n", "not closed"),
    ("yaml/syntax", "a: «[»b, c", "not closed"),
    ("yaml/syntax", "a: [b c: d«: e]»", "missing"),
    ("yaml/syntax", "a: [x, «,» y]", "before this comma"),
    ("yaml/syntax", "a: «@»b\n", "cannot start with “@”"),
    ("yaml/syntax", "a: «`»b`\n", "cannot start with “`”"),
    ("yaml/syntax", "a: «%»\n", "cannot start with “%”"),
    ("yaml/syntax", "a: «?» b", "cannot start with “?”"),
    ("yaml/syntax", "«a»\nb: c\n", "no colon"),
    ("yaml/syntax", "a: b\n«c»\nd: e\n", "no colon"),
    ("yaml/syntax", "a: b\n«d:e»\n", "No space stands after the colon"),
    ("yaml/syntax", "a: «- b»\n", "list cannot start"),
    ("yaml/syntax", 'a: "«\\q»"', "backslash"),
    ("yaml/syntax", 'a: "«\\u»zz"', "backslash"),
    ("yaml/syntax", "a: «> 5 cm»\nb: c", "begins on the next line"),
    ("yaml/syntax", 'a: "x"«#»b', "right after"),
    ("yaml/syntax", "a: [x]«#»b", "right after"),
    ("yaml/syntax", "- «:» b", "name of a field is missing"),
    ("yaml/syntax", "«:» b", "name of a field is missing"),
    ("yaml/syntax", "- a: b\n- [«{»b: 012, c", "not closed"),
    ("yaml/syntax", "- «{»b: c, d", "not closed"),
    ("yaml/anchor", "k:\n  - id: a\n    «&text:» b\n    c: d\n   e: f", "&"),
    ("yaml/tag", "k:\n  «!a:»\n    b: c\n  d: e\n", "!"),
    ("yaml/indentation", "a: b\n  «c:» d\n", "further to the right"),
    ("yaml/indentation", "a:\n  - b\n «- c»\n", "1 space"),
    ("yaml/indentation", "a:\n    «id: b»\n    c: d\n\n  - id: e\n", "no `- `"),
    ("yaml/indentation", "k:\n  - a:\n        # f\n        «b: d»\n      - c\n", "no `- `"),
    ("yaml/indentation", "a:\n   b: c\n  «- d: e»\n", "2 spaces"),
    ("yaml/indentation", "a:\n   b: c\n  «d: e»\n", "2 spaces"),
    ("yaml/indentation", "k:\n  - a: 1\n    b: 2\n   «c: 3»\n", "3 spaces"),
    ("yaml/indentation", "k:\n  - id: a\n    b: c\n  «id: e»\n", "neither an item"),
    ("yaml/indentation", "a: |\n  b\n «c»\n", "1 space"),
    ("yaml/indentation", "a: b\n«- c»\n", "stands among fields"),
    ("yaml/indentation", "a:\n  b: c\n  «- d»\n", "stands among fields"),
    ("yaml/character", "a:\n  b: c\n «\xa0»d: e\n", "no plain space"),
    ("yaml/character", "a: b\nc:«\xa0»d\n", "no plain space"),
    ("yaml/character", "a:\n  -«\u2009»b: c\n  - d: e\n", "no plain space"),
    ("yaml/syntax", "a: b\n«<<<<<<< HEAD»\nc: d\n=======\nc: e\n>>>>>>> x\n", "never brought together"),
    ("yaml/syntax", 'a: {b: c, d: «"»e f}\ng: h\ni: "j, k"\n', "not closed in this line"),
    ("yaml/tab", "a:\n«\t»- b\n", "tab"),
    ("yaml/tab", "a:\n  - b\n«\t»- c\n\t- d\n", "1 more lines"),
    ("yaml/tab", "a:\n  b: c\n  «\t»d: e\n", "tab"),
    ("yaml/tab", "a: |\n«\t»b\n", "tab"),
    ("yaml/anchor", "a: «&x» b\n", "&"),
    ("yaml/anchor", "a: «*x»\n", "*"),
    ("yaml/anchor", "a: «*»\n", "*"),
    ("yaml/anchor", "a: «*»*bold**\n", "*"),
    ("yaml/anchor", "a: «&»\n", "&"),
    ("yaml/anchor", "a: «&x» [b]\n", "&"),
    ("yaml/anchor", "«&x» a: b\n", "&"),
    ("yaml/anchor", "a:\n  «<<»: {b: c}\n", "<<"),
    ("yaml/tag", "a: «!important» do it\n", "!"),
    ("yaml/tag", "a: «!!str» b\n", "!"),
    ("yaml/tag", "a: «!!python/object/apply:os.system» [ls]\n", "!"),
    ("yaml/tag", "a: «!»<x b", "!"),
    ("yaml/directive", "«%YAML 1.1»\n---\na: b", "%"),
    ("yaml/directive", "# x\n«%TAG ! y»\n---\na: b", "%"),
    ("yaml/directive", "«%x»", "%"),
    ("yaml/multiple-documents", "a: b\n«---»\nc: d\n", "second document"),
    ("yaml/multiple-documents", "a: b\n...\n«---»\nc: d\n", "second document"),
    ("yaml/key", "«1»: b\n", "`1`"),
    ("yaml/key", "«null»: b\n", "`null`"),
    ("yaml/key", "«012»: b\n", "`012`"),
    ("yaml/key", "«[»a]: b\n", "Brackets"),
    ("yaml/key", "«{»a: b}: c\n", "Brackets"),
    ("yaml/key", "a: {«b», c: d}\n", "without a colon"),
    ("yaml/key", "? «a»\n: b\n", "?"),
    ("yaml/key", "a: [?«x»]\n", "?"),
    ("yaml/duplicate-key", "id: a\n«id»: b\n", "already on line 1"),
    ("yaml/duplicate-key", 'k:\n  - id: a\n    «"id"»: b\n', "already on line 2"),
    ("yaml/duplicate-key", "a: {b: 1, «b»: 2}\n", "already on line 1"),
    ("yaml/number", "a: «012»\n", "012"),
    ("yaml/number", "a: «1e5»\n", "1e5"),
    ("yaml/number", "a: «+49»\n", "+49"),
    ("yaml/number", "a: «0x1F»\n", "0x1F"),
    ("yaml/number", "a: «.5»\n", ".5"),
    ("yaml/number", "a: [«.nan»]\n", "not a number"),
    ("yaml/number", "a: «-.INF»\n", "not a number"),
    ("yaml/number", f"a: «{'9' * 5000}»\n", "more than 15 digits"),
    ("yaml/number", f"a: «0.{'3' * 20}»\n", "more than 15 digits"),
    ("yaml/character", "a: b«\0»\n", "U+0000"),
    ("yaml/character", "a: b«\x07»\n", "control"),
    ("yaml/character", "a: b«\x85»c\n", "line break"),
    ("yaml/character", "a: b\n\nc: «\u2028»\n", "line break"),
    ("yaml/character", "a: 😀«\u202e»b\n", "order"),
    ("yaml/character", "a: «\u2066»b\n", "order"),
    ("yaml/character", "a: b«\ufeff»\n", "start of a file"),
    ("yaml/character", "a: «\ufffd»\n", "lost"),
    ("yaml/character", "a: «\uf0b7» b\n", "font"),
    ("yaml/character", "a: «\U000e0041»\n", "invisible"),
    ("yaml/character", 'a: «"\\u202e"»\n', "backslash"),
    ("yaml/character", 'a: «"x\\0"»\n', "backslash"),
    ("yaml/empty", "«»", "empty"),
    ("yaml/empty", "«»# a\n", "No field"),
    ("yaml/empty", "«»---\n", "No field"),
    ("yaml/too-large", f"{'[' * 64}«[»" + "[" * 100_000, "64 deep"),
    ("yaml/too-large", f"{'- ' * 64}«-»" + " -" * 100_000, "64 deep"),
    ("yaml/too-large", "- a\n" * (parse.MAX_PARTS - 2) + "- «a»\n- b\n", "100,000 fields and values"),
]


@pytest.mark.parametrize(("rule", "marked", "words"), FAULTS, ids=[fault[1][:30] for fault in FAULTS])
def test_a_fault_is_found_alone_and_exactly_where_it_is(rule: str, marked: str, words: str) -> None:
    text, [span] = seeded(marked)
    _, findings = load(text)
    assert [(finding.rule, tuple(finding.place.span)) for finding in findings] == [(rule, span)]
    assert words in findings[0].message
    assert findings[0].severity is Severity.ERROR
    assert findings[0].hint


@pytest.mark.parametrize(("rule", "marked", "words"), FAULTS, ids=[fault[1][:30] for fault in FAULTS])
def test_findings_speak_to_an_editor(rule: str, marked: str, words: str) -> None:
    _, [finding] = load(seeded(marked)[0])
    said = f"{finding.message} {finding.why} {finding.hint}".lower()
    assert not re.search(r"\b(scalar|mapping|sequence|node|token|parser?|anchor|alias|indent\w*|key)\b", said)


def test_every_rule_of_reading_has_a_case() -> None:
    told = set(
        re.findall(r'add\(\s*"([a-z-]+)"', "".join(p.read_text() for p in Path(reader.__file__).parent.rglob("*.py")))
    )
    assert {f"yaml/{rule}" for rule in told} - {"yaml/encoding", "yaml/file-name"} == {fault[0] for fault in FAULTS}


def test_several_faults_of_one_file_are_all_found() -> None:
    text, spans = seeded("a: 1\n«a»: 2\nb: «012»\nc: «&x» y\n«1»: x\n«a»: 3\nd: «!t» u\n")
    _, findings = load(text)
    assert [tuple(finding.place.span) for finding in findings] == spans
    assert {finding.related[0].place.span for finding in findings if finding.related} == {(1, 1, 1, 2)}


def test_a_fault_knows_its_path() -> None:
    _, findings = load("a:\n  - b: 1\n    b: 2\n    c: [1, 02]\n")
    assert [finding.place.path for finding in findings] == [("a", 0, "b"), ("a", 0, "c", 1)]


@pytest.mark.parametrize("text", ["a: *x\n" * 5000, "\0" * 5000, "a: b\n" * 5000])
def test_a_file_full_of_faults_is_read_no_further(text: str) -> None:
    source, findings = load(text)
    assert len(findings) == 26
    assert (findings[-1].rule, findings[-1].severity) == ("yaml/too-many", Severity.INFO)
    assert source.value is None


def test_a_value_with_faults_is_not_judged_further_unless_what_stands_first_can_count() -> None:
    assert load("a: 1\na: 2\n")[0].value == {"a": 1}
    assert load("a: 1\nb: 012\n")[0].value is None


# Meaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: no", {"a": "no"}),
        ("on: yes\noff: Y", {"on": "yes", "off": "Y"}),
        ("a: 2026-11-22", {"a": "2026-11-22"}),
        ("a: 12:30:45", {"a": "12:30:45"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 10-15", {"a": "10-15"}),
        ("a: 9%", {"a": "9%"}),
        ("a: N05AF03", {"a": "N05AF03"}),
        ("a: 0.1.0", {"a": "0.1.0"}),
        ("a: -x", {"a": "-x"}),
        ("a: nan\nb: Infinity", {"a": "nan", "b": "Infinity"}),
        ("a: [true, True, TRUE, tRUE, false]", {"a": [True, True, True, "tRUE", False]}),
        ("a: [null, Null, NULL, ~, nULL]\nb:", {"a": [None, None, None, None, "nULL"], "b": None}),
        ("a: [0, -0, 7, -12, 999999999999999]", {"a": [0, 0, 7, -12, 999999999999999]}),
        ("a: [0.5, -1.25, 10.0]", {"a": [0.5, -1.25, 10.0]}),
        ("a: ['1', \"true\", '']", {"a": ["1", "true", ""]}),
        ("a: |\n  b\n   c\n\n", {"a": "b\n c\n"}),
        ("a: >-\n  b\n  c\n", {"a": "b c"}),
        ("a: b\n  c\n", {"a": "b c"}),
        ("a: b#c # d", {"a": "b#c"}),
        ("{page: https://example.org/x?y=1, c: d:e}", {"page": "https://example.org/x?y=1", "c": "d:e"}),
        ("a:\tb", {"a": "b"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("a: b\r\nc: |\r\n  d\r\n  e\r\n", {"a": "b", "c": "d\ne\n"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a\u00a0b: \u2013\u200d\u2060", {"a\u00a0b": "\u2013\u200d\u2060"}),
        ("- a\n- [b, c: d]", ["a", ["b", {"c": "d"}]]),
        ("just a text", "just a text"),
        ("[]", []),
    ],
)  # fmt: skip
def test_what_a_text_means(text: str, expected: object) -> None:
    assert value(text) == expected
    assert repr(value(text)) == repr(expected)  # 1 is not True, nor 1.0


@pytest.mark.parametrize("text", ["a: {b: https://x}", "a: [why?]", "a: 'b'\nc: {d: e:f}"])
def test_the_other_parser_decides_where_the_fast_one_is_too_strict(text: str) -> None:
    with pytest.raises(events.Refused):
        list(events.fast_events(text))
    assert value(text)


def test_a_long_text_does_not_get_the_slow_parser() -> None:
    _, [finding] = load("a: {b: https://x}\nc: " + "x " * 200_000)
    assert finding.rule == "yaml/syntax"
    assert "quotes" in finding.hint


def test_the_c_parser_is_there_and_used(monkeypatch: pytest.MonkeyPatch) -> None:
    assert events.C_PARSER is not None
    monkeypatch.setattr(events, "slow_events", None)
    assert value("a: [b]") == {"a": ["b"]}


def test_reading_works_without_the_c_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib, "import_module", _no_module)
    monkeypatch.setattr(events, "C_PARSER", events.c_parser())
    assert events.C_PARSER is None
    assert value("a: {b: https://x, c: 012x}") == {"a": {"b": "https://x", "c": "012x"}}
    assert [finding.rule for finding in load("a: b: c")[1]] == ["yaml/syntax"]


def _no_module(name: str) -> None:
    raise ImportError(name)


# Places

TEXT = """# é 😀
title: Über "uns"
steps:
  - id: a   # first
    text: >-
      Press
      gently.

  # second
  - id: "b"
    hold: {value: 10, unit: s}
    empty:
list: [x, 'y z']
"""


@pytest.mark.parametrize(
    ("path", "key", "text"),
    [
        (("title",), "title", 'Über "uns"'),
        (("steps",), "steps", TEXT[33:-18]),
        (("steps", 0), None, "id: a   # first\n    text: >-\n      Press\n      gently."),
        (("steps", 0, "id"), "id", "a"),
        (("steps", 0, "text"), "text", ">-\n      Press\n      gently."),
        (("steps", 1, "id"), "id", '"b"'),
        (("steps", 1, "hold"), "hold", "{value: 10, unit: s}"),
        (("steps", 1, "hold", "unit"), "unit", "s"),
        (("steps", 1, "empty"), "empty", ""),
        (("list", 1), None, "'y z'"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_place_covers_its_own_text(path: tuple[str | int, ...], key: str | None, text: str, line_break: str) -> None:
    source, _ = load(TEXT.replace("\n", line_break))
    place = Place(source, path)
    assert source.slice(place.span) == text.replace("\n", line_break)
    assert source.slice(place.key.span) == (key or text).replace("\n", line_break)


def test_a_place_that_is_missing_is_shown_at_what_is_nearest_above() -> None:
    source, _ = load(TEXT)
    assert source.slice((Place(source) / "steps" / 0 / "nothing" / 3).span) == "id: a   # first"
    assert source.slice((Place(source) / "list" / 9).span) == "list"
    assert source.slice((Place(source) / "nothing").span) == 'title: Über "uns"'
    assert SourceFile(WHERE, "x").span(("a", 1)) == (1, 1, 1, 1)


def test_lines_are_those_that_an_editor_counts() -> None:
    source, _ = load("a: 1\r\nb: 2\n\n# \u00a0\nc: 3")
    assert source.lines == ["a: 1", "b: 2", "", "# \u00a0", "c: 3"]
    assert (source.line(1), source.line(0), source.line(99)) == ("a: 1", "", "")
    assert Place(source, ("c",)).span == (5, 4, 5, 5)


# Files


@pytest.mark.parametrize(
    ("data", "column", "words"),
    [
        (b"a: b\xe9", 5, "“é”, if it is Windows-1252"),
        ("ü: ö".encode() + b" \x80", 6, "“€”, if it is Windows-1252"),
        (b"a: \xed\xa0\x80", 4, "half of a character"),
        ("a: b".encode("utf-16"), 1, "UTF-16"),
        ("a: b".encode("utf-16-be"), 1, "UTF-16"),
        ("a: b".encode("utf-32"), 1, "UTF-32"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "not a text file"),
        (b"a: \xff", 4, "UTF-8"),
        (b"a: \xc3", 4, "UTF-8"),
        (b"a: \xc0\x80", 4, "UTF-8"),
        (b"a: \xf5\x80\x80\x80", 4, "UTF-8"),
    ],
)
def test_another_encoding_is_named(data: bytes, column: int, words: str) -> None:
    source, [finding] = load(data)
    assert (finding.rule, finding.place.span[:2]) == ("yaml/encoding", (1, column))
    assert words in finding.message
    assert source.value is None


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    source, findings = load(b"\xef\xbb\xbfa: b")
    assert (source.text, source.bom, findings) == ("a: b", True, [])
    assert Place(source, ("a",)).span == (1, 4, 1, 5)


def test_the_name_must_end_in_yaml() -> None:
    _, [finding] = load("a: b", Path("massage.yml"))
    assert finding.rule == "yaml/file-name"
    assert "massage.yaml" in finding.hint


@pytest.mark.parametrize(
    "name", ["folder.yaml", "absent.yaml", "pipe.yaml", "nul\0.yaml", "x" * 5000 + ".yaml", "loop.yaml"]
)
def test_what_cannot_be_opened_is_a_finding(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    source, [finding] = read(tmp_path / name, name)
    assert (finding.rule, source.value, tuple(finding.place.span)) == ("yaml/unreadable", None, (1, 1, 1, 1))


def test_a_file_that_may_not_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", _denied)
    _, [finding] = read(tmp_path / "a.yaml", "a.yaml")
    assert (finding.rule, "may not be read" in finding.message) == ("yaml/unreadable", True)


def _denied(*_: object) -> int:
    raise PermissionError(13, "denied")


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    _, [finding] = read(path, "a.yaml")
    assert (finding.rule, "50.0 MB" in finding.message) == ("yaml/too-large", True)


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: b\r\n")
    source, findings = read(tmp_path / "a.yaml", "sources/x/a.yaml")
    assert (source.value, findings, source.text, source.name) == (
        {"a": "b"},
        [],
        "a: b\r\n",
        "sources/x/a.yaml",
    )


@pytest.mark.parametrize(
    "piece",
    ["{", "*a\n", "- [\n", "a: b\n", "\t- a\n", "'", "\U0001f600", "a: {u: x:y}\n", '"\\u202e" ', "[?a,", "\\", "\x80"],
)
def test_the_largest_hostile_files_are_done_with_quickly(piece: str) -> None:
    data = (piece * (reader.MAX_BYTES // len(piece.encode()))).encode()
    start = time.process_time()
    source, findings = load(data)
    assert source.value is not None or findings
    assert len(findings) <= 26
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["a: \ud83d b", "{a: \udc80\udc80, b: c}", "a\0b\0", "\ud83d"])
def test_a_text_from_an_editor_is_read_as_it_stands(text: str) -> None:
    """The editor counts in its own text: a sign more or less, and every place after it would be another one."""
    source, [first, *_] = read_text(text, Path("a.yaml"), "a.yaml")
    assert source.text == text
    assert first.rule == "yaml/character"
    assert not source.slice(first.place.span).isprintable()
