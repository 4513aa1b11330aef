"""New guides and modalities: files to begin with, where none stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from careguide.content.bind import DOCUMENT, OVERVIEW
from careguide.document.blocks import HASH, NORMALISATION, FoundBlock, fingerprint_of_list
from careguide.finding import Append
from careguide.project import Project, check_name
from careguide.source.file import SourceFile
from careguide.source.place import Place
from careguide.source.reader import read_bytes
from careguide.source.writer import apply, save, write_new
from careguide.system.staging import staging, write
from careguide.validation.check import check
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore
from careguide.writing.skeleton import skeleton

MODALITIES = "modalities"


class Occupied(Exception):
    """Something stands where a new file should be; it is never overwritten."""


class Unfit(Exception):
    """A value was given that a file cannot hold; the message says which, and what to write."""


def modalities(project: Project) -> tuple[str, ...]:
    """The kinds of modality that a guide can have."""
    return tuple(kind for kind in SchemaStore(project.schema).kinds if kind not in (OVERVIEW, DOCUMENT))


def start_guide(
    project: Project, name: str, *, title: str, date: str, document: Mapping[str, Any], kinds: Sequence[str]
) -> list[Path]:
    """Writes the files of a new guide: its overview, its document and its modalities.

    Raises ``ProjectError`` for a name that no guide can have, ``Unfit`` and ``Occupied``. All files are there then, or
    none.
    """
    folder = project.sources / check_name(name)
    schemas = SchemaStore(project.schema)
    texts = {
        OVERVIEW: _overview(schemas, name, title, date, kinds),
        DOCUMENT: skeleton(Outline.of_file(schemas, DOCUMENT), DOCUMENT, document),
        **{kind: _modality(schemas, kind) for kind in kinds},
    }
    for kind, text in texts.items():
        _ensure_sound(schemas, kind, text)
    if folder.exists():
        raise _occupied(folder)
    project.sources.mkdir(exist_ok=True)
    files = {f"{kind}.yaml": text for kind, text in texts.items()}
    with staging(project.sources) as new:
        new.mkdir()
        for file, text in files.items():
            write(new / file, text.encode())
        try:
            new.rename(folder)
        except OSError as error:
            raise (_occupied(folder) if folder.exists() else error) from error
    return [folder / file for file in files]


def _occupied(folder: Path) -> Occupied:
    return Occupied(f"{folder} is there already. Choose another name, or add to that guide.")


def described(blocks: Sequence[FoundBlock], *, title: str, language: str) -> Mapping[str, Any]:
    """What document.yaml says of a source document: a fingerprint of each block."""
    return {
        "id": DOCUMENT,
        "title": title,
        "language": language,
        "normalisation": NORMALISATION,
        "hash": HASH,
        "blocks_hash": fingerprint_of_list((block.locator, block.hash) for block in blocks),
        "blocks": [{"locator": block.locator, "hash": block.hash} for block in blocks],
    }


def start_modality(project: Project, overview: SourceFile, kind: str) -> Path:
    """Writes the file of a new modality, and lists it in the guide's overview. Raises ``Occupied``."""
    text = apply(overview, [Append(Place(overview, (MODALITIES,)), kind)])
    path = _write(overview.path.with_name(f"{kind}.yaml"), _modality(SchemaStore(project.schema), kind))
    try:
        save(overview, text)
    except BaseException:
        path.unlink()
        raise
    return path


def _overview(schemas: SchemaStore, name: str, title: str, date: str, kinds: Sequence[str]) -> str:
    """A guide with the shortest ladder that leads somewhere: treatment, and its end."""
    escalation = {
        "states": [
            {"id": "treatment", "treatments": list(kinds), "start": True},
            {"id": "end", "end": True},
        ],
        "triggers": [{"id": "recovered"}],
        "transitions": [{"id": "to-the-end", "from": "treatment", "to": "end", "trigger": "recovered"}],
    }
    given = {
        "id": name,
        "title": title,
        "date": date,
        "referral": {"red_flags": {}},
        MODALITIES: list(kinds),
        "escalation": escalation,
    }
    return skeleton(Outline.of_file(schemas, OVERVIEW), OVERVIEW, given)


def _modality(schemas: SchemaStore, kind: str) -> str:
    outline = Outline.of_file(schemas, kind)
    asked_for: dict[str, Any] = {name: {} for name in ("contraindications",) if name in outline.fields}
    return skeleton(outline, kind, {"id": kind, "title": schemas[kind]["title"], **asked_for})


def _ensure_sound(schemas: SchemaStore, kind: str, text: str) -> None:
    source, findings = read_bytes(text.encode(), Path(f"{kind}.yaml"), f"{kind}.yaml")
    for finding in [*findings, *check(source, kind, schemas)]:
        raise Unfit(f"{finding.message} {finding.hint}".strip())


def _write(path: Path, text: str) -> Path:
    try:
        write_new(path, text)
    except FileExistsError as error:
        raise Occupied(f"{path} is there already, and stays as it is.") from error
    return path
