"""A project to preview, and what is on the page."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from careguide.testing.overlay import PROJECT
from preview.page import Seen

Edit = Callable[[str, str, str], None]
"""``edit("massage.yaml", old, new)`` replaces, in a file of the guide, the first of what is old."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one sound guide, ``base``."""
    folder = tmp_path / "project"
    shutil.copytree(PROJECT, folder)
    return folder


@pytest.fixture
def edit(root: Path) -> Edit:
    def replace(name: str, old: str, new: str) -> None:
        file = root / "sources" / "base" / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return replace


def seen(page: str) -> Seen:
    return Seen(html.document_fromstring(page))
