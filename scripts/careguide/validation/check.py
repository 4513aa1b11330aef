"""A file → the findings of its schema."""

from __future__ import annotations

from careguide.finding import Finding
from careguide.source.file import SourceFile
from careguide.validation.schemas import SchemaStore


def check(source: SourceFile, schema_name: str, schemas: SchemaStore) -> list[Finding]:
    """What in a file does not fit its schema, in the file's order; nothing where the file could not be read."""
    if source.value is None or schemas.accepts(schema_name, source.value):
        return []
    # What follows takes longer to import than everything else; most files never need it.
    from careguide.validation.misfit import findings

    return findings(source, schemas, schemas.errors(schema_name, source.value))
