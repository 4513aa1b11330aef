"""The way back from each statement to the source document."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from careguide.content.common import Conditions, Course
from careguide.content.coverage import coverage
from careguide.content.document import Block, Exclusion
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.content.quantity import Quantity
from careguide.document.locators import follows, position
from careguide.engine.rule import rule
from careguide.engine.suggest import did_you_mean, nearest
from careguide.finding import Fault, Faults, Related, Severity
from careguide.knowledge.mistranslations import mistranslations
from careguide.knowledge.opposites import turned_round
from careguide.language.phrases import phrases
from careguide.source.place import Place

_CITED = (
    "block/number-invented",
    "source/locator-missing",
    "source/unknown-locator",
    "ref/dangling",
    "ref/undeclared-equipment",
    "steps/unknown-ref",
)
"""Where one of these finds something, a block may only seem to be carried by nothing."""


@rule(Severity.ERROR, needs=_CITED, acknowledgeable=False)
def unmapped_block(guide: Guide) -> Faults:
    """A block of the source document is carried by no unit, and is not excluded either.

    Blocks that follow each other are told together.

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
          - {locator: S02.p2, hash: 00000000000000a7}

    Good:
        # at document
        exclusions:
          - {locator: S02.p2, reason: An advertisement.}
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a3}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S02.p1, hash: 00000000000000a6}
          - {locator: S02.p2, hash: 00000000000000a7}

    Fix: Transcribe the block and cite it under `source`, or list it under `exclusions` in document.yaml with the
    reason.
    """
    for mapped, run in groupby(coverage(guide), key=lambda entry: entry.mapped):
        if not mapped:
            first, *others = [entry.block for entry in run]
            more = f" and the {len(others)} after it" if len(others) > 1 else " and the one after it" if others else ""
            yield Fault(
                f"The block {first.locator}{more} {'are' if more else 'is'} cited nowhere, and not excluded.",
                first.place / "locator",
                related=tuple(Related("this one too", block.place / "locator") for block in others),
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
            related=tuple(Related("what it says", quantity.place) for quantity in _figures(unit) if quantity.numbers),
        )


@rule(Severity.ERROR, needs=["source/locator-drift"], acknowledgeable=False)
def unknown_locator(guide: Guide) -> Faults:
    """A unit cites a block that the source document does not have. Units that cite the same one are told together.

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
    citing: dict[str, list[Unit]] = {}
    for unit in (guide.overview, *guide.units.values()):
        for locator in unit.source:
            if locator not in known:
                citing.setdefault(locator, []).append(unit)
    for locator, (first, *others) in citing.items():
        yield Fault(
            f"“{first.id}” cites the block {locator}, but the source document has no such block.",
            _cited_at(first, locator),
            did_you_mean(locator, known),
            related=tuple(Related("cited here too", _cited_at(unit, locator)) for unit in others),
            meant=nearest(locator, known),
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


@rule(Severity.ERROR, acknowledgeable=False)
def locator_drift(blocks: Sequence[Block]) -> Faults:
    """The list of blocks is not one that a document can have: a locator comes twice, too early or after a gap.

    Why: Units cite blocks by their locators. A block that was moved, copied or lost in this list leads a reviewer to
    another sentence of the source. (Whether the blocks are still those of the document itself, only the document can
    tell: `careguide coverage GUIDE --document FILE` holds it against them.)

    Bad:
        # at document
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a3}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S02.p1, hash: 00000000000000a6}

    Good:
        # at document
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a3}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S02.p1, hash: 00000000000000a6}

    Fix: List every block of the document once, in its order.
    """
    first: dict[str, Block] = {}
    for block in blocks:
        other = first.setdefault(block.locator, block)
        if other is not block:
            yield Fault(
                f"{block.locator} is listed twice.",
                block.place / "locator",
                related=(Related("listed here first", other.place / "locator"),),
            )
    for above, block in pairwise(first.values()):
        if position(block.locator) < position(above.locator):
            yield Fault(f"{block.locator} stands after {above.locator}.", block.place / "locator")
    for above, block in pairwise(sorted(first.values(), key=lambda block: position(block.locator))):
        if not follows(above.locator, block.locator):
            yield Fault(f"Between {above.locator} and {block.locator} a block is missing.", block.place / "locator")


@rule(Severity.WARNING)
def duplicate_fingerprint(blocks: Sequence[Block]) -> Faults:
    """Two blocks have one and the same fingerprint.

    Why: Either the document says the same thing twice, or a line was copied and its fingerprint forgotten; then a
    change of that block in the document goes unseen.

    Bad:
        # at document
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a2}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S02.p1, hash: 00000000000000a6}

    Good:
        # at document
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a3}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S02.p1, hash: 00000000000000a6}

    Fix: Hold the list against the document with `careguide coverage GUIDE --document FILE`. If the document does repeat
    itself, add a note to the guide that acknowledges source/duplicate-fingerprint.
    """
    first: dict[str, Block] = {}
    for block in blocks:
        other = first.setdefault(block.hash, block)
        if other.locator != block.locator:
            yield Fault(
                f"`hash` of {block.locator} is {block.hash}, the fingerprint of {other.locator}.",
                block.place / "hash",
                related=(Related("the same fingerprint", other.place / "hash"),),
            )


@rule(Severity.ERROR, acknowledgeable=False)
def silent_correction(unit: Unit, guide: Guide) -> Faults:
    """A text says something else than the source's own words beside it, and no note says so.

    Why: Readers take the guide's word for the source's. A slip that the source makes, or that the correction makes,
    could no longer be found.

    Bad:
        # at massage.cervical.stroking
        text: Stroke slowly with the palms.
        as_written: quickly, with the palms

    Good:
        # at massage.cervical.stroking
        text: Stroke quickly with the palms.
        as_written: quickly, with the palms

    Fix: Say what the source says, and what is wrong with it in a note beside it; or keep the correction, and let a note
    quote the source's word and give the right one.
    """
    change = _change(unit, guide)
    if change and not _told(change, unit, guide):
        yield Fault(
            f"The source says “{change.was}”, but `{change.field}` says “{change.now}”, and no note says so.",
            unit.place / change.field,
            related=(Related("the source's own words", unit.place / "as_written"),),
        )


def _cited_at(unit: Unit, locator: str) -> Place:
    return unit.place / "source" / unit.source.index(locator)


class _Change(NamedTuple):
    """Words of the source, what a field of the unit says instead, and the words that tell the new meaning."""

    was: str
    now: str
    told_by: str
    field: str


def _change(unit: Unit, guide: Guide) -> _Change | None:
    """What a unit says otherwise than the words of the source that stand beside it."""
    if not unit.as_written:
        return None
    said, field = f"{unit.title} {unit.text}", "text" if unit.text else "title"
    for was, row in mistranslations(guide.document.translated_from, unit.as_written):
        if not row.found(said) and row.means(said):
            return _Change(was, row.meant, row.meant_words, field)
    turned = turned_round(unit.as_written, said)
    return _Change(*turned, turned[1], field) if turned else None


def _told(change: _Change, unit: Unit, guide: Guide) -> bool:
    """Whether a note on the unit gives either of the two, or one on a parent quotes the source."""
    if any(phrases(f"{change.was}|{change.told_by}").search(note.text) for note in unit.notes):
        return True
    above, quoted = unit, phrases(change.was)
    while above is not guide.overview:
        above = guide.parent(above)
        if any(quoted.search(note.text) for note in above.notes):
            return True
    return False


def _states_nothing(unit: Unit) -> bool:
    """Whether a unit only says that the source is silent, so that there is nothing to cite."""
    if isinstance(unit, Conditions):
        return bool(unit.unstated)
    figures = _figures(unit)
    return bool(figures) and not unit.text and all(quantity.unstated for quantity in figures)


def _figures(unit: Unit) -> Sequence[Quantity]:
    return (unit.sessions, unit.session_length, unit.frequency, unit.duration) if isinstance(unit, Course) else ()
