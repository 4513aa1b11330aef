"""The back matter: contraindications in one table, glossary, codes and their licences, colophon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from careguide.book.blocks import (
    Anchored,
    Blocks,
    Chapter,
    Column,
    Definitions,
    Inlines,
    Link,
    Matter,
    Paragraph,
    Style,
    Styled,
    Table,
    own,
)
from careguide.book.manuscript import Manuscript, joined
from careguide.book.quantities import chosen
from careguide.book.unit import fact, line, locators, noted
from careguide.content.common import Condition, Conditions, Module, Review
from careguide.content.guide import Overview, Term
from careguide.content.part import Unit
from careguide.content.wording import NOT_STATED, day, term
from careguide.knowledge.code_systems import code_systems

_CONTRAINDICATIONS = (Column("Treatment", 0.3), Column("Contraindication", 0.45), Column("Strength", 0.25))
_CODES = (Column("Code", 0.2), Column("Name in the classification", 0.42), Column("Where", 0.38))
_REVIEWS = (Column("Part", 0.3), Column("Status", 0.2), Column("Signed", 0.5))
_SOURCES = (Column("File", 0.28), Column("SHA-256", 0.72))


def appendix(name: str, title: str, content: Blocks, role: str = "appendix") -> Chapter:
    """A chapter of the back matter; ``role`` is its ``epub:type``."""
    return Chapter(name, own(name), title, Matter.BACK, role, content)


def contraindications(ms: Manuscript) -> Chapter:
    """Every contraindication of the guide; a modality for which the source names none says so."""
    rows = tuple(row for module in ms.guide.modules for row in _ruled_out(ms, module))
    intro = (
        "Every contraindication that the source names, gathered from the chapters. Where the source is silent, that is"
        " no proof of safety."
    )
    table = Table(own("contraindications-table"), "Contraindications by treatment", _CONTRAINDICATIONS, rows)
    return appendix("contraindications", "Contraindications", (Paragraph((intro,)), table))


def _ruled_out(ms: Manuscript, module: Module) -> Iterator[tuple[Blocks, ...]]:
    listed = module.contraindications
    treatment: Blocks = (Paragraph(_applies_to(ms, module, listed)),)
    if listed is None or not listed.items:
        unstated = Styled(Style.UNSTATED, (NOT_STATED,))
        reason = f" ({listed.unstated})" if listed and listed.unstated else ""
        on_list = line(noted(ms.remarks_on(listed))) if listed else ()
        yield treatment, (Paragraph((unstated, reason)), *on_list), (Paragraph((unstated,)),)
        return
    on_list = line(noted(ms.remarks_on(listed)))
    for condition in listed.items:
        named = Paragraph((ms.link(condition), *locators(condition)))
        on_item = line(noted(ms.remarks_on(condition)))
        yield (*treatment, *on_list), (named, *on_item), (Paragraph(_strength(condition)),)
        on_list = ()  # The notes on the list as a whole stand in its first row.


def _applies_to(ms: Manuscript, module: Module, listed: Conditions | None) -> Inlines:
    return ms.refer_all(listed.applies_to, listed) if listed and listed.applies_to else (ms.link(module),)


def _strength(condition: Condition) -> Inlines:
    return next((words for _, words in chosen("", condition.strength or "unstated")), ())


def glossary(ms: Manuscript) -> Chapter | None:
    terms = sorted(ms.guide.overview.glossary, key=lambda entry: (entry.term.casefold(), entry.term))
    if not terms:
        return None
    intro = "The explanations are the editors’, not the source’s."
    listed = Definitions(tuple(_term(entry) for entry in terms))
    return appendix("glossary", "Glossary", (Paragraph((intro,)), listed), role="glossary")


def _term(entry: Term) -> tuple[Inlines, Blocks]:
    also = (" ", *fact("Not used here", (", ".join(entry.variants),))) if entry.variants else ()
    return (entry.term,), (Anchored(own("term", entry.id), (Paragraph((entry.definition, *also)),)),)


def codes(ms: Manuscript) -> Chapter | None:
    """The codes that the book uses, by system, each system with the notice that it asks for."""
    used: dict[tuple[str, str, str], list[Unit]] = {}
    for unit in (ms.guide.overview, *ms.guide.units.values()):
        for code in unit.exported_codes:
            used.setdefault((code.system, code.code, code.display), []).append(unit)
    if not used:
        return None
    content: list[Paragraph | Table] = [Paragraph(("Only codes that leave no doubt are given.",))]
    for system, entries in groupby(sorted(used), key=lambda entry: entry[0]):
        content += _system(ms, system, {entry[1:]: used[entry] for entry in entries})
    return appendix("codes", "Codes and their licences", tuple(content))


def _system(
    ms: Manuscript, system: str, entries: Mapping[tuple[str, str], Sequence[Unit]]
) -> Iterator[Paragraph | Table]:
    known = code_systems()[system]
    rows = tuple(
        (
            (Paragraph((Styled(Style.CODE, (code,)),)),),
            (Paragraph((known.exported_name(display) or Styled(Style.UNSTATED, ("not given here",)),)),),
            (Paragraph(joined((ms.link(unit),) for unit in units)),),
        )
        for (code, display), units in entries.items()
    )
    yield Table(own("codes", system), known.title, _CODES, rows)
    link = Link(known.source, (known.source,)) if known.source.startswith("https:") else known.source
    yield Paragraph((known.notice, " ", link))


def colophon(ms: Manuscript) -> Chapter:
    overview = ms.guide.overview
    signed = (_reviewed(ms, overview), *(_reviewed(ms, module) for module in ms.guide.modules))
    files = tuple(
        ((Paragraph((name,)),), (Paragraph((Styled(Style.CODE, (digest,)),)),))
        for name, digest in sorted(ms.edition.sources.items())
    )
    content = (
        Paragraph((f"{overview.title}. Version {overview.version} of {day(overview.date)}, {term(overview.status)}.",)),
        Paragraph((f"Published by {ms.edition.publisher}.",)),
        Table(own("reviews-table"), "Status and reviews of each part", _REVIEWS, signed),
        Paragraph(("Fingerprint of the sources: ", Styled(Style.CODE, (ms.edition.fingerprint,)), ".")),
        *((Table(own("files-table"), "Source files and their fingerprints", _SOURCES, files),) if files else ()),
    )
    return appendix("colophon", "Colophon", content, role="colophon")


def _reviewed(ms: Manuscript, unit: Overview | Module) -> tuple[Blocks, ...]:
    signed = tuple(Paragraph(_signed(review)) for review in unit.reviews) or (Paragraph(("by nobody",)),)
    return (Paragraph((ms.link(unit),)),), (Paragraph((term(unit.status),)),), signed


def _signed(review: Review) -> Inlines:
    due = f", due again on {day(review.due)}" if review.due else ""
    said = f"{term(review.outcome).capitalize()} by {review.reviewer} on {day(review.date)}{due}. "
    return (said, Styled(Style.ASIDE, ("Signed: ", Styled(Style.CODE, (review.hash,)))))
