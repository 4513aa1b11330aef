"""A new project: a folder with everything that a guide needs around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from careguide import __version__
from careguide.project import SCHEMA, SETTINGS
from careguide.source.writer import write_new
from careguide.system.staging import tidy
from careguide.validation.copies import schemas
from careguide.writing.new_guide import Occupied

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


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    """The files below a folder, by their paths from there, and what they say."""
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", entry.read_text("utf-8")
