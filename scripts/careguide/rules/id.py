"""Identifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from careguide.content.guide import Term
from careguide.content.part import Note, Unit
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Severity

_KIND = (
    "step|stage|exercise|item|rule|drug|group|recipe|ingredient|note|section|method|state|phase|trigger|transition|"
    "operation|statement|principle|effect|condition|unit|part|point|number|no|nr|entry|block|paragraph|li|ex|p"
)
_ORDINAL = "[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|sixth|last|next"
_NUMBERED = re.compile(rf"(?:{_KIND})-?(?:{_ORDINAL})|(?:{_ORDINAL})-(?:{_KIND})")
_NAMED = (Unit, Note, Term)
_SERIES = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]+)")


@rule(Severity.ERROR, acknowledgeable=False)
def format_(unit: Unit) -> Faults:
    """An id is a place in a list (step-2) and not a name.

    Why: An id is an address for ever, in apps, translations and quotations. When a step is put in between, its number
    would point at another step, and the order of a treatment would be told wrongly.

    Bad:
        # at massage.cervical
        steps:
          - {id: step-1, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading]}

    Good:
        # at massage.cervical
        steps:
          - {id: stroking, text: Stroke with the palms., source: [S01.p2.li1], technique: [stroking]}
          - {id: kneading, text: Knead the muscles., source: [S01.p2.li1], technique: [kneading]}

    Fix: Name the thing after what it is, such as stroking or side-bend, and change what refers to it.
    """
    children = [child for child in unit.parts() if isinstance(child, _NAMED)]
    counted = [child.id for child in children if child.id[-1:].isdecimal()]
    series = _series(counted) if len(counted) > 1 else ()
    for child in children:
        if _NUMBERED.fullmatch(child.id) or child.id in series:
            yield Fault(f"The id “{child.id}” says where it stands in a list, not what it is.", child.place / "id")


def _series(ids: Sequence[str]) -> frozenset[str]:
    """The ids that are numbered through: press-1, press-2. Two of a kind that are named so (omega-3) are none."""
    stems: Mapping[str, dict[int, str]] = defaultdict(dict)
    for found in filter(None, map(_SERIES.fullmatch, ids)):
        stems[found["stem"]][int(found["number"])] = found[0]
    counted = (
        numbers for numbers in stems.values() if len(numbers) > 1 and set(numbers) == set(range(1, len(numbers) + 1))
    )
    return frozenset(name for numbers in counted for name in numbers.values())
