"""Order: what waits for what, what waits in a circle, and what stands elsewhere than in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from careguide.content.guide import Escalation
from careguide.content.part import Unit
from careguide.finding import Fault, Related
from careguide.source.locators import Position, position
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


def misplaced(units: Sequence[Unit]) -> Iterator[tuple[Unit, Unit]]:
    """The units of a list that stand elsewhere than in the source, each with one on the wrong side of it.

    As few as possible: where one unit has been moved, only that one.
    """
    cited = [unit for unit in units if unit.source]
    kept = _longest_in_order(cited)
    for index, unit in enumerate(cited):
        if unit not in kept:
            before = (other for other in cited[:index] if other in kept and _precedes(unit, other))
            after = (other for other in cited[index + 1 :] if other in kept and _precedes(other, unit))
            yield from ((unit, other) for other in [next(chain(before, after), None)] if other)


def last_id(address: str) -> str:
    """The id that an address ends with: things of one list are told apart by it, however they are named."""
    return address.rpartition(".")[2]


def _precedes(one: Unit, other: Unit) -> bool:
    """Whether everything that a unit cites stands above everything that another one cites."""
    return max(map(position, one.source)) < _first(other)


def _longest_in_order(units: Sequence[Unit]) -> Sequence[Unit]:
    """The most units, in the order of the list, that follow each other in the source by the first block they cite."""
    chains: list[list[Unit]] = []
    for unit in units:
        shorter = (chain for chain in chains if _first(chain[-1]) <= _first(unit))
        chains.append([*max(shorter, key=len, default=[]), unit])
    return max(chains, key=len, default=[])


def _first(unit: Unit) -> Position:
    return min(map(position, unit.source))


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
