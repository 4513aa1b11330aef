"""Quantities as a reader sees them: in words, with what is unstated said to be so."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.book.blocks import Inlines, Style, Styled
from careguide.book.unit import Fact
from careguide.content.quantity import Quantity
from careguide.content.wording import NOT_STATED, figure, term


def quantity(value: Quantity, counted: str = "") -> Inlines:
    """A figure in words, and the source's own term where it differs. ``counted`` names what a bare number counts."""
    words = figure(value, counted)
    if value.unstated:
        before, _, after = words.partition(NOT_STATED)
        return (*filter(None, (before,)), Styled(Style.UNSTATED, (NOT_STATED,)), Styled(Style.ASIDE, (after,)))
    if value.as_written and value.as_written != words:
        return (words, " ", Styled(Style.ASIDE, (f"(in the source: “{value.as_written}”)",)))
    return (words,)


def amount(name: str, value: Quantity | None, counted: str = "") -> Iterator[Fact]:
    """A quantity as a fact; nothing where the schema lets it be absent and it is."""
    if value is not None:
        yield name, quantity(value, counted)


def chosen(name: str, *values: str, by: str = ", ") -> Iterator[Fact]:
    """Terms of the schema's enumerations as a fact, in words; nothing where there are none."""
    if words := by.join(term(value) for value in values if value):
        yield name, (Styled(Style.UNSTATED, (words,)) if words == NOT_STATED else words,)
