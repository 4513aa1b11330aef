"""A guide as a whole: its overview (``guide.yaml``), its source document and its modules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

import msgspec

from careguide.content.address import resolve
from careguide.content.common import Condition, Conditions, Module, Review, Rule, Statement, Status
from careguide.content.document import Document
from careguide.content.part import Audience, Part, Unit

P = TypeVar("P", bound=Part)
T = TypeVar("T")


class Phase(Unit, frozen=True, kw_only=True):
    after: tuple[str, ...] = ()


class State(Unit, frozen=True, kw_only=True):
    """A state of treatment; ``treatments`` are the addresses of what is used in it."""

    treatments: tuple[str, ...] = ()
    start: bool = False
    end: bool = False


class Transition(Unit, frozen=True, kw_only=True):
    """A step of the ladder; ``priority`` only where the source ranks two answers to one trigger."""

    from_: str = msgspec.field(name="from")
    to: str
    trigger: str
    priority: int | None = None


class Escalation(Unit, frozen=True, kw_only=True):
    states: tuple[State, ...]
    triggers: tuple[Condition, ...]
    transitions: tuple[Transition, ...]


class Referral(Unit, frozen=True, kw_only=True):
    to: str = ""
    indications: Conditions | None = None
    red_flags: Conditions | None = None


class Term(Part, frozen=True, kw_only=True):
    """A technical term, explained by the editors and not by the source."""

    id: str
    term: str
    definition: str
    variants: tuple[str, ...] = ()


class Overview(Unit, frozen=True, kw_only=True):
    """What ``guide.yaml`` holds; its own address is empty, so that its units are addressed from the guide down."""

    language: str
    version: str
    status: Status
    date: str
    condition: Condition
    phases: tuple[Phase, ...]
    modalities: tuple[str, ...]
    escalation: Escalation
    reviews: tuple[Review, ...] = ()
    principles: tuple[Statement, ...] = ()
    rules: tuple[Rule, ...] = ()
    referral: Referral | None = None
    prognosis: tuple[Statement, ...] = ()
    glossary: tuple[Term, ...] = ()


def once_in_guide(find: Callable[[P, Guide], T]) -> Callable[[P, Guide], T]:
    """Keeps what a function finds in a part of a guide with the guide, for the many rules that ask for it."""
    name = f"{find.__module__}.{find.__qualname__}"

    @wraps(find)
    def kept(part: P, guide: Guide, /) -> T:
        held: dict[int, tuple[P, T]] = guide.__dict__.setdefault(name, {})
        if id(part) not in held:
            held[id(part)] = (part, find(part, guide))  # with the part, so that no other one can come by its number
        return held[id(part)][1]

    return kept


@dataclass(frozen=True, eq=False)
class Guide:
    """A guide that has passed its schemas; ``modules`` stand in the order that ``guide.yaml`` gives.

    It equals nothing but itself, so that what is found out about it can be remembered without looking all through it.
    """

    overview: Overview
    document: Document
    modules: tuple[Module, ...]

    @property
    def id(self) -> str:
        return self.overview.id

    def walk(self) -> Sequence[Part]:
        """Every part of the guide, overview first, then the modules in order."""
        return self._parts

    @cached_property
    def _parts(self) -> tuple[Part, ...]:
        return tuple(part for root in (self.overview, self.document, *self.modules) for part in root.walk())

    def each(self, kind: type[P]) -> Sequence[P]:
        """Every part of a type, in reading order."""
        if kind not in self._by_type:
            self._by_type[kind] = tuple(part for part in self._parts if isinstance(part, kind))
        return self._by_type[kind]

    @cached_property
    def _by_type(self) -> dict[type[Part], Sequence[Any]]:
        return {}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Every unit below the guide by its address, in reading order (the first, where two share an address)."""
        found: dict[str, Unit] = {}
        for unit in self.each(Unit):
            if unit.address:
                found.setdefault(unit.address, unit)
        return found

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule of treatment, in reading order."""
        return tuple(self.each(Rule))

    def module_of(self, unit: Part) -> Module | None:
        """The module in whose file a part stands; ``None`` for parts of ``guide.yaml``."""
        return next((m for m in self.modules if m.place.source is unit.place.source), None)

    def parent(self, unit: Unit) -> Unit:
        """The unit directly above; the overview for those at the top."""
        above, _, _ = unit.address.rpartition(".")
        return self.units[above] if above else self.overview

    def resolve(self, reference: str, at: Unit) -> Unit | None:
        """The unit that a reference at ``at`` means: one beside it, or beside its parents, or one by its address."""
        meant = resolve(reference, at.address, self.units)
        return None if meant is None else self.units[meant]

    def audience(self, unit: Unit) -> Audience:
        """Whom a unit addresses: its own word, or that of the nearest parent that has one."""
        at: Unit = unit
        while at.audience is None and at is not self.overview:
            at = self.parent(at)
        return at.audience or Audience.BOTH
