"""The index of drugs: substances, codes, and every place that mentions them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from careguide.book.back import appendix
from careguide.book.blocks import Blocks, Chapter, Column, Inlines, Paragraph, Style, Styled, Table, own
from careguide.book.manuscript import Manuscript
from careguide.book.unit import coded, fact
from careguide.content.medication import Drug, Identity
from careguide.content.part import Unit

_COLUMNS = (Column("Drug", 0.17), Column("Substance", 0.21), Column("Codes", 0.24), Column("Where", 0.38))


def drugs(ms: Manuscript) -> Chapter | None:
    """One row for each name of a drug, however often the guide gives it."""
    by_name: dict[str, list[Drug]] = {}
    for unit in ms.guide.units.values():
        if isinstance(unit, Drug):
            by_name.setdefault(unit.title, []).append(unit)
    if not by_name:
        return None
    names = sorted(by_name, key=lambda name: (name.casefold(), name))
    rows = tuple(_row(ms, name, by_name[name]) for name in names)
    table = Table(own("drugs-table"), "Drugs by the name that the source gives them", _COLUMNS, rows)
    return appendix("drugs", "Index of drugs", (table,), role="index")


def _row(ms: Manuscript, name: str, found: list[Drug]) -> tuple[Blocks, ...]:
    return (
        (Paragraph((name,)),),
        (Paragraph(_substances(found)),),
        _codes(found),
        (Paragraph(ms.trails(_mentions(ms, name, found))),),
    )


def _substances(found: list[Drug]) -> Inlines:
    substances = dict.fromkeys(substance for drug in found for substance in drug.substances)
    if substances:
        return (", ".join(substances),)
    unknown = any(drug.identity is Identity.UNRESOLVED for drug in found)
    return (Styled(Style.UNSTATED, ("not identified" if unknown else "not given",)),)


def _codes(found: list[Drug]) -> Blocks:
    codes = dict.fromkeys(
        (code.system, code.code, code.display, coded(code)) for d in found for code in d.exported_codes
    )
    return tuple(Paragraph(fact(system, value)) for *_, (system, value) in codes) or (
        Paragraph((Styled(Style.UNSTATED, ("no certain code",)),)),
    )


def _mentions(ms: Manuscript, name: str, found: list[Drug]) -> Iterator[Unit]:
    """The drug itself wherever it is listed, then every other unit whose text or notes name it."""
    yield from found
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for unit in ms.guide.units.values():
        notes = (words for note in unit.notes for words in (note.text, note.for_review))
        if unit not in found and any(map(word.search, (unit.title, unit.text, *notes))):
            yield unit
