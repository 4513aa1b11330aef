"""The blocks of the source document: who carries them, and the numbers in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from careguide.content.coverage import BlockCoverage, coverage
from careguide.content.document import Document, Numbers
from careguide.content.guide import Guide
from careguide.content.part import Unit, once
from careguide.content.quantity import Number, Quantity
from careguide.content.wording import figure, number
from careguide.document.blocks import fingerprint_of_list
from careguide.engine.rule import rule
from careguide.finding import Fault, Faults, Related, Severity
from careguide.prose.reading import figures

_MOST = 4
_FIGURES = [
    "count/min-max",
    "figure/prose-mismatch",
    "figure/vague-quantity",
    "unit/missing",
    "unit/dimension",
    "unit/percent-range",
    "recipe/proportions",
]
_FIGURES_OF_TEXTS = ["block/number-invented", "figure/prose-mismatch", "figure/unmapped-number"]


@rule(Severity.ERROR, acknowledgeable=False, last=True)
def carried_otherwise(guide: Guide) -> Faults:
    """A block is carried by more or fewer units than when it was last compared with the document.

    Only blocks that have `units` are counted.

    Why: A unit was lost, copied, or cites another block now. What it said may be missing, although the rest of the
    block is still there.

    Bad:
        # at document
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a3, units: 5}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S02.p1, hash: 00000000000000a6}

    Good:
        # at document
        blocks:
          - {locator: S01.p1, hash: 00000000000000a1}
          - {locator: S01.p2, hash: 00000000000000a2}
          - {locator: S01.p2.li1, hash: 00000000000000a3, units: 4}
          - {locator: S01.p3, hash: 00000000000000a4}
          - {locator: S01.p3.li1, hash: 00000000000000a5}
          - {locator: S02.p1, hash: 00000000000000a6}

    Fix: Compare the block with the document, and mend what is lost or cited wrongly. If all of it is carried, correct
    `units`.
    """
    changed = [entry for entry in coverage(guide) if entry.block.units not in (None, len(entry.units))]
    if changed:
        first, *others = changed
        told = ", ".join(map(_told, changed[:_MOST])) + (" and so on" if len(changed) > _MOST else "")
        yield Fault(
            f"`units` says how many places of the guide cite a block, but that is no longer so: {told}.",
            first.block.place / "units",
            related=(
                *(Related(f"now {len(entry.units)}", entry.block.place / "units") for entry in others),
                *(Related("what cites it", unit.place / "source") for unit in first.units[:_MOST]),
            ),
        )


@rule(Severity.ERROR, needs=_FIGURES, acknowledgeable=False)
def number_invented(quantity: Quantity, guide: Guide) -> Faults:
    """A figure does not stand in the blocks that its unit cites.

    It is looked for in the `numbers` of document.yaml, where there are any. A figure whose `as_written` has it in
    words, and one that is `derived`, need not stand there.

    Why: Nothing is invented. A dose that somebody knew by heart is not what the source says, and nobody has checked it.

    Bad:
        # at document
        numbers:
          - {locator: S01.p2, values: [10, 15, 20]}
          - {locator: S01.p3, values: [10, 15]}
          - {locator: S02.p1, values: [1, 2, 5, 10, 20]}
        # at medication.nsaids.diclofenac
        dose: {value: 50, unit: mg}

    Good:
        # at document
        numbers:
          - {locator: S01.p2, values: [10, 15, 20]}
          - {locator: S01.p3, values: [10, 15]}
          - {locator: S02.p1, values: [1, 2, 5, 10, 20]}
        # at medication.nsaids.diclofenac
        dose: {value: 5, unit: mg}

    Fix: Look the figure up in the source. If it is not there, write `unstated`; if it is there in words, quote them in
    `as_written`; if a block is missing from `source`, cite it.
    """
    listed = _listed(guide.document)
    cited = guide.units[quantity.address].source if quantity.address in guide.units else ()
    known = _known(cited, guide.document)
    if known is None or quantity.derived or _in_words(quantity.as_written):
        return
    strange = [each for each in quantity.numbers if each not in known]
    if strange:
        yield Fault(
            f"`{quantity.place.path[-1]}` is {figure(quantity)}, but no {number(strange[0])} stands in "
            f"{', '.join(cited[:_MOST])}.",
            quantity.place,
            related=tuple(Related("the numbers there", listed[each].place) for each in cited if each in listed),
        )


@rule(Severity.ERROR, needs=_FIGURES_OF_TEXTS, acknowledgeable=False)
def text_number_invented(unit: Unit, guide: Guide) -> Faults:
    """A text names a figure in digits that does not stand in the blocks that its unit cites.

    It is looked for in the `numbers` of document.yaml, where there are any. A unit whose `as_written` has it in words
    is left alone.

    Why: Readers of the book take a dose or a number of sessions in a sentence for what the source says.

    Bad:
        # at document
        numbers:
          - {locator: S01.p2, values: [10, 15, 20]}
          - {locator: S01.p3, values: [10, 15]}
          - {locator: S02.p1, values: [1, 2, 5, 10, 20, 50]}
        # at medication.nsaids.pain-relief
        text: At 75 mg a day they reduce pain.

    Good:
        # at document
        numbers:
          - {locator: S01.p2, values: [10, 15, 20]}
          - {locator: S01.p3, values: [10, 15]}
          - {locator: S02.p1, values: [1, 2, 5, 10, 20, 50]}
        # at medication.nsaids.pain-relief
        text: At 50 mg a day they reduce pain.

    Fix: Look the figure up in the source. If it is not there, take it out; if it is there in words, quote them in
    `as_written`; if a block is missing from `source`, cite it.
    """
    known = _known(unit.source, guide.document)
    if known is None or _in_words(unit.as_written) or not guide.overview.language.startswith("en"):
        return
    exact = {Fraction(str(each)) for each in known}
    for each in figures(unit.text):
        if any(map(str.isdecimal, each.said)) and not exact.issuperset(each.numbers):
            yield Fault(
                f"The text says “{each.said}”, but no such number stands in {', '.join(unit.source[:_MOST])}.",
                unit.place / "text",
            )


@rule(Severity.ERROR, acknowledgeable=False, last=True)
def number_lost(guide: Guide) -> Faults:
    """A number stands in a block of the source, and in no figure of the units that carry the block.

    Why: What got lost may be the strength of a vinegar, or the days after which to stop.

    Bad:
        # at document
        numbers:
          - {locator: S01.p2, values: [10, 15, 20]}
          - {locator: S01.p3, values: [10, 15]}
          - {locator: S02.p1, values: [1, 2, 5, 10, 20, 50, 99]}

    Good:
        # at document
        numbers:
          - {locator: S01.p2, values: [10, 15, 20]}
          - {locator: S01.p3, values: [10, 15]}
          - {locator: S02.p1, values: [1, 2, 5, 10, 20, 50]}

    Fix: Write the number into the field for it, where the block is cited. If the block does not hold it, take it
    out of `numbers`.
    """
    blocks = {entry.block.locator: entry for entry in coverage(guide)}
    for entry in guide.document.numbers:
        at, units = entry.locator, blocks[entry.locator].units if entry.locator in blocks else ()
        carried = {each for unit in units for each in _figures(unit)}
        for index, each in enumerate(entry.values):
            if each not in carried:
                yield Fault(
                    f"{at} has the number {number(each)}, but nothing that cites {at} has it as a figure.",
                    entry.place / "values" / index,
                    related=tuple(Related("what cites it", unit.place / "source") for unit in units[:_MOST]),
                )


@rule(Severity.ERROR, needs=["source/duplicate-fingerprint"], acknowledgeable=False, last=True)
def list_changed(guide: Guide) -> Faults:
    """The list of blocks is no longer the one that was fingerprinted.

    Why: With a wrong fingerprint of a block, a change in the document is taken for the text that was transcribed.

    Bad:
        # at document
        blocks_hash: 00000000000000b1

    Good:
        # at document
        blocks_hash: 7039adaf215d06f7

    Fix: Undo the change; or hold the list against the document with `careguide coverage GUIDE --document FILE`, and
    then write the new fingerprint into `blocks_hash`.
    """
    is_now = fingerprint_of(guide.document)
    if guide.document.blocks_hash not in ("", is_now):
        yield Fault(
            f"`blocks_hash` is {guide.document.blocks_hash}, but the fingerprint of the list below is {is_now}.",
            guide.document.place / "blocks_hash",
            related=(Related("the list", (guide.document.place / "blocks").key),),
        )


def fingerprint_of(document: Document) -> str:
    """The fingerprint of the list of blocks."""
    return fingerprint_of_list((block.locator, block.hash) for block in document.blocks)


@once
def _listed(document: Document) -> Mapping[str, Numbers]:
    """The numbers of each block that has some."""
    return {entry.locator: entry for entry in document.numbers}


def _known(cited: Sequence[str], document: Document) -> Collection[Number] | None:
    """The numbers in some blocks; nothing where the document lists none, or has no such blocks."""
    listed = _listed(document)
    if not listed or not cited or not _locators(document).issuperset(cited):
        return None
    return {each for locator in cited if locator in listed for each in listed[locator].values}


def _in_words(as_written: str) -> bool:
    """Whether the source's own words are quoted, and have no digit in them."""
    return bool(as_written) and not any(map(str.isdecimal, as_written))


@once
def _locators(document: Document) -> frozenset[str]:
    return frozenset(block.locator for block in document.blocks)


def _told(entry: BlockCoverage) -> str:
    return f"{entry.block.locator} by {len(entry.units)} instead of {entry.block.units}"


def _figures(unit: Unit) -> Iterator[Number]:
    """The numbers of all figures in a unit, and in what it holds."""
    yield from (each for part in unit.walk() if isinstance(part, Quantity) for each in part.numbers)
