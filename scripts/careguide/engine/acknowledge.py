"""Editorial notes that accept a finding: one note, one rule, one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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


def acknowledge(
    guide: Guide, findings: Sequence[Finding], rules: Mapping[str, Rule]
) -> tuple[list[Finding], list[Acknowledgement]]:
    """The findings, each that a note accepts marked with the note's address; and the claims that accept none.

    A note accepts the first finding, in the order given, of the rule it names whose innermost unit is the one that
    the note stands on. One that misspells the rule does so too, to let the misspelling be told and not both.
    """
    owners = _Owners(guide)
    waiting = {index: owners.of(f.place) for index, f in enumerate(findings) if rules[f.rule].acknowledgeable}
    told, unused = list(findings), []
    for claim in _claims(guide, rules):
        match = next((i for i, unit in waiting.items() if unit is claim.unit and told[i].rule == claim.meant), None)
        if match is None or claim.rule is None:
            unused.append(claim)
        if match is not None:
            del waiting[match]
            told[match] = replace(told[match], acknowledged_by=claim.note.address)
    return told, unused


def owner(guide: Guide, place: Place) -> Unit:
    """The unit on which a note has to stand that is to accept a finding at a place."""
    return _Owners(guide).of(place)


def _claims(guide: Guide, rules: Mapping[str, Rule]) -> list[Acknowledgement]:
    return [
        Acknowledgement(note, unit, rules.get(note.acknowledges), _meant(note.acknowledges, rules))
        for unit in guide.each(Unit)
        for note in unit.notes
        if note.acknowledges
    ]


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
