"""What holds of reading whatever a file holds."""

import json
import re
from pathlib import Path
from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from careguide.source import characters, events
from careguide.source.file import SourceFile
from careguide.source.parse import Parse
from careguide.source.place import TreePath
from careguide.source.reader import read_bytes
from careguide.source.troubles import TooMany, Troubles
from source.strategies import STEADY, Laid, sources

WHERE = Path("massage.yaml")
PIECES = st.sampled_from(
    ["a", "b: ", "key: ", "- ", "\n", "\n  ", "\n    ", "\n- ", "{", "}", "[", "]", ", ", ",", ": ", ":", "'", '"', "#",
     " #", "|\n", "|-\n", ">\n", ">+\n", "\\n", "? ", "é", "😀", "\r\n", "\r\n  ", "\r", " ", "...", "\n---\n", "~",
     "-", "1", "%", "!", "&x ", "*x", "<<: ", "\n\n", "\t", "\n\t", "\0", "\u2028", "\ufeff", "012", "`", "@"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=16).map("".join)


ANY_TEXT = st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))


def places(value: Any, path: TreePath = ()) -> list[tuple[TreePath, Any]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(path, value), *(found for step, held in below for found in places(held, (*path, step)))]


@given(
    st.binary(max_size=60) | TEXTS.map(str.encode) | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@example(b"\xff\xfe\0\0")
@example(b'"\\uD800"')
@example(b'a: "\\U00110000"')
@example(b'a: {u: x:y, v: "\\U00110000"}')
@example(b'[a?b, "\\ud800"]')
def test_reading_never_fails(data: bytes) -> None:
    source, findings = read_bytes(data, WHERE, "massage.yaml")
    assert source.value is not None or findings
    for finding in findings:
        span = finding.place.span
        assert (1, 1) <= span[:2] <= span[2:]
        assert span.end_line <= max(len(source.lines), 1) + 1
        assert finding.message
        assert finding.hint
        source.slice(span)


@given(sources(), st.data())
@settings(STEADY, max_examples=60)
def test_truncated_and_damaged_sources_never_fail(laid: Laid, data: st.DataObject) -> None:
    raw = laid.text.encode()
    at = data.draw(st.integers(0, len(raw)))
    test_reading_never_fails.hypothesis.inner_test(raw[:at])  # type: ignore[attr-defined]
    test_reading_never_fails.hypothesis.inner_test(  # type: ignore[attr-defined]
        raw[:at] + data.draw(PIECES).encode() + raw[at:]
    )


@given(sources())
@STEADY
def test_a_source_says_what_it_was_made_of(laid: Laid) -> None:
    source, findings = read_bytes(laid.text.encode(), WHERE, "massage.yaml")
    assert findings == []
    assert json.dumps(source.value) == json.dumps(laid.value)


@given(sources())
@STEADY
def test_every_place_covers_its_own_text(laid: Laid) -> None:
    source, _ = read_bytes(laid.text.encode(), WHERE, "massage.yaml")
    for path, value in places(source.value):
        span = source.span(path)
        text = " " * (span.column - 1) + source.slice(span)
        if not text.strip():
            assert value is None
            continue
        alone, findings = read_bytes(text.encode(), WHERE, "massage.yaml")
        assert value is None or not findings
        assert _end_apart(alone.value) == _end_apart(value)
        if path and isinstance(path[-1], str):
            key = source.slice(source.span(path, "key"))
            assert read_bytes(f"{key}: 1".encode(), WHERE, "massage.yaml")[0].value == {path[-1]: 1}


def _end_apart(value: Any) -> Any:
    """A text over lines is cut out without its last line break."""
    return re.sub(r'\\n"', '"', json.dumps(value))


@given(TEXTS)
@settings(STEADY, max_examples=200)
def test_both_parsers_say_the_same(text: str) -> None:
    assume(not characters.UNWANTED.search(text))
    fast, slow = _parsed(text, events.fast_events), _parsed(text, events.slow_events)
    if isinstance(fast, tuple) and isinstance(slow, tuple) and isinstance(fast[0], dict | list):
        assert fast == slow


def _parsed(text: str, parser: Any) -> object:
    source = SourceFile(WHERE, "massage.yaml", text)
    troubles = Troubles(source)
    try:
        result = Parse(source, troubles).run(parser(text))
    except (events.Refused, TooMany):
        return None
    return result if not troubles.found else [finding.rule for finding in troubles.found]
