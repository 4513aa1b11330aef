"""Files of guides → the same, laid out in the one way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from careguide import library
from careguide.finding import Finding
from careguide.project import Project
from careguide.source.file import SourceFile
from careguide.source.layout import lay_out
from careguide.source.reader import read
from careguide.source.writer import save
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore


@dataclass(frozen=True)
class Formatted:
    """A file, and its text as it is to be. With findings, it could not be read and stays as it is."""

    source: SourceFile
    text: str
    findings: tuple[Finding, ...] = ()

    @property
    def changes(self) -> bool:
        return not self.findings and (self.source.bom or self.text != self.source.text)

    @property
    def unseen(self) -> tuple[str, ...]:
        """What else changes, though no editor would show it."""
        breaks = "its line breaks become LF" if "\r" in self.source.text else ""
        mark = "the mark at its start (BOM) goes" if self.source.bom else ""
        return tuple(filter(None, (breaks, mark))) if self.changes else ()


def format_files(project: Project, paths: Sequence[Path]) -> list[Formatted]:
    """Lays out files, in memory. ``paths`` are guides' names, folders, or files; none means every file there is.

    Raises ``ProjectError`` for a path that is no guide, and ``LayoutError``.
    """
    schemas = SchemaStore(project.schema)
    return [_formatted(project, path, schemas) for path in library.files(project, paths)]


def write(formatted: Formatted) -> None:
    """Writes a file that changes. Raises ``WriteError`` where it is no longer what was read."""
    if formatted.changes:
        save(formatted.source, formatted.text)


def _formatted(project: Project, path: Path, schemas: SchemaStore) -> Formatted:
    source, findings = read(path, path.relative_to(project.root).as_posix())
    if findings:
        return Formatted(source, source.text, tuple(findings))
    return Formatted(source, lay_out(source, Outline.of_file(schemas, path.stem).in_order))
