"""The way back to the source: locators, blocks, fingerprints, exclusions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from careguide.content.part import Unit
from careguide.content.quantity import Quantity
from careguide.source.place import Place
from faults.ground import Fault, Ground
from faults.kind import kind


def _block(on: Ground, locator: str) -> list[Place]:
    return [block.place / "locator" for block in on.guide.document.blocks if block.locator == locator]


def _citing(on: Ground, locator: str) -> list[Place]:
    """Everywhere a block is cited."""
    return [unit.place / "source" / unit.source.index(locator) for unit in on.all(Unit) if locator in unit.source]


@kind("Take the locators of a unit out")
def no_source(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        if unit.source:
            yield on.cut(unit.place / "source", [p for locator in unit.source for p in _block(on, locator)])


@kind(
    "Take one of several locators out",
    echoes="What the unit shares no block with any more is told, each by itself.",
)
def one_less(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        if len(unit.source) > 1:
            for index, locator in enumerate(unit.source):
                yield on.cut(unit.place / "source" / index, _block(on, locator))


@kind("Cite a block that does not exist")
def unknown_block(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        for index, locator in enumerate(unit.source):
            yield on.replace(unit.place / "source" / index, f"{locator}9" if "li" in locator else f"{locator}.li9")


@kind(
    "Cite the next block by mistake",
    echoes="The unit also stands in another order than the source.",
)
def next_block(on: Ground) -> Iterator[Fault]:
    locators = [block.locator for block in on.guide.document.blocks]
    for unit in on.all(Unit):
        for index, locator in enumerate(unit.source):
            following = locators[locators.index(locator) + 1]
            if following not in unit.source:
                figures = [part.place for part in unit.walk() if isinstance(part, Quantity)]
                also = [unit.place / "id", *figures, *_block(on, locator), *_block(on, following)]
                yield on.replace(unit.place / "source" / index, following, also)


@kind("Cite an excluded block")
def cite_excluded(on: Ground) -> Iterator[Fault]:
    excluded = [exclusion.locator for exclusion in on.guide.document.exclusions]
    for unit in on.all(Unit):
        for locator in excluded[:1] if unit.source else ():
            yield on.replace(unit.place / "source", f"[{', '.join([*unit.source, locator])}]")


@kind(
    "Exchange the locators of two neighbours",
    missed="Where the list has no order of its own, only the document could tell which of the two says what.",
    echoes="Both units are wrong then.",
)
def exchange_locators(on: Ground) -> Iterator[Fault]:
    for unit in on.all(Unit):
        *above, index = unit.place.path or ("",)
        if not isinstance(index, int):
            continue
        there = Place(unit.place.source, (*above, index + 1))
        other = next((each for each in on.all(Unit) if each.place == there), None)
        if other and unit.source and other.source and unit.source != other.source:
            yield on.exchange(unit.place / "source", other.place / "source", [unit.place / "id", other.place / "id"])


@kind("Break a fingerprint")
def break_hash(on: Ground) -> Iterator[Fault]:
    for block in on.guide.document.blocks:
        other = ("0" if block.hash[0] != "0" else "1") + block.hash[1:]
        yield on.replace(block.place / "hash", other, [on.guide.document.place / "blocks_hash"])


@kind("Cut a fingerprint short")
def cut_hash(on: Ground) -> Iterator[Fault]:
    for block in on.guide.document.blocks:
        yield on.replace(block.place / "hash", block.hash[:-1])


@kind("Give a block the fingerprint of the one above")
def copy_hash(on: Ground) -> Iterator[Fault]:
    blocks = on.guide.document.blocks
    for above, block in pairwise(blocks):
        yield on.replace(block.place / "hash", above.hash)


@kind("Remove a block from the list")
def drop_block(on: Ground) -> Iterator[Fault]:
    blocks = on.guide.document.blocks
    for index, block in enumerate(blocks):
        around = [other.place / "locator" for other in blocks[max(index - 1, 0) : index + 2] if other is not block]
        excluded = [e.place / "locator" for e in on.guide.document.exclusions if e.locator == block.locator]
        yield on.cut(block.place, [*around, *excluded, *_citing(on, block.locator)])


@kind("Swap two blocks of the list")
def swap_blocks(on: Ground) -> Iterator[Fault]:
    place = on.guide.document.place / "blocks"
    for index in range(len(on.guide.document.blocks) - 1):
        yield on.swap(place, index, index + 1)


@kind("Exclude a block that is content")
def exclude_content(on: Ground) -> Iterator[Fault]:
    excluded = on.guide.document.exclusions
    for block in on.guide.document.blocks[::5]:
        if block.locator not in [exclusion.locator for exclusion in excluded]:
            text = f"  - locator: {block.locator}\n    reason: An advertisement.\n"
            yield on.paste(on.guide.document.place / "exclusions", len(excluded) - 1, text)


@kind("Take an exclusion out")
def drop_exclusion(on: Ground) -> Iterator[Fault]:
    for exclusion in on.guide.document.exclusions:
        yield on.cut(exclusion.place, _block(on, exclusion.locator))


@kind("Leave the reason of an exclusion out")
def no_reason(on: Ground) -> Iterator[Fault]:
    for exclusion in on.guide.document.exclusions:
        yield on.cut(exclusion.place / "reason")


@kind("Change how the fingerprints are made")
def other_method(on: Ground) -> Iterator[Fault]:
    yield on.replace(on.guide.document.place / "normalisation", "nfc")
    yield on.replace(on.guide.document.place / "hash", "md5")
