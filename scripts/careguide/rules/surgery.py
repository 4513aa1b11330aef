"""When to operate, and how the operations are sorted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from careguide.content.common import Combine, Condition, Conditions
from careguide.content.surgery import Category, Operation, Surgery
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.imaging_findings import imaging_finding
from careguide.knowledge.spinal_operations import SpinalOperation, spinal_operations
from careguide.language.words import plain, tells_of_failure

_MOST = 4
"""So many operations that are the same are named, at most."""

_HARM = re.compile(
    r"\b(deficits?|weakness|weak|paralys\w+|paresis|numbness|myelopathy|radiculopathy|cauda equina|bladder|bowel|"
    r"incontinence|compress\w*|risk|unstable|instability|progress\w*|worsen\w*|fracture\w*|tumou?rs?|infect\w*|"
    r"symptoms?|pain|nerves?|spinal cord)\b"
)
_FOUND = re.compile(r"\b((was|were|is|are|been|be) (found|seen|detected|shown|diagnosed|discovered)|finding of)\b")
_PURPOSES = {
    "stabilisation": re.compile(r"\bstabili[sz]"),
    "decompression": re.compile(r"\bdecompress"),
    "preserved motion": re.compile(r"\bmotion.preserv|preserv\w+ (of )?(motion|movement)"),
}


@rule(Severity.WARNING)
def weak_indication(surgery: Surgery) -> Faults:
    """An operation is indicated by a finding alone: no symptom, no nerve deficit, no treatment that has failed.

    Why: Herniated discs and worn joints are found in many people who have no complaints. Operated on for the image,
    they carry the risk without the benefit.

    Bad:
        # at surgery.indications
        items:
          - {id: herniated-disc, text: A herniated disc has been found, source: [S02.p1]}

    Good:
        # at surgery.indications
        items:
          - {id: herniated-disc, text: A herniated disc presses on a nerve and causes weakness, source: [S02.p1]}

    Fix: Look it up. If the source asks for nothing more, a note at the indication says what is missing.
    """
    for conditions in (surgery.indications, *(category.indications for category in surgery.categories)):
        if conditions and not _is_qualified(conditions):
            for item in conditions.items:
                if _is_finding_alone(item):
                    yield Fault(
                        f"“{item.name}” is a finding: neither a symptom or deficit nor failed treatment is asked for.",
                        item.place / "text",
                    )


@rule(Severity.INFO, needs=["order/vs-source"])
def overlapping_options(surgery: Surgery) -> Faults:
    """Two options for surgery are the same operation, or one of them contains the other.

    Why: The reader weighs two things that are not two, and a program counts one operation twice.

    Bad:
        # at surgery.decompression
        operations:
          - {id: discectomy, title: Discectomy, text: The disc is taken out., source: [S02.p1]}
          - {id: removal, title: Disc removal, text: A damaged disc is removed., source: [S02.p1]}

    Good:
        # at surgery.decompression
        operations:
          - {id: discectomy, title: Discectomy, text: The disc is taken out., source: [S02.p1]}
          - {id: laminectomy, title: Laminectomy, text: The lamina is taken out., source: [S02.p1]}

    Fix: Merge the two, or say in a note at the later one how it relates to the other.
    """
    seen: dict[str, list[tuple[int, Operation]]] = {}
    operations = (operation for category in surgery.categories for operation in category.operations)
    for number, operation in enumerate(operations):
        marks = _marks(operation)
        alike = dict(pair for mark in marks for pair in seen.get(mark, ()))
        twins = [alike[earlier] for earlier in sorted(alike)[:_MOST]]
        if twins:
            names = " and ".join(f"“{twin.title}”" for twin in twins)
            yield Fault(
                f"“{operation.title}” is, or contains, the same operation as {names}.",
                operation.place / "title",
                related=tuple(Related(f"“{twin.title}”", twin.place / "title") for twin in twins),
            )
        for mark in marks:
            bearers = seen.setdefault(mark, [])
            bearers += [(number, operation)] if len(bearers) < _MOST else []


@rule(Severity.INFO, needs=["order/vs-source"])
def category(category: Category) -> Faults:
    """An operation stands in a category whose purpose it does not have.

    Why: A patient who needs the spine stabilised is offered an operation that keeps it movable, or the other way round.

    Bad:
        # at surgery.decompression
        operations:
          - {id: fusion, title: Spinal fusion, text: Two vertebrae are joined., source: [S02.p1]}

    Good:
        # at surgery.decompression
        operations:
          - {id: laminectomy, title: Laminectomy, text: The lamina is taken out., source: [S02.p1]}

    Fix: Move the operation. If the source sorts it so, a note at the operation says what it is really for.
    """
    purpose = next((name for name, words in _PURPOSES.items() if words.search(plain(category.name))), "")
    for operation in category.operations:
        known = {kind.purpose: kind for kind in _kinds(operation)}
        if purpose and known and purpose not in known:
            kind = next(iter(known.values()))
            yield Fault(
                f"“{operation.title}” stands under “{category.title}”, but the purpose of a {kind.operation} is "
                f"{kind.purpose}.",
                operation.place / "title",
                related=(Related("the category", category.place / "title"),),
            )


def _is_qualified(conditions: Conditions) -> bool:
    """Whether the list as a whole asks for more than any one of its items."""
    return conditions.combine is Combine.ALL and any(
        tells_of_failure(item.name) or _HARM.search(plain(item.name)) for item in conditions.items
    )


def _is_finding_alone(item: Condition) -> bool:
    text = plain(item.name)
    found = imaging_finding(text) or _FOUND.search(text)
    return bool(found) and not tells_of_failure(text) and not _HARM.search(text)


def _kinds(operation: Operation) -> Sequence[SpinalOperation]:
    return spinal_operations(operation.title, (code.code for code in operation.codes if code.system == "mesh"))


def _marks(operation: Operation) -> set[str]:
    """What two operations that are the same have in common: their kind, or a confident code."""
    kinds_ = {kind.operation for kind in _kinds(operation)}
    return kinds_ | {f"{code.system} {code.code}" for code in operation.exported_codes}
