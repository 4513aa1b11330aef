"""The way back from each statement to the source document."""

from __future__ import annotations

from collections.abc import Sequence

from careguide.content.common import Conditions, Course
from careguide.content.coverage import coverage
from careguide.content.document import Exclusion
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.engine.rule import rule
from careguide.engine.suggest import did_you_mean
from careguide.finding import Fault, Faults, Related, Severity


@rule(Severity.ERROR, acknowledgeable=False)
def unmapped_block(guide: Guide) -> Faults:
    """A block of the source document is carried by no unit, and is not excluded either.

    Why: Something that the source says is missing from the guide: it may be the contraindication.

    Bad:
        # at document
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a3}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S02.p1, hash: 00000000000000a6}
          - {locator: S09.p9, hash: 00000000000000a7}

    Good:
        # at document
        exclusions:
          - {locator: S09.p9, reason: An advertisement.}
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a3}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S02.p1, hash: 00000000000000a6}
          - {locator: S09.p9, hash: 00000000000000a7}

    Fix: Transcribe the block and cite it under `source`, or list it under `exclusions` in document.yaml with the
    reason.
    """
    for entry in coverage(guide):
        if not entry.mapped:
            yield Fault(
                f"The block {entry.block.locator} is cited by no unit, and is not excluded.",
                entry.block.place / "locator",
            )


@rule(Severity.ERROR, acknowledgeable=False)
def locator_missing(unit: Unit) -> Faults:
    """A unit names no block of the source.

    Why: Nobody can tell a statement of the source from an invention.

    Bad:
        # at massage.cervical.stroking
        source: []

    Good:
        # at massage.cervical.stroking
        source: [S01.p2.li1]

    Fix: Add `source` with the locators of the blocks that say this, such as `source: [S05.p4.li1]`.
    """
    if not unit.source and not _states_nothing(unit):
        yield Fault(
            f"“{unit.id}” does not say which block of the source it carries: `source` is missing or empty.",
            unit.place / "source",
        )


@rule(Severity.ERROR, acknowledgeable=False)
def unknown_locator(unit: Unit, guide: Guide) -> Faults:
    """A unit cites a block that the source document does not have.

    Why: The way back to the source leads nowhere, so the statement cannot be verified.

    Bad:
        # at massage.cervical.stroking
        source: [S01.p2.li1, S01.p2.li9]

    Good:
        # at massage.cervical.stroking
        source: [S01.p2.li1]

    Fix: Look the block up in document.yaml, which lists every locator.
    """
    known = {block.locator for block in guide.document.blocks}
    for index, locator in enumerate(unit.source):
        if locator not in known:
            yield Fault(
                f"“{unit.id}” cites the block {locator}, but the source document has no such block.",
                unit.place / "source" / index,
                did_you_mean(locator, known),
            )


@rule(Severity.ERROR, acknowledgeable=False)
def unused_exclusion(exclusions: Sequence[Exclusion], guide: Guide) -> Faults:
    """A block is excluded although a unit cites it, or although the document has no such block.

    Why: An exclusion that is not one hides the next block that really is left out.

    Bad:
        # at document
        exclusions:
          - {locator: S01.p2.li1, reason: An advertisement.}

    Good:
        # at document
        id: document

    Fix: Take the exclusion out.
    """
    blocks = {entry.block.locator: entry for entry in coverage(guide)}
    for exclusion in exclusions:
        entry = blocks.get(exclusion.locator)
        if entry is None:
            yield Fault(
                f"{exclusion.locator} is excluded, but the document has no such block.", exclusion.place / "locator"
            )
        elif entry.units:
            yield Fault(
                f"{exclusion.locator} is excluded, but “{entry.units[0].id}” cites it.",
                exclusion.place / "locator",
                related=(Related("cited here", entry.units[0].place / "source"),),
            )


def _states_nothing(unit: Unit) -> bool:
    """Whether a unit only says that the source is silent, so that there is nothing to cite."""
    if isinstance(unit, Conditions):
        return bool(unit.unstated)
    figures = (unit.sessions, unit.session_length, unit.frequency, unit.duration) if isinstance(unit, Course) else ()
    return bool(figures) and not unit.text and all(quantity.unstated for quantity in figures)
