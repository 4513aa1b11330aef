"""A sign-off, written into the file that it is of."""

from __future__ import annotations

from careguide.content.common import Module
from careguide.content.guide import Overview
from careguide.content.signature import signature
from careguide.source.writer import apply
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore
from careguide.writing.addition import addition

REVIEWS = "reviews"


def signed(
    unit: Overview | Module, schemas: SchemaStore, *, reviewer: str, outcome: str, date: str, due: str = ""
) -> str:
    """The text of a file with a further sign-off: of what it says now. Raises ``WriteError``."""
    review = {"reviewer": reviewer, "date": date, "outcome": outcome, "hash": signature(unit)}
    review |= {"due": due} if due else {}
    source = unit.place.source
    return apply(source, [addition(unit.place, REVIEWS, review, Outline.of_file(schemas, source.path.stem))])
