"""The reference is whole: every rule, every field and every command with its options has its place."""

from __future__ import annotations

import dataclasses
import html
import importlib.util
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import click
import pytest

from careguide.cli import main
from careguide.project import Settings
from careguide.reports.parts.catalogue import catalogue
from docs.pages import CLONE, DOCS, PAGES

SCHEMAS = sorted((CLONE / "schema").glob("*.schema.json"))


@pytest.fixture(scope="module")
def made() -> Mapping[str, str]:
    """The pages that are made from the program, by their addresses."""
    spec = importlib.util.spec_from_file_location("pages", CLONE / "scripts" / "handbook" / "pages.py")
    assert spec
    assert spec.loader
    handbook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(handbook)
    return {address: "\n".join(make()) + "\n" for address, make in handbook.pages().items()}


@pytest.mark.parametrize("name", list(catalogue()))
def test_every_rule_has_its_place(made: Mapping[str, str], name: str) -> None:
    entry, (family, _, short) = catalogue()[name], name.partition("/")
    page = made[f"reference/rules/{family}.md"]
    assert f"\n## {name} {{#{short}}}\n" in page
    assert f"[{name}]({family}.md#{short})" in made["reference/rules/index.md"]
    said = " ".join(html.unescape(page).replace("\\", "").split())
    for part in (entry.manual.what, entry.manual.why, entry.manual.fix, entry.manual.bad, entry.manual.good):
        assert " ".join(part.replace("\\", "").split()) in said


def fields(schema: Any) -> Iterator[str]:
    """The names of all fields, at every depth."""
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            if value:  # in a condition, a field is only named
                yield name
        for value in schema.values():
            yield from fields(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from fields(value)


@pytest.mark.parametrize("file", SCHEMAS, ids=[file.stem for file in SCHEMAS])
def test_every_field_has_its_place(made: Mapping[str, str], file: Any) -> None:
    schema = json.loads(file.read_text("utf-8"))
    page = made[f"reference/fields/{file.name.removesuffix('.schema.json')}.md"]
    rows = re.findall(r"^\| (?:\*\*)?`([a-z_]+)`(?:\*\*)? \| (.*) \| (.*) \|$", page, re.MULTILINE)
    assert set(fields(schema)) <= {name for name, _, _ in rows}
    assert [name for name, kind, meaning in rows if not kind.strip() or not meaning.strip()] == []
    for part in schema.get("$defs", {}):
        assert f"{{#{part}}}" in page


def commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from commands(below, (*path, name))


COMMANDS = list(commands(main, ("careguide",)))


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_every_command_has_its_place(made: Mapping[str, str], path: tuple[str, ...], command: click.Command) -> None:
    page = made["reference/commands.md"]
    (said,) = re.findall(rf"^## {' '.join(path)}\n\n```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, f"{path}: {param.name} says nothing of itself"
            assert all(option in said for option in param.opts)
    assert command.help
    assert max(map(len, said.splitlines())) <= 80


def test_exit_codes_are_told_with_the_commands(made: Mapping[str, str]) -> None:
    assert "Exit codes: 0 nothing" in made["reference/commands.md"]
    table = (DOCS / "reference" / "reports.md").read_text("utf-8")
    cells = re.findall(r"^\| ([\d, ]+) \|", table, re.MULTILINE)
    told = {code for cell in cells for code in cell.split(", ")}
    assert set(re.findall(r"(?:[:;,] )(\d+) ", str(main.epilog))) <= told


def test_every_setting_has_its_place() -> None:
    page = (DOCS / "reference" / "build.md").read_text("utf-8")
    (table,) = re.findall(r"^\| setting \|.*\n\|.*\n((?:\|.*\n)+)", page, re.MULTILINE)
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == [field.name for field in dataclasses.fields(Settings)]


def test_every_folder_of_the_program_has_its_place() -> None:
    page = (DOCS / "explanation" / "architecture.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z_]+)/`", page))
    package = CLONE / "scripts" / "careguide"
    folders = {path.parent.name for path in package.glob("*/*") if path.is_file()}  # git leaves emptied ones behind
    assert folders - {"__pycache__"} <= told


# Links outside of the site, which mkdocs does not look at

LINK = re.compile(r"\]\((?!https?://)([^)\s]+)\)")


def slug(heading: str) -> str:
    """The anchor that code hosts give to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def outside() -> list[Any]:
    folders = [CLONE / "examples", CLONE / "scripts" / "careguide" / "starter"]
    pages = [*CLONE.glob("*.md"), *(page for folder in folders for page in folder.rglob("*.md"))]
    return sorted(pages)


@pytest.mark.parametrize("page", outside(), ids=lambda page: str(page.relative_to(CLONE)))
def test_links_lead_somewhere(page: Any) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in map(slug, headings), f"{page.name}: {link}"


def test_no_page_is_forgotten() -> None:
    assert len(PAGES) > 25
