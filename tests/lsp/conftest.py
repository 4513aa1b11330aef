"""A language server for all tests, and a project of its own for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from careguide.testing.overlay import PROJECT

if TYPE_CHECKING:
    from lsp.editor import Editor

CLONE = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor with a server that has been started; it serves any project that a file is opened of."""
    pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')
    from lsp.editor import Editor

    with Editor(tmp_path_factory.mktemp("empty")) as editor:
        yield editor


@pytest.fixture
def editor(server: Editor) -> Iterator[Editor]:
    yield server
    server.close_all()
    server.messages.clear()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one sound guide, ``base``."""
    shutil.copytree(PROJECT, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def base(project: Path) -> Path:
    return project / "sources" / "base"


@pytest.fixture
def massage(base: Path) -> Path:
    return base / "massage.yaml"


@pytest.fixture
def spondylosis(project: Path) -> Path:
    """The folder of the real guide, in the project."""
    folder = project / "sources" / "spondylosis"
    shutil.copytree(CLONE / "sources" / "spondylosis", folder)
    return folder
