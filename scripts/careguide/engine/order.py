"""Things that wait for each other: which of them wait in a circle, and the chain that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from careguide.content.guide import Escalation
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
    chain = " → ".join([*(link.start for link in circle), circle[0].start])
    related = tuple(Related(link.said, link.place) for link in circle[1:])
    return Fault(message.format(chain=chain), circle[0].place, related=related)


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


def last_id(address: str) -> str:
    """The id that an address ends with: things of one list are told apart by it, however they are named."""
    return address.rpartition(".")[2]


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
