"""FHIR R4 as JSON: one transaction Bundle, indented, in UTF-8; the same edition gives the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from careguide.fhir.bundle import bundle
from careguide.fhir.closure import require_closed
from careguide.fhir.readback import notes_in_bundle

if TYPE_CHECKING:
    from careguide.edition import Edition, ShownNote

NAME = "fhir"
SUFFIX = ".fhir.json"


def export(edition: Edition) -> bytes:
    """The Bundle of an edition. Raises ``NotClosed`` for one that does not close: it is never written."""
    found = bundle(edition)
    require_closed(found)
    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def notes(data: bytes, edition: Edition) -> dict[str, ShownNote]:
    """The notes that a finished Bundle documents with a resource or an action, by their addresses."""
    return notes_in_bundle(orjson.loads(data), edition.guide)
