"""The drugs of a guide side by side: which of them are the same, and how they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from careguide.content.medication import Drug, Group, Medication, Procedure
from careguide.content.part import Code, Unit
from careguide.content.wording import figure, term

Prescribed = tuple[Group | Procedure, Drug]
"""A drug, and the group or the procedure in which it stands."""


def prescriptions(medication: Medication) -> list[Prescribed]:
    """Every drug, with the group or the procedure in which it stands, in reading order."""
    members = [(group, drug) for group in medication.groups for drug in group.members]
    return [*members, *((procedure, drug) for procedure in medication.procedures for drug in procedure.agents)]


def atc_codes(unit: Unit) -> list[Code]:
    """The confident codes of a drug or a group in the ATC classification."""
    return [code for code in unit.exported_codes if code.system == "atc"]


def same_drug(one: Drug, other: Drug) -> bool:
    """Whether two drugs hold the same substances."""
    return bool(one.substances) and {s.casefold() for s in one.substances} == {s.casefold() for s in other.substances}


def same_substance(one: str, other: str) -> bool:
    """Whether two names mean one substance, with or without its salt: diclofenac, diclofenac sodium."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return long == short or long.startswith(f"{short} ")


def with_kin(drugs: Iterable[Prescribed]) -> Iterator[tuple[Prescribed, Sequence[Prescribed]]]:
    """Each drug, and those before it that may hold a substance of it: one whose name begins with the same word."""
    holding: dict[str, list[Prescribed]] = {}
    for prescribed in drugs:
        words = {name.casefold().partition(" ")[0] for name in prescribed[1].substances}
        before = {id(drug): (group, drug) for word in words for group, drug in holding.get(word, ())}
        yield prescribed, tuple(before.values())
        for word in words:
            holding.setdefault(word, []).append(prescribed)


def differences(first: Drug, other: Drug) -> Iterator[tuple[str, str, str]]:
    """The fields in which two entries of one drug differ, and in words what the other has there and the first."""
    for field in ("form", "route"):
        there, here = getattr(first, field), getattr(other, field)
        if here != there and "unstated" not in (here, there):
            yield field, term(here), term(there)
    there, here = first.duration, other.duration
    if here.numbers and there.numbers and figure(here) != figure(there):
        yield "duration", figure(here), figure(there)
