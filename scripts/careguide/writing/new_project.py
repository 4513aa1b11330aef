"""A new project: a folder with everything that a guide needs around it; and the schemas in a project that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from careguide import __version__
from careguide.project import SETTINGS, Project
from careguide.source.writer import write_atomically, write_new
from careguide.system.staging import tidy
from careguide.validation.schemas import SUFFIX, own_folder
from careguide.writing.new_guide import Occupied

SCHEMA = "schema"
REQUIREMENTS = "requirements.txt"


@dataclass(frozen=True)
class Begun:
    """What was written into the folder of a new project, and what was there already and stays as it is."""

    folder: Path
    written: Sequence[str]
    kept: Sequence[str]


def begin(folder: Path) -> Begun:
    """Writes a project into a folder, which is made if need be. Raises ``Occupied`` where one is there."""
    files = {
        **dict(_files(resources.files("careguide") / "starter")),
        **{f"{SCHEMA}/{name}": text for name, text in schemas().items()},
        REQUIREMENTS: f"careguide=={__version__}\n",
    }
    if (folder / SETTINGS).exists():
        raise Occupied(f"{folder.resolve()} is a project already: it has a {SETTINGS}.")
    kept = [name for name in sorted(files) if (folder / name).exists()]
    # What makes a project of the folder comes last: until then the command can be given again.
    written = sorted(files.keys() - kept, key=lambda name: (name == SETTINGS, name))
    for place in {(folder / name).parent for name in kept}:
        tidy(place)  # an earlier try may have been killed just after the last file there
    for name in written:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, files[name])
    return Begun(folder.resolve(), written, kept)


def schemas() -> Mapping[str, str]:
    """The schemas that come with this careguide, by file name."""
    found = {file.name: file for file in own_folder().iterdir() if file.name.endswith(SUFFIX)}
    return {name: found[name].read_text("utf-8") for name in sorted(found)}


@dataclass(frozen=True)
class SchemaState:
    """A project's copies of the schemas, against those that come with this careguide."""

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
    theirs = {path.name: path.read_text("utf-8") for path in folder.glob(f"*{SUFFIX}")} if folder.is_dir() else {}
    return SchemaState(
        project,
        same=[name for name in ours if theirs.get(name) == ours[name]],
        different=[name for name in ours if name in theirs and theirs[name] != ours[name]],
        missing=[name for name in ours if name not in theirs],
        unknown=sorted(theirs.keys() - ours.keys()),
    )


def update_schemas(state: SchemaState) -> None:
    """Writes the schemas that differ or are missing. Others in the folder stay."""
    ours, folder = schemas(), state.project.root / SCHEMA
    folder.mkdir(exist_ok=True)
    for name in (*state.different, *state.missing):
        write_atomically(folder / name, ours[name])


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    """The files below a folder, by their paths from there, and what they say."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", entry.read_text("utf-8")
