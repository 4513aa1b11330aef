"""Editorial notes that accept a finding: one note, one rule, one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from careguide.content.guide import Guide
from careguide.content.part import Note, Unit
from careguide.engine.rule import Rule
from careguide.engine.suggest import nearest
from careguide.finding import Finding
from careguide.source.place import Place


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A note's claim to accept a finding. ``rule`` is the rule it names, if there is one of that name.

    ``meant`` is the name of that rule or, where there is none, of one that is written much like it, if any.
    """

    note: Note
    unit: Unit
    rule: Rule | None
    meant: str


class Claims:
    """The claims of a guide's notes to accept findings, and which of them accept none so far."""

    def __init__(self, guide: Guide, rules: Mapping[str, Rule]) -> None:
        self._guide = guide
        self._claims = [
            Acknowledgement(note, unit, rules.get(note.acknowledges), _meant(note.acknowledges, rules))
            for unit in guide.each(Unit)
            for note in unit.notes
            if note.acknowledges
        ]
        self._kept: set[int] = set()

    def told(self, rule: Rule, findings: Sequence[Finding]) -> list[Finding]:
        """All findings of a rule in their order, each that a note accepts marked with the note's address.

        A note accepts the first finding of the rule it names whose innermost unit is the one that the note stands on.
        One that misspells the rule does so too, to let the misspelling be told and not both.
        """
        told = list(findings)
        claims = [claim for claim in self._claims if claim.meant == rule.id] if told and rule.acknowledgeable else []
        waiting = {index: self._owners.of(finding.place) for index, finding in enumerate(told)} if claims else {}
        for claim in claims:
            match = next((index for index, unit in waiting.items() if unit is claim.unit), None)
            if match is not None:
                del waiting[match]
                told[match] = replace(told[match], acknowledged_by=claim.note.address)
                self._kept.add(id(claim))
        return told

    def unused(self) -> list[Acknowledgement]:
        """Those that accept nothing, and those that name no rule."""
        return [claim for claim in self._claims if claim.rule is None or id(claim) not in self._kept]

    @cached_property
    def _owners(self) -> _Owners:
        return _Owners(self._guide)


def owner(guide: Guide, place: Place) -> Unit:
    """The unit on which a note has to stand that is to accept a finding at a place."""
    return _Owners(guide).of(place)


def _meant(name: str, rules: Mapping[str, Rule]) -> str:
    return name if name in rules else nearest(name, rules)


class _Owners:
    """Finds the innermost unit around a place."""

    def __init__(self, guide: Guide) -> None:
        self._overview = guide.overview
        self._units = {(unit.place.source.name, unit.place.path): unit for unit in guide.each(Unit)}

    def of(self, place: Place) -> Unit:
        for length in range(len(place.path), -1, -1):
            unit = self._units.get((place.source.name, place.path[:length]))
            if unit is not None:
                return unit
        return self._overview
