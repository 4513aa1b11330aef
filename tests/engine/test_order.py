"""What waits in a circle, and what stands elsewhere than in the source."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from careguide.content.part import Unit
from careguide.engine.order import Link, circles, misplaced, reachable
from careguide.source.file import SourceFile
from careguide.source.place import Place

HERE = Place(SourceFile(Path("guide.yaml"), "guide.yaml"))
NODES = st.sampled_from("abcdef")
PAIRS = st.lists(st.tuples(NODES, NODES), max_size=12)


def links(pairs: Sequence[tuple[str, str]]) -> list[Link]:
    return [Link(start, end, f"{start} waits for {end}", HERE) for start, end in pairs]


@given(PAIRS)
def test_a_circle_is_found_where_there_is_one_and_nowhere_else(pairs: list[tuple[str, str]]) -> None:
    graph: dict[str, list[str]] = {}
    for start, end in pairs:
        graph.setdefault(start, []).append(end)
    try:
        tuple(TopologicalSorter(graph).static_order())
        circular = False
    except CycleError:
        circular = True
    assert bool(list(circles(links(pairs)))) == circular


@given(PAIRS)
def test_a_circle_closes_and_shares_nothing_with_another(pairs: list[tuple[str, str]]) -> None:
    met: list[str] = []
    for circle in circles(links(pairs)):
        assert [link.end for link in circle] == [*(link.start for link in circle[1:]), circle[0].start]
        met += [link.start for link in circle]
    assert len(met) == len(set(met))


@given(PAIRS, NODES)
def test_reachable_is_closed(pairs: list[tuple[str, str]], start: str) -> None:
    found = reachable([start], links(pairs))
    assert start in found
    assert all(end in found for begin, end in pairs if begin in found)


def unit(number: int) -> Unit:
    return Unit(place=HERE / number, id=f"unit-{number}", source=(f"S01.p{number}",))


@given(st.integers(3, 8), st.integers(0, 7), st.integers(0, 7))
def test_one_unit_that_was_moved_is_told_alone(count: int, taken: int, put: int) -> None:
    units = [unit(number) for number in range(1, count + 1)]
    moved = units.pop(taken % count)
    units.insert(put % count, moved)
    told = [item for item, _ in misplaced(units)]
    distance = abs(taken % count - put % count)
    if distance > 1:
        assert told == [moved]
    else:  # of two neighbours that changed places, either may have been moved
        assert len(told) == distance
