"""A project's copies of the schemas, against those that come with this careguide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from careguide.project import SCHEMA, Project
from careguide.source.writer import write_atomically
from careguide.system.regular_file import read_regular
from careguide.validation.schemas import LONGEST, SUFFIX, own_folder


def schemas() -> Mapping[str, str]:
    """The schemas that come with this careguide, by file name."""
    found = {file.name: file for file in own_folder().iterdir() if file.name.endswith(SUFFIX)}
    return {name: found[name].read_text("utf-8") for name in sorted(found)}


@dataclass(frozen=True)
class SchemaState:
    """The file names of the schemas: which are the same, differ, are missing, or are none of careguide's."""

    project: Project
    same: Sequence[str]
    different: Sequence[str]
    missing: Sequence[str]
    unknown: Sequence[str]

    @property
    def is_current(self) -> bool:
        return not (self.different or self.missing)


def compare_schemas(project: Project) -> SchemaState:
    """Holds a project's schemas against those that come with this careguide."""
    ours, folder = schemas(), project.root / SCHEMA
    theirs = {path.name: _text(path) for path in folder.glob(f"*{SUFFIX}")} if folder.is_dir() else {}
    return SchemaState(
        project,
        same=[name for name in ours if theirs.get(name) == ours[name]],
        different=[name for name in ours if name in theirs and theirs[name] != ours[name]],
        missing=[name for name in ours if name not in theirs],
        unknown=sorted(theirs.keys() - ours.keys()),
    )


def update_schemas(state: SchemaState) -> None:
    """Writes the schemas that differ or are missing. Others in the folder stay.

    Raises ``ProjectError`` where one of them leads out of the project.
    """
    ours, folder = schemas(), state.project.root / SCHEMA
    paths = {name: state.project.inside(folder / name) for name in (*state.different, *state.missing)}
    folder.mkdir(exist_ok=True)
    for name, path in paths.items():
        write_atomically(path, ours[name])


def _text(path: Path) -> str:
    """What a file holds; nothing where it is none that can be read."""
    try:
        return read_regular(path, LONGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
