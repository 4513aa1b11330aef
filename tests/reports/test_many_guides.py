"""Reports of many guides: no more than one is held at a time, and what can be told is told at once."""

import gc
import json
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from careguide.finding import Severity
from careguide.reports import formats, pieces, report
from careguide.reports.parts import document, style, verdicts
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import Beside, Packed, Quote, Spot, Told, Verdict
from careguide.reports.parts.verdicts import Coming, kept
from careguide.source.place import Span

MANY = style.FEW + 5
ALL = formats()


def found(number: int) -> Iterator[Verdict]:
    """So many guides: one in three has nothing, one an error, one what a note has accepted."""
    for guide in range(number):
        name = f"sources/guide-{guide:03}/massage.yaml"
        place = Spot(name, Span(1, 1, 1, 3), ("id",), "massage.id")
        told = Told("a/rule", Severity.ERROR, f"Fault {guide}.", place, "Why.", related=(Beside("here", place),))
        accepted = Told("b/rule", Severity.WARNING, "Known.", place, acknowledged_by="massage.note", accepted="Yes.")
        quote = Quote(2, {1: "id: massage"})
        yield Verdict(f"guide-{guide:03}", (name,), ((), (told, told), (accepted,))[guide % 3], {name: quote})


def run(of: Any) -> Run:
    return Run(of, {}, Path("/project"))


def packed(number: int) -> Iterator[Packed]:
    return map(Packed.of, found(number))


@pytest.mark.parametrize("format_", ALL)
@pytest.mark.parametrize("number", [0, 1, style.FEW, MANY])
def test_however_they_are_held_the_report_is_the_same(format_: str, number: int) -> None:
    whole = report(format_, run([*found(number)]))
    with kept(packed(number)) as again:
        assert report(format_, run(again)) == whole
    if format_ == "text" and number > style.FEW:
        assert report(format_, run(Coming(packed(number), number))) == whole


@pytest.mark.parametrize("format_", ALL)
def test_no_more_than_one_is_held_at_a_time(format_: str) -> None:
    most = 0
    with nullcontext(Coming(packed(MANY), MANY)) if format_ == "text" else kept(packed(MANY)) as of:
        for _ in pieces(format_, run(of)):
            most = max(most, sum(isinstance(each, Verdict) for each in gc.get_objects()))
    assert 1 <= most <= 2


def test_of_many_guides_each_is_told_before_the_next_is_found() -> None:
    at: list[int] = []

    def one_by_one() -> Iterator[Packed]:
        for number, each in enumerate(packed(MANY)):
            at.append(number)
            yield each

    told = [(at[-1], piece) for piece in pieces("text", run(Coming(one_by_one(), MANY)))]
    assert [number for number, _ in told[:-1]] == [number for number in range(MANY) if number % 3 == 1]
    assert all(f"Fault {number}." in piece for number, piece in told[:-1])
    assert f"in 8 of {MANY} files of {MANY} guides" in told[-1][1]


def test_what_is_kept_does_not_stay_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "_ROOM", 100)
    with kept(packed(9)) as again:
        assert again.file._rolled  # type: ignore[attr-defined]  # it has no other way to tell
        assert len(again) == 9
        assert [*again] == [*again] == [*found(9)]
        assert [*zip(again, again, strict=True)] == [*zip(found(9), found(9), strict=True)]


def test_numbers_are_those_of_what_was_found() -> None:
    """Of guides that cannot be judged there is none."""
    told = report("text", run(Coming(packed(MANY), MANY + 3)))
    assert f"16 errors in 8 of {MANY} files of {MANY} guides. 8 findings acknowledged by notes." in told


def test_large_numbers_can_be_read() -> None:
    told = report("text", run(Coming(packed(3600), 3600)))
    assert told.endswith(
        "2,400 errors in 1,200 of 3,600 files of 3,600 guides. 1,200 findings\n"
        "acknowledged by notes.\n"
        "  2,400  a/rule\n"
        "More about a rule: careguide explain a/rule\n"
    )


def nested(items: object) -> dict[str, object]:
    return {"before": ['"\0"', {}], "deep": [{"items": items, "empty": []}], "after": {"lines": "a\nb", "é": 1.5}}


@pytest.mark.parametrize("items", [[], [{}], [1, "a\nb"], [{"a": [1, {"b": []}]}, [], {"c": "«\0»"}]])
def test_a_document_is_written_as_if_at_once(items: Iterable[object]) -> None:
    whole = json.dumps(nested(items), ensure_ascii=False, indent=2) + "\n"
    assert "".join(document.pieces(nested, iter(items))) == whole
