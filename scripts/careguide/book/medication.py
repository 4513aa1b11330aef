"""The chapter on drugs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careguide.book.blocks import (
    Anchored,
    Blocks,
    Chapter,
    Column,
    Heading,
    Inlines,
    Paragraph,
    Style,
    Styled,
    Table,
    own,
)
from careguide.book.manuscript import Manuscript
from careguide.book.module import chapter as module_chapter
from careguide.book.quantities import amount, chosen, quantity
from careguide.book.statements import group, indications, rules, statements
from careguide.book.steps import steps
from careguide.book.unit import Fact, body, common_facts, label, line, locators, remarks
from careguide.content.medication import Drug, Group, Identity, Medication, Procedure
from careguide.content.part import Unit
from careguide.content.wording import term

_COLUMNS = (
    Column("Drug", 0.34),
    Column("Form, route", 0.16),
    Column("Dose", 0.17),
    Column("Frequency", 0.16),
    Column("Duration", 0.17),
)


def chapter(ms: Manuscript, module: Medication) -> Chapter:
    groups = (_group(ms, of) for of in module.groups)
    return module_chapter(ms, module, *groups, *(_procedure(ms, of) for of in module.procedures))


def _group(ms: Manuscript, of: Group) -> Blocks:
    facts = (*chosen("Choice of drugs", of.combine), *amount("Length of treatment", of.duration))
    return (
        Heading(2, (of.title,), of.address),
        *body(ms, of, facts),
        *indications(ms, of.indications, 3, "When it is prescribed"),
        *group(3, "Effects", of, "effects", statements(ms, of.effects)),
        *group(3, "Rules", of, "rules", rules(ms, of.rules)),
        *group(3, "Drugs", of, "drugs", _drugs(ms, of.members, of)),
        *group(3, "Order of forms", of, "sequence", steps(ms, of.sequence)),
    )


def _procedure(ms: Manuscript, of: Procedure) -> Blocks:
    return (
        Heading(2, (of.title,), of.address),
        *body(ms, of, chosen("Choice of drugs", of.combine)),
        *indications(ms, of.indications, 3, "When it is resorted to"),
        *group(3, "Effects", of, "effects", statements(ms, of.effects)),
        *group(3, "Rules", of, "rules", rules(ms, of.rules)),
        *group(3, "Drugs", of, "drugs", _drugs(ms, of.agents, of)),
    )


def _drugs(ms: Manuscript, drugs: Sequence[Drug], of: Unit) -> Blocks:
    if not drugs:
        return (Paragraph((Styled(Style.UNSTATED, ("The source names no drug of this group.",)),)),)
    said = f"{of.title}: form, dose, frequency and duration"
    table = Table(own(of.address, "drugs-table"), said, _COLUMNS, tuple(_drug(ms, d) for d in drugs))
    return (table, *(block for drug in drugs for block in remarks(ms, drug, named=True)))


def _drug(ms: Manuscript, drug: Drug) -> tuple[Blocks, ...]:
    said = Paragraph((*label(drug), *locators(drug)))
    return (
        (Anchored(drug.address, (said, *line((*_identity(drug), *common_facts(ms, drug))))),),
        (Paragraph(_form_and_route(drug)),),
        (Paragraph(quantity(drug.dose)),),
        (Paragraph(quantity(drug.frequency)),),
        (Paragraph(quantity(drug.duration)),),
    )


def _identity(drug: Drug) -> Iterator[Fact]:
    if drug.substances:
        yield "Substance" if len(drug.substances) == 1 else "Substances", (", ".join(drug.substances),)
    if drug.identity is Identity.UNRESOLVED:
        yield "Identity", (Styled(Style.UNSTATED, ("the name does not lead to one substance",)),)


def _form_and_route(drug: Drug) -> Inlines:
    if drug.form == drug.route:
        return (Styled(Style.UNSTATED, (term(drug.form),)),)
    return (f"Form: {term(drug.form)}; route: {term(drug.route)}",)
