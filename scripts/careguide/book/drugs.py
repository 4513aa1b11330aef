"""The index of drugs: substances, codes, and every place that mentions them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from careguide.book.back_matter import appendix
from careguide.book.blocks import Blocks, Chapter, Column, Inlines, Paragraph, Style, Styled, Table, own
from careguide.book.manuscript import Manuscript, joined
from careguide.book.unit import coded, fact
from careguide.content.medication import Drug, Identity
from careguide.content.part import Unit

_COLUMNS = (Column("Drug", 0.17), Column("Substance", 0.21), Column("Codes", 0.24), Column("Where", 0.38))
_OTHER_NAMES = (Column("Name", 0.4), Column("What it is", 0.3), Column("See", 0.3))


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
    table = Table(own("drugs-table"), "Drugs by the name that the guide gives them", _COLUMNS, rows)
    return appendix("drugs", "Index of drugs", (table, *_other_names(ms, by_name)), role="index")


def _other_names(ms: Manuscript, by_name: Mapping[str, list[Drug]]) -> Iterator[Table]:
    """Where to look for a drug that a reader knows by another name: the source's own, or a substance in it."""
    listed = {name.casefold() for name in by_name}
    meant: dict[tuple[str, str], list[Drug]] = {}
    for drug in (drug for found in by_name.values() for drug in found):
        for name, what in _also(drug):
            if name.casefold() not in listed:
                meant.setdefault((name, what), []).append(drug)
    if meant:
        order = sorted(meant, key=lambda entry: (entry[0].casefold(), entry))
        rows = tuple(
            (
                (Paragraph((name,)),),
                (Paragraph((what,)),),
                (Paragraph(joined((ms.link(d),) for d in meant[name, what])),),
            )
            for name, what in order
        )
        yield Table(own("other-names-table"), "Other names, and the substances", _OTHER_NAMES, rows)


def _also(drug: Drug) -> Iterator[tuple[str, str]]:
    if drug.as_written and not drug.text:  # Otherwise it is the text that departs from the source's wording.
        yield drug.as_written, "name in the source"
    yield from ((substance, "substance") for substance in drug.substances)


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
