"""The figures of the source document, held against the units that carry its blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from careguide.content.coverage import coverage
from careguide.content.guide import Guide
from careguide.content.part import Unit
from careguide.prose.agreement import agree
from careguide.prose.fields import measurable, stated_here
from careguide.prose.figure import Figure
from careguide.prose.numerals import plain
from careguide.prose.reading import figures


class Uncarried(NamedTuple):
    """A figure of a block that none of the units carries which cite it."""

    locator: str
    said: str
    units: tuple[Unit, ...]


def uncarried(guide: Guide, texts: Mapping[str, str]) -> Iterator[Uncarried]:
    """The figures of the source, given the text of each block by its locator, that the guide has lost or altered.

    A vague amount is carried by the same words, a figure by a field that says the same, bounds included; by the same
    words as well in units that have no field for it, such as what makes a treatment change.
    """
    for entry in coverage(guide):
        if entry.units and guide.document.language.startswith("en"):
            for figure in figures(texts.get(entry.block.locator, "")):
                if not any(_carries(unit, figure) for unit in entry.units):
                    yield Uncarried(entry.block.locator, figure.said, entry.units)


def _carries(unit: Unit, figure: Figure) -> bool:
    fields = list(stated_here(unit))
    if measurable(type(unit)) and not figure.vague:
        return any(agree(figure, one) for one in fields)
    words = [unit.text, unit.as_written, *(f"{one.quantity.words} {one.quantity.as_written}" for one in fields)]
    return any(figure.said.lower() in plain(text).lower() for text in words)
