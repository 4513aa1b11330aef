"""Whatever a page shows to be copied is sound: settings, files for an editor, notes, names of rules and sessions."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from careguide.project import Project
from careguide.reports.parts.catalogue import catalogue
from careguide.source.reader import read_bytes
from careguide.validation.check import check
from careguide.validation.schemas import SchemaStore
from docs.pages import CLONE, PAGES, Block, blocks

INCLUDED = re.compile(r'--8<-- "([^"]+)"')
SNIPPETS = [CLONE / "scripts" / "careguide" / "starter", CLONE / "examples"]
SETTINGS = 'publisher = "p"\ncanonical = "https://example.org"\n'


def included(block: Block) -> str:
    """The text of a block, with that of the file that it shows."""

    def text(found: re.Match[str]) -> str:
        (file,) = (folder / found[1] for folder in SNIPPETS if (folder / found[1]).is_file())
        return file.read_text("utf-8")

    return INCLUDED.sub(text, block.text)


def yaml(text: str, folder: Path) -> None:
    """Notes have their form, which is that of common.schema.json; hooks are those that the repository offers."""
    held = YAML(typ="safe", pure=True).load(text)
    if "notes" in held:
        about = f"id: a-guide\ntitle: A guide\n{text}"
        source, faults = read_bytes(about.encode(), Path("guide.yaml"), "guide.yaml")
        wrong = check(source, "guide", SchemaStore(CLONE / "schema"))
        assert not faults
        assert [finding.message for finding in wrong if "notes" in finding.place.path] == []
    for repository in held.get("repos", ()):
        offered = YAML(typ="safe", pure=True).load((CLONE / ".pre-commit-hooks.yaml").read_text("utf-8"))
        used = {hook["id"] for hook in repository["hooks"]}
        assert used <= {hook["id"] for hook in offered} or repository["repo"] == "local"


def toml(text: str, folder: Path) -> None:
    held: dict[str, Any] = tomllib.loads(text)
    if "project" not in held:  # then it is careguide.toml, or a line of it
        (folder / "careguide.toml").write_text(text if "publisher" in held else SETTINGS + text, "utf-8")
        assert Project(folder).publisher


def python(text: str, folder: Path) -> None:
    compile(text, "<page>", "exec")


def as_json(text: str, folder: Path) -> None:
    json.loads(text)


SOUND: Mapping[str, Callable[[str, Path], None]] = {"yaml": yaml, "toml": toml, "python": python, "json": as_json}
SHOWN = [(page, block) for page in PAGES for block in blocks(page)]
ELSEWHERE = {
    "console": "test_howtos.py, test_tutorial.py and test_own_rules.py give the commands",
    "lua": "tests/conformance/test_neovim.py sets Neovim up with it",
    "sh": "tests/fhir_conformance starts the server and gives it the Bundle",
    "text": "what is printed, or drawn",
}


@pytest.mark.parametrize(
    ("page", "block"),
    [shown for shown in SHOWN if shown[1].language in SOUND],
    ids=lambda each: str(each.relative_to(CLONE)) if isinstance(each, Path) else f"line {each.line}",
)
def test_what_is_shown_is_sound(page: Path, block: Block, tmp_path: Path) -> None:
    SOUND[block.language](included(block), tmp_path)


def test_every_language_is_looked_at() -> None:
    assert {block.language for _, block in SHOWN} == {*SOUND, *ELSEWHERE}
    assert len(SHOWN) > 60


def test_no_block_is_left_open_or_without_a_language() -> None:
    for page in PAGES:
        fences = re.findall(r"^ *```(\S*)", page.read_text("utf-8"), re.MULTILINE)
        assert len(fences) == 2 * len(list(blocks(page))), page.name


FAMILIES = {name.partition("/")[0] for name in catalogue()}
NAMED = re.compile(r"(?:`|acknowledges:? |explain )([a-z]+/[a-z]+(?:-[a-z]+)*)(?=[`\s])")


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(CLONE)) for page in PAGES])
def test_rules_that_are_named_exist(page: Path) -> None:
    named = {name for name in NAMED.findall(page.read_text("utf-8")) if name.partition("/")[0] in FAMILIES}
    assert named <= catalogue().keys()


SESSION = re.compile(r"(?:nox -s|bootstrap\.py) ([a-z]+)")


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(CLONE)) for page in PAGES])
def test_sessions_that_are_named_exist(page: Path) -> None:
    assert set(SESSION.findall(page.read_text("utf-8"))) <= set(sessions())


def test_the_contributors_page_names_every_session() -> None:
    page = (CLONE / "CONTRIBUTING.md").read_text("utf-8")
    (table,) = re.findall(r"^\| session \|.*\n\|.*\n((?:\|.*\n)+)", page, re.MULTILINE)
    first_cells = [row.split("|")[1] for row in table.splitlines()]
    assert sorted(re.findall(r"`([a-z]+)`", " ".join(first_cells))) == sorted(sessions())


def sessions() -> list[str]:
    return re.findall(r"^@nox\.session\ndef ([a-z]+)\(", (CLONE / "noxfile.py").read_text("utf-8"), re.MULTILINE)


def test_packages_to_install_are_those_that_are_tested() -> None:
    """Extras exist, and a version that a page names is the one that the project has."""
    project = tomllib.loads((CLONE / "pyproject.toml").read_text("utf-8"))
    known = json.dumps(project)
    for page in PAGES:
        text = page.read_text("utf-8")
        for extras in re.findall(r'(?:careguide|"\.)\[([a-z,]+)\]"', text):
            assert set(extras.split(",")) <= project["project"]["optional-dependencies"].keys(), page.name
        for pinned in re.findall(r"pip install ([a-z-]+==[0-9.]+)", text):
            assert f'"{pinned}"' in known, page.name
