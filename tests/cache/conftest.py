"""A project of its own for each test, with a cache, and two ways of asking the same of it."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from careguide.cache import answers
from careguide.cache.folder import NAME
from careguide.cli import main
from careguide.testing.overlay import PROJECT

Answer = tuple[int, str]


@dataclass
class Asking:
    """A project in a folder; ``known`` is what the last call was answered with before the program was loaded."""

    root: Path
    known: Answer | None = None

    @property
    def cache(self) -> Path:
        return self.root / NAME

    def __call__(self, *arguments: str) -> Answer:
        """The exit code and the output of a command, as from ``careguide.__main__``."""
        found = answers.known([*arguments])
        self.known = (found[0], found[1].decode()) if found else None
        return self.known or self.anew(*arguments)

    def anew(self, *arguments: str) -> Answer:
        """The same from the program itself, whatever is known of the whole answer."""
        result = CliRunner().invoke(main, arguments)
        return result.exit_code, result.output

    def truth(self, *arguments: str) -> Answer:
        return self.anew(*arguments, "--no-cache")


def project_in(folder: Path, *names: str) -> Path:
    """A project with a guide for each name, all of them sound."""
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(NAME, "build"))
    base = folder / "sources" / "base"
    for name in names:
        shutil.copytree(base, folder / "sources" / name)
        overview = folder / "sources" / name / "guide.yaml"
        overview.write_text(overview.read_text("utf-8").replace("id: base", f"id: {name}", 1), "utf-8")
    shutil.rmtree(base)
    return folder


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asking:
    if sys.platform == "win32":
        pytest.skip("nothing is remembered where the file system does not tell when a file has changed")
    root = project_in(tmp_path / "project", "back", "knee", "neck")
    monkeypatch.chdir(root)
    for name in answers.ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    return Asking(root)
