"""What every page tells its reader to give, write and set up can be given, written and set up."""

import json
import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from careguide.cli import main
from careguide.project import Project
from careguide.schema import SchemaStore
from docs.tutorial import DOCS, Block, blocks, commands

CLONE = DOCS.parent
OWN = ("write-a-rule",)  # a package with a rule of its own is installed in tests/test_own_rules.py
PAGES = [CLONE / "README.md", CLONE / "CONTRIBUTING.md", *sorted(DOCS.glob("[!t]*/*.md"))]
ENDLESS = ("preview", "lsp", "--watch")
"""Commands that go on until they are interrupted; it is enough that they are understood."""


def given(page: Path) -> list[list[str]]:
    """The commands of a page that are careguide's, or change the folder."""
    found = (command.words for block in blocks(page) if block.language == "console" for command in commands(block))
    return [words for words in found if words[0] in ("careguide", "cd")]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with the guide that the pages speak of, and a document to begin another with."""
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE", "CAREGUIDE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(CLONE / "sources" / "spondylosis", tmp_path / "sources" / "spondylosis")
    shutil.copyfile(CLONE / "careguide.toml", tmp_path / "careguide.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def prepare(page: Path, project: Path) -> None:
    """What a page takes to be there, or not to be there yet."""
    (project / "article.txt").write_text("Massage helps.\n\nStroke, then knead.\n", "utf-8")
    (project / "guides").mkdir()
    shutil.copyfile(project / "article.txt", project / "guides" / "article.txt")
    if page.stem == "add-a-modality":
        shutil.rmtree(project / "sources" / "spondylosis")
        begin = ["new", "guide", "spondylosis", "--document", "article.txt", "--modality", "exercise"]
        assert CliRunner().invoke(main, begin).exit_code == 0


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.stem not in OWN and given(page)], ids=lambda page: page.stem
)
def test_commands_can_be_given(page: Path, project: Path) -> None:
    prepare(page, project)
    for name, *arguments in given(page):
        if name == "cd":
            os.chdir(arguments[0])
            continue
        if any(word in ENDLESS for word in arguments):
            understand(*arguments)
            continue
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code in (0, 1), f"{page.name}: {arguments}\n{result.output}"


def understand(name: str, *arguments: str) -> None:
    """Reads a command without obeying it."""
    command = main.get_command(click.Context(main), name)
    assert command
    command.make_context(name, list(arguments))


def examples(*languages: str) -> Iterator[Any]:
    for page in PAGES:
        for block in blocks(page):
            if block.language in languages and "--8<--" not in block.text:
                yield pytest.param(block, id=f"{page.stem}-{block.line}")


@pytest.mark.parametrize("block", list(examples("json", "toml", "yaml")))
def test_settings_and_sources_can_be_read(block: Block, project: Path) -> None:
    if block.language == "json":
        assert json.loads(block.text)
    elif block.language == "toml":
        settings = tomllib.loads(block.text)
        if "editor" in settings:
            with (project / "careguide.toml").open("a", encoding="utf-8") as file:
                file.write(f"\n{block.text}")
            assert Project(project).editor == settings["editor"]
    else:
        read = YAML(typ="safe", pure=True).load(block.text)
        if "notes" in read:
            notes = SchemaStore(None)["common"]["$defs"]["note"]
            assert set(notes["required"]) <= set(read["notes"][0]) <= set(notes["properties"])
        for repository in read.get("repos", ()):
            hooks = YAML(typ="safe", pure=True).load((CLONE / ".pre-commit-hooks.yaml").read_text("utf-8"))
            assert {hook["id"] for hook in repository["hooks"]} == {hook["id"] for hook in hooks}
