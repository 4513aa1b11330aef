"""An edition, and what all chapters need of it: names, links, and the numbers of the editorial notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from careguide.book.blocks import Inline, Inlines, Link, own
from careguide.content.guide import Guide
from careguide.content.part import Note, Unit
from careguide.edition import Edition

_LONGEST_NAME = 70


class Remark(NamedTuple):
    """An editorial note, its number in this edition, and the unit it is about."""

    number: int
    unit: Unit
    note: Note

    @property
    def anchor(self) -> str:
        """Where the note stands in the list of all notes."""
        return own("note", *filter(None, (self.unit.address, self.note.id)))

    @property
    def beside(self) -> str:
        """Where the note stands beside its statement, if it does."""
        return own("beside", *filter(None, (self.unit.address, self.note.id)))


@dataclass(frozen=True)
class Manuscript:
    """``met`` has the targets of all links in an earlier draft, in the order in which a reader meets them."""

    edition: Edition
    met: tuple[str, ...] = ()

    @property
    def guide(self) -> Guide:
        return self.edition.guide

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """All editorial notes, numbered as a reader meets them; without a draft, in the order of the files."""
        units = (part for part in self.guide.walk() if isinstance(part, Unit))
        remarks = [Remark(0, unit, note) for unit in units for note in unit.notes]
        place = {target: index for index, target in reversed([*enumerate(self.met)])}
        remarks.sort(key=lambda remark: place.get(f"#{remark.anchor}", len(place)))
        return tuple(remark._replace(number=number) for number, remark in enumerate(remarks, start=1))

    @cached_property
    def _remarks_by_address(self) -> Mapping[str, tuple[Remark, ...]]:
        found: dict[str, tuple[Remark, ...]] = {}
        for remark in self.remarks:
            found[remark.unit.address] = (*found.get(remark.unit.address, ()), remark)
        return found

    def remarks_on(self, unit: Unit) -> tuple[Remark, ...]:
        return self._remarks_by_address.get(unit.address, ())

    def link(self, unit: Unit) -> Link:
        """A link to a unit, by its name."""
        return Link(f"#{anchor(unit)}", (name(unit),))

    def trail(self, unit: Unit) -> Inlines:
        """A link to a unit, after the names of all that contain it: *Massage › Thoracic spine ›* Vibration."""
        return (*self._above(unit), self.link(unit))

    def trails(self, units: Iterable[Unit]) -> Inlines:
        """Links to units; what contains them is named once where several stand side by side."""
        groups = groupby(units, key=lambda unit: unit.address.rpartition(".")[0])
        beside = (list(members) for _, members in groups)
        return joined(
            ((*self._above(members[0]), *joined((self.link(unit),) for unit in members)) for members in beside),
            by="; ",
        )

    def _above(self, unit: Unit) -> Inlines:
        names: list[str] = []
        at = unit
        while at.address and (at := self.guide.parent(at)).address:
            names.append(f"{name(at)} › ")
        return ("".join(reversed(names)),) if names else ()

    def refer(self, reference: str, at: Unit) -> Inline:
        """A link to the unit that a reference made at ``at`` means; the reference itself where it means none."""
        unit = self.guide.resolve(reference, at)
        return self.link(unit) if unit else reference

    def refer_all(self, references: Iterable[str], at: Unit) -> Inlines:
        return joined((self.refer(reference, at),) for reference in references)


def anchor(unit: Unit) -> str:
    """Where a unit stands in the book: its address, which the guide as a whole has none of."""
    return unit.address or own("guide")


def name(unit: Unit) -> str:
    """What to call a unit in a link: its name if it has one, or else its id as words; never a whole paragraph."""
    words = unit.name.rstrip(".") or unit.id.replace("-", " ").capitalize()
    words = " ".join(words.split())
    if len(words) <= _LONGEST_NAME:
        return words
    head, space, _ = words[:_LONGEST_NAME].rpartition(" ")
    return head.rstrip(",;:–- ") + " …" if space else words[:_LONGEST_NAME] + "…"


def joined(items: Iterable[Inlines], by: str = ", ") -> Inlines:
    """Inlines one after the other, with something between them."""
    return tuple(_between(items, by))


def _between(items: Iterable[Inlines], by: str) -> Iterator[Inline]:
    for index, item in enumerate(items):
        if index:
            yield by
        yield from item
