"""A project: a folder with a ``careguide.toml``, and in it the schemas, the sources and the build."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from careguide.editor_links import NoEditorAddress, check_address
from careguide.source import characters
from careguide.system.regular_file import read_regular

SETTINGS, SCHEMA, SOURCES, BUILD = "careguide.toml", "schema", "sources", "build"
"""The file and the folders at the top of a project."""

SUFFIXES = (".yaml", ".yml")
"""The ends of the names of a guide's files."""

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_NAME = 48
_LONGEST_SETTINGS = 20_000  # in bytes
# Names that some systems keep for devices: a folder called like this cannot be copied there.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


class ProjectError(Exception):
    """What keeps the command from its work before any source is judged.

    There is no project, it is set up wrongly, or a package that adds to careguide cannot be used.
    """


@dataclass(frozen=True)
class Settings:
    """What ``careguide.toml`` says; only ``editor`` may be left out."""

    publisher: str
    canonical: str
    editor: str = ""


class Project:
    """The project in a folder. Everything that can be wrong with it raises ``ProjectError``."""

    def __init__(self, root: Path | str) -> None:
        self.root = _resolved(Path(root))
        if not (self.root / SETTINGS).is_file():
            raise ProjectError(f"{self.root}: this is no project: it has no file {SETTINGS}.")

    @classmethod
    def find(cls, start: Path | str = ".") -> Project:
        """The project that a folder or a file belongs to: the nearest folder upwards with a ``careguide.toml``."""
        below = _resolved(Path(start))
        for folder in (below, *below.parents):
            if (folder / SETTINGS).is_file():
                return cls(folder)
        raise ProjectError(
            f"{below}: neither this folder nor one above it is a project. "
            f"A project's folder has a file {SETTINGS}; --project DIR names one."
        )

    def __repr__(self) -> str:
        return f"Project({str(self.root)!r})"

    # Settings

    @cached_property
    def settings(self) -> Settings:
        return _settings(self.root / SETTINGS)

    @property
    def publisher(self) -> str:
        """Who publishes the guides."""
        return self.settings.publisher

    @property
    def canonical(self) -> str:
        """The address under which the exports are known, without a slash at its end."""
        return self.settings.canonical

    @property
    def editor(self) -> str:
        """The address that opens an editor at a line, such as ``vscode://file/{path}:{line}``, or nothing."""
        return self.settings.editor

    # Folders

    @property
    def schema(self) -> Path | None:
        """The folder of the project's own schemas; None where it uses those that come with the package."""
        folder = self.root / SCHEMA
        return self.inside(folder) if folder.is_dir() else None

    @property
    def sources(self) -> Path:
        return self.root / SOURCES

    @property
    def build(self) -> Path:
        return self.inside(self.root / BUILD)

    def guides(self) -> list[str]:
        """The names of the guides, sorted: the folders in ``sources/``."""
        if not self.sources.is_dir():
            raise ProjectError(f"{self.sources}: there is no such folder. The guides of a project stand in it.")
        folders = [entry.name for entry in self.inside(self.sources).iterdir() if entry.is_dir()]
        return sorted(check_name(name) for name in folders if not name.startswith((".", "_")))

    def files(self, guide: str) -> list[Path]:
        """The source files of a guide, sorted. With those that only seem to be some: a reader tells what is wrong."""
        folder = self.sources / check_name(guide)
        if not folder.is_dir():
            near = difflib.get_close_matches(guide, self.guides(), n=1)
            meant = f" Did you mean “{near[0]}”?" if near else ""
            raise ProjectError(f"There is no guide “{guide}” in {self.sources}.{meant}")
        self.inside(folder)
        return sorted(self.inside(path) for path in folder.iterdir() if is_source(path))

    def inside(self, path: Path) -> Path:
        """The same path. Raises ``ProjectError`` where it leads out of the project, such as through a link."""
        try:
            real = path.resolve()
        except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle
            raise ProjectError(f"{path}: this path leads nowhere.") from error
        if not real.is_relative_to(self.root):
            raise ProjectError(f"{path}: this leads out of the project, to {real}. Put what is meant there itself.")
        return path


def is_source(path: Path) -> bool:
    """Whether a file in the folder of a guide is one of its files, by its name."""
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(".")


def check_name(name: str) -> str:
    """The same name. Raises ``ProjectError`` for one that cannot be a guide's: paths and addresses are made of it."""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise ProjectError(
            f"“{name[:80]}” cannot be the name of a guide: small letters, digits and single hyphens, "
            f"beginning with a letter, {_LONGEST_NAME} at most. Its folder in sources/ has the same name."
        )
    if name in _DEVICES:
        raise ProjectError(f"“{name}” cannot be the name of a guide: some systems keep it for a device.")
    return name


def _settings(path: Path) -> Settings:
    try:
        written = tomllib.loads(read_regular(path, _LONGEST_SETTINGS).decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(f"{path}: this is not TOML: {error}.") from error
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise ProjectError(f"{path}: this file cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    known = list(Settings.__annotations__)
    for key in written:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known are: {', '.join(known)}."
            raise ProjectError(f"{path}: `{key}` is not known. {hint}")
    for key in known:
        needed = key in written or not hasattr(Settings, key)
        if needed and (not isinstance(written.get(key), str) or not characters.SHOWS.search(written[key])):
            raise ProjectError(f'{path}: `{key}` is missing: write {key} = "…".')
    return Settings(
        publisher=written["publisher"],
        canonical=_address(path, written["canonical"]),
        editor=_editor(path, written["editor"]) if "editor" in written else "",
    )


def _editor(path: Path, address: str) -> str:
    try:
        return check_address(address)
    except NoEditorAddress as error:
        raise ProjectError(f"{path}: `editor` {error}, not “{address[:80]}”.") from error


def _address(path: Path, address: str) -> str:
    try:
        parts = urlsplit(address)
        sound = parts.scheme == "https" and parts.hostname and not parts.query and not parts.fragment
    except ValueError:
        sound = None
    if not sound or not address.isascii() or re.search(r"[\s<>\"{}|\\^`]", address):
        raise ProjectError(
            f"{path}: `canonical` must be an address such as https://example.org/guides, not “{address[:80]}”."
        )
    return address.rstrip("/")


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise ProjectError(f"{path}: this path leads nowhere.") from error
