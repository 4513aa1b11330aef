"""Order: what waits for what, what waits in a circle, and what stands elsewhere than in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from careguide.content.guide import Escalation
from careguide.content.part import Part, Unit
from careguide.document.locators import Position, position
from careguide.finding import Fault, Related
from careguide.source.place import Place


class Link(NamedTuple):
    """One thing leads on to another, and ``place`` is where that is said; ``said`` names both in an editor's words."""

    start: str
    end: str
    said: str
    place: Place


def circles(links: Iterable[Link]) -> Iterator[Sequence[Link]]:
    """The circles among the links, each as the chain that closes it; nothing stands in two of them."""
    onward: dict[str, list[Link]] = {}
    for link in links:
        onward.setdefault(link.start, []).append(link)
    done: set[str] = set()
    for start in onward:
        while circle := _circle(start, onward, done):
            yield circle
            done.update(link.start for link in circle)


def circle_fault(circle: Sequence[Link], message: str) -> Fault:
    """A circle as a fault at its first link, with every other link beside it; ``message`` has room for the chain."""
    told = " → ".join([*(link.start for link in circle), circle[0].start])
    related = tuple(Related(link.said, link.place) for link in circle[1:])
    return Fault(message.format(chain=told), circle[0].place, related=related)


def reachable(starts: Iterable[str], links: Iterable[Link]) -> set[str]:
    """Everything that one gets to from ``starts``, those included."""
    onward: dict[str, list[str]] = {}
    for link in links:
        onward.setdefault(link.start, []).append(link.end)
    found, pending = set(starts), list(starts)
    while pending:
        for end in onward.get(pending.pop(), ()):
            if end not in found:
                found.add(end)
                pending.append(end)
    return found


def ladder(escalation: Escalation) -> Iterator[Link]:
    """What leads from state to state, by their ids."""
    for move in escalation.transitions:
        said = f"“{move.from_}” leads to “{move.to}” by “{move.trigger}”"
        yield Link(last_id(move.from_), last_id(move.to), said, move.place / "to")


def misplaced(parts: Sequence[Part]) -> Iterator[tuple[Unit, Unit]]:
    """The units of a list that stand elsewhere than in the source, each with one on the wrong side of it.

    As few as possible: where one unit has been moved, only that one.
    """
    cited = [unit for unit in parts if isinstance(unit, Unit) and unit.source]
    spans = [_span(unit) for unit in cited]
    kept = _longest_in_order([first for first, _ in spans])
    firsts = [spans[index][0] for index in kept]
    for index in sorted({*range(len(cited))}.difference(kept)):
        first, last = spans[index]
        here, later = bisect_left(kept, index), bisect_right(firsts, last)
        before = kept[later : later + 1] if later < here else []
        after = (other for other in kept[here : bisect_left(firsts, first)] if spans[other][1] < first)
        yield from ((cited[index], cited[other]) for other in [next(chain(before, after), None)] if other is not None)


def last_id(address: str) -> str:
    """The id that an address ends with: things of one list are told apart by it, however they are named."""
    return address.rpartition(".")[2]


def _span(unit: Unit) -> tuple[Position, Position]:
    """The first and the last of the blocks that a unit cites."""
    cited = [position(locator) for locator in unit.source]
    return min(cited), max(cited)


def _longest_in_order(positions: Sequence[Position]) -> Sequence[int]:
    """The most places of a list at which the positions follow each other; of several choices, the first."""
    ends: list[list[int]] = []  # where the longest chains of one, two, three … end; their positions sink
    before: list[int] = []
    for index, here in enumerate(positions):
        length = bisect_right(ends, here, key=lambda same: positions[same[-1]])
        before.append(_not_above(ends[length - 1], here, positions) if length else -1)
        if length == len(ends):
            ends.append([])
        ends[length].append(index)
    at = ends[-1][0] if ends else -1
    kept: list[int] = []
    while at >= 0:
        kept.append(at)
        at = before[at]
    return kept[::-1]


def _not_above(sinking: Sequence[int], here: Position, positions: Sequence[Position]) -> int:
    """The first of some places, whose positions sink, that has a position no higher than ``here``."""
    return sinking[bisect_left(sinking, True, key=lambda place: positions[place] <= here)]


def _circle(start: str, onward: dict[str, list[Link]], done: set[str]) -> list[Link]:
    """A circle that is met on the way from ``start``, or nothing. What leads into no circle is added to ``done``."""
    if start in done:
        return []
    path: list[Link] = []
    met = {start: 0}  # what stands on the path, each with the number of links that lead to it
    pending = [iter(onward[start])]
    while pending:
        link = next(pending[-1], None)
        if link is None:
            pending.pop()
            finished = path.pop().end if path else start
            done.add(finished)
            del met[finished]
        elif link.end in met:
            return [*path[met[link.end] :], link]
        elif link.end not in done:
            path.append(link)
            met[link.end] = len(path)
            pending.append(iter(onward.get(link.end, ())))
    return []
