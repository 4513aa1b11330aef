"""A project of its own for each test, and the command to run in it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from careguide.cli import main
from careguide.testing.overlay import PROJECT

Careguide = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one sound guide, ``base``; the current folder."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE", "CAREGUIDE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "project"
    shutil.copytree(PROJECT, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def careguide(project: Path) -> Careguide:
    """Runs the command in the project; its exit code, and what it wrote where."""

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return run


@pytest.fixture
def broken(project: Path) -> Path:
    """A file of the guide with an error in it."""
    file = project / "sources" / "base" / "massage.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("\ntitle:", "\ntitel:", 1), encoding="utf-8")
    return file
