"""The files that somebody has open, and the guides that they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from careguide.finding import Finding
from careguide.lsp.draft import Draft
from careguide.pipeline import Checked, check_guide
from careguide.project import Project, ProjectError, is_source
from careguide.source.cached_reader import CachedReader
from careguide.source.file import SourceFile
from careguide.source.salvage import salvage
from careguide.trial import check_as
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore


class OpenGuides:
    """Whatever is open, in one project or in several; with ``only``, in that project alone."""

    def __init__(self, only: Project | None = None) -> None:
        self._only = only
        self._by_folder: dict[tuple[Path, str], OpenGuide] = {}

    def guide(self, path: Path) -> OpenGuide | None:
        """The guide that a file belongs to, whether it is on the disk or not; ``None`` for any other file."""
        project = self._only or _project(path)
        if project is None or not is_source(path):
            return None
        folder = path.parent
        if folder.parent != project.sources or folder.name.startswith((".", "_")):
            return None
        return self._by_folder.setdefault((project.root, folder.name), OpenGuide(project, folder.name))

    @property
    def with_open_files(self) -> list[OpenGuide]:
        """The guides of which something is open."""
        return [opened for opened in self._by_folder.values() if opened.texts]


def located(path: Path) -> Path:
    """A path without links in its folders, as projects have them."""
    return path.parent.resolve() / path.name


def _project(path: Path) -> Project | None:
    try:
        return Project.find(path.parent)
    except (ProjectError, OSError):  # the latter: a path that is too long, or through what may not be read
        return None


class OpenGuide:
    """A guide that somebody is working on. ``texts`` are those of its open files, saved or not."""

    def __init__(self, project: Project, name: str) -> None:
        self.project = project
        self.name = name
        self.folder = project.sources / name
        self.schemas = SchemaStore(project.schema)
        self.texts: dict[Path, str] = {}
        self._reader = CachedReader()
        self._drafts: dict[Path, Draft] = {}

    def put(self, path: Path, text: str) -> None:
        self.texts = {**self.texts, path: text}

    def drop(self, path: Path) -> None:
        """Forgets a file that is open no longer: what the disk has counts again."""
        self.texts = {held: text for held, text in self.texts.items() if held != path}

    def reread(self) -> None:
        """Lets the schemas be read again."""
        self.schemas = SchemaStore(self.project.schema)

    def snapshot(self) -> Snapshot:
        """The guide as it stands right now, whatever happens to it afterwards."""
        return Snapshot(self, self.texts)

    def name_of(self, path: Path) -> str:
        """The path of a file as it is shown."""
        return path.relative_to(self.project.root).as_posix()

    def outline(self, kind: str) -> Outline:
        return Outline.of_file(self.schemas, kind)

    @property
    def drafts(self) -> Mapping[str, Draft]:
        """Every file of the guide that can be read at least in part, by its kind."""
        try:
            saved = self.project.files(self.name)
        except ProjectError:
            saved = []
        found = (self.draft(path) for path in sorted({*saved, *self.texts}))
        return {draft.kind: draft for draft in found if draft.source.value is not None}

    def draft(self, path: Path) -> Draft:
        """A file as it stands right now; as it stood last, where nothing of it can be read."""
        source, _ = self.read(path, self.name_of(path), self.texts)
        known = self._drafts.get(path)
        if known is not None and known.source.text == source.text:
            return known
        draft = Draft(source if source.value is not None else salvage(source.text, path, source.name))
        if draft.source.value is None and known is not None:
            return known
        self._drafts[path] = draft
        return draft

    def stands(self, source: SourceFile) -> bool:
        """Whether a file holds what this is of: places in what it held before are nowhere in it."""
        now, _ = self.read(source.path, source.name, self.texts)
        return now.text == source.text

    def read(self, path: Path, name: str, texts: Mapping[Path, str]) -> tuple[SourceFile, list[Finding]]:
        if path in texts:
            return self._reader.read_text(texts[path], path, name)
        return self._reader.read(path, name)


@dataclass(frozen=True)
class Snapshot:
    """A guide at one moment; what it does may take some tenths of a second, and can be done beside other things."""

    opened: OpenGuide
    texts: Mapping[Path, str]

    @property
    def is_current(self) -> bool:
        return self.texts is self.opened.texts

    def check(self) -> Checked:
        """Checks the guide. Raises ``ProjectError``, and ``RuleCrashed``."""
        return check_guide(self.opened.project, self.opened.name, self._read, tuple(self.texts))

    def trial(self, texts: Mapping[str, str]) -> Checked:
        """Checks the guide as if some of its files, given by the names that are shown, had other texts."""
        return check_as(self.opened.project, self.opened.name, texts, self._read, tuple(self.texts))

    def _read(self, path: Path, name: str) -> tuple[SourceFile, list[Finding]]:
        return self.opened.read(path, name, self.texts)
