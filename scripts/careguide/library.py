"""The guides of a project: which there are, and a guide's folder → the typed guide, or what keeps it from being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from careguide.content.bind import DOCUMENT, OVERVIEW, bind
from careguide.content.guide import Guide
from careguide.engine.suggest import did_you_mean
from careguide.finding import Finding, Severity
from careguide.project import Project, ProjectError
from careguide.source.file import SourceFile
from careguide.source.place import Place
from careguide.source.reader import Reader, read
from careguide.validation.check import check
from careguide.validation.schemas import SchemaStore


@dataclass(frozen=True)
class Loaded:
    """A guide's files by kind; ``guide`` is ``None`` where a finding of severity error stands in the way."""

    sources: Mapping[str, SourceFile]
    guide: Guide | None
    findings: list[Finding] = field(default_factory=list)


def named(project: Project, paths: Sequence[Path]) -> list[str]:
    """The guides that names, folders or files mean, each once and sorted; all of them where nothing is named."""
    if not paths:
        return list(project.guides())
    return sorted({_guide_of(project, path) for path in paths})


def files(project: Project, paths: Sequence[Path]) -> list[Path]:
    """The files of guides that names, folders or files mean, each once and sorted; all where nothing is named."""
    found: set[Path] = set()
    for path in paths or map(Path, project.guides()):
        name = _guide_of(project, path)
        found |= {path.resolve()} if str(path) != name and path.is_file() else {*project.files(name)}
    return sorted(found)


def load(project: Project, name: str, reader: Reader = read, unsaved: Iterable[Path] = ()) -> Loaded:
    """Reads a guide's folder, holds each file against its schema, and binds the whole.

    ``reader`` is what reads a file, where that is not the file as the disk has it; ``unsaved`` are files that are to
    be read as well, though the disk may not have them.
    """
    sources: dict[str, SourceFile] = {}
    findings: list[Finding] = []
    schemas = _schemas(project.schema)
    for path in sorted({*project.files(name), *unsaved}):
        source, faults = reader(path, path.relative_to(project.root).as_posix())
        findings += faults
        sources[path.stem] = source
        if source.value is not None:
            findings += _shape(source, path.stem, schemas)
    findings += _set(project, name, sources)
    sound = not any(finding.severity is Severity.ERROR for finding in findings)
    return Loaded(sources, _bound(project, sources) if sound else None, findings)


def _bound(project: Project, sources: Mapping[str, SourceFile]) -> Guide:
    """The typed guide. What passed the schemas of another careguide may be more, or less, than this one knows."""
    try:
        return bind(sources)
    except ValueError as error:  # a msgspec.ValidationError is one
        from careguide.validation.copies import compare_schemas

        if project.schema is None or compare_schemas(project).is_current:
            raise
        raise ProjectError(
            f"The schemas in {project.schema} are not those of this careguide, and let something pass that it does "
            f"not know: {error}. `careguide schema --update` writes the ones that belong to it."
        ) from error


@cache
def _schemas(folder: Path | None) -> SchemaStore:
    return SchemaStore(folder)


def reread_schemas() -> None:
    """Lets the schemas be read again, where a program lives longer than they stay the same."""
    _schemas.cache_clear()


def _guide_of(project: Project, path: Path) -> str:
    if str(path) in project.guides():
        return str(path)
    inside = path.resolve()
    sources = project.sources.resolve()
    if inside.exists() and inside.is_relative_to(sources) and inside != sources:
        return inside.relative_to(sources).parts[0]
    raise ProjectError(
        f"“{path}” is neither a guide of this project nor a file of one. "
        + did_you_mean(str(path), project.guides(), f"Its guides are: {', '.join(project.guides()) or 'none'}.")
    )


def _shape(source: SourceFile, kind: str, schemas: SchemaStore) -> list[Finding]:
    """The findings of a file's own schema; a file that has none is told what it may be called."""
    if kind in schemas.kinds:
        return check(source, kind, schemas)
    return [
        Finding(
            rule="guide/unknown-file",
            severity=Severity.ERROR,
            message=f"A guide has no file called “{source.path.name}”.",
            place=Place(source),
            why="Whatever it holds is missing from every export.",
            hint=did_you_mean(source.path.name, [f"{kind}.yaml" for kind in schemas.kinds]),
        )
    ]


def _set(project: Project, name: str, sources: Mapping[str, SourceFile]) -> Iterator[Finding]:
    """What is wrong with the set of files: one is missing, or is not listed among the modalities."""
    overview = sources.get(OVERVIEW)
    listed = _modalities(overview)
    for kind in (OVERVIEW, DOCUMENT, *listed):
        if kind not in sources and kind in _kinds(project):
            yield _missing(kind, overview or _nowhere(project, name), listed)
    misspelt = not set(listed).issubset(_kinds(project))
    for kind, source in sources.items():
        if (
            overview
            and listed
            and not misspelt
            and kind not in (OVERVIEW, DOCUMENT, *listed)
            and kind in _kinds(project)
        ):
            yield Finding(
                rule="guide/unlisted-file",
                severity=Severity.ERROR,
                message=f"{source.path.name} is not listed under `modalities` in guide.yaml.",
                place=Place(source, ("id",)),
                why="A modality that is not listed is missing from every export.",
                hint=f"Add {kind} to `modalities`, where a reader should find it.",
            )


def _missing(kind: str, at: SourceFile, listed: Sequence[str]) -> Finding:
    path = ("modalities", listed.index(kind)) if kind in listed else ()
    return Finding(
        rule="guide/missing-file",
        severity=Severity.ERROR,
        message=f"The guide has no file {kind}.yaml.",
        place=Place(at, path),
        why="Without it the guide is incomplete and cannot be built.",
        hint=f"Add {kind}.yaml beside guide.yaml" + (", or take it out of `modalities`." if path else "."),
    )


def _kinds(project: Project) -> Sequence[str]:
    return _schemas(project.schema).kinds


def _nowhere(project: Project, name: str) -> SourceFile:
    """Stands for the file guide.yaml where there is none, so that a finding has a place to point at."""
    path = project.sources / name / f"{OVERVIEW}.yaml"
    return SourceFile(path, path.relative_to(project.root).as_posix())


def _modalities(overview: SourceFile | None) -> list[str]:
    listed = overview.value.get("modalities") if overview and isinstance(overview.value, dict) else None
    return [kind for kind in listed if isinstance(kind, str)] if isinstance(listed, list) else []
