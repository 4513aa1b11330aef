"""Whoever does what a page says, one command after the other, gets on, and sees what it shows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from careguide.cli import main
from docs.pages import CLONE, DOCS, PAGES, Command, blocks, commands, matches

ARTICLE = "Massage eases a stiff neck.\n\nTurn the head to both sides.\n"

# Commands that do not end by themselves, need what is not here, or are not ours: their options are looked at.
ENDLESS = ("--cluster", "--open", "--watch")
ELSEWHERE = ("pip", "pytest", "python")


def settings(folder: Path) -> None:
    shutil.copy(CLONE / "careguide.toml", folder)


def spondylosis(folder: Path) -> None:
    settings(folder)
    shutil.copytree(CLONE / "sources", folder / "sources")


def without_a_note(folder: Path) -> None:
    """The guide as it was before somebody wrote the note that the page is about."""
    spondylosis(folder)
    file = folder / "sources" / "spondylosis" / "massage.yaml"
    text = file.read_text("utf-8")
    note = re.compile(r"^( *)notes:\n\1  - id: rubbing-or-pressing\n(?:\1    .*\n)+", re.MULTILINE)
    assert len(note.findall(text)) == 1
    file.write_text(note.sub("", text), "utf-8")


def neck_pain(folder: Path) -> None:
    """What *Start a project* leaves behind."""
    article(folder)
    given("start-a-project", folder, folder)
    for file in (folder / "guides").iterdir():
        shutil.move(file, folder)


def article(folder: Path) -> None:
    (folder / "guides").mkdir()
    (folder / "guides" / "article.txt").write_text(ARTICLE)


STAGES: Mapping[str, Callable[[Path], None]] = {
    "acknowledge-a-finding": without_a_note,
    "add-a-modality": neck_pain,
    "start-a-project": article,
}
"""What is there before the first command of a page; the spondylosis guide, where nothing else is said."""

UNFINISHED = {("add-a-modality", f"careguide {asked} neck-pain") for asked in ("check", "coverage")}
"""The only commands that find something: what has yet to be written."""


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE", "CAREGUIDE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
    monkeypatch.chdir(tmp_path)


def given(page: str, folder: Path, start: Path) -> int:
    """Gives the commands of a page, and compares what they print; returns how many there were."""
    count = 0
    with pytest.MonkeyPatch.context() as at:
        at.chdir(start)
        for block in blocks(DOCS / "how-to" / f"{page}.md"):
            for command in commands(block) if block.language == "console" else ():
                count += 1
                if command.words[0] == "cd":
                    at.chdir(command.words[1])
                elif command.words[0] not in ELSEWHERE:
                    assert command.words[0] == "careguide"
                    give(command, page)
    return count


def give(command: Command, page: str) -> None:
    words = command.words[1:]
    if any(word in ENDLESS for word in words):
        parse(words)
        return
    result = CliRunner().invoke(main, words)
    expected = 1 if (page, " ".join(command.words)) in UNFINISHED else 0
    assert result.exit_code == expected, f"{page}: {command.words}\n{result.output}"
    assert not command.printed or matches(command.printed, result.output), result.output


def parse(words: list[str]) -> None:
    """Raises what click has to say of words that are no call of the program."""
    context = click.Context(main, info_name="careguide", **main.context_settings)
    name, command, rest = main.resolve_command(context, words)
    assert command
    command.make_context(name, rest, parent=context).close()


HOWTOS = sorted(page.stem for page in (DOCS / "how-to").glob("*.md") if page.stem != "write-a-rule")


@pytest.mark.parametrize("page", HOWTOS)
def test_everything_on_the_page_works(page: str, tmp_path: Path) -> None:
    STAGES.get(page, spondylosis)(tmp_path)
    given(page, tmp_path, tmp_path)


def test_most_pages_give_commands(tmp_path: Path) -> None:
    shown = [page for page in HOWTOS if any(b.language == "console" for b in blocks(DOCS / "how-to" / f"{page}.md"))]
    assert len(shown) >= 8


def test_the_note_is_that_of_the_page(tmp_path: Path) -> None:
    without_a_note(tmp_path)
    given("acknowledge-a-finding", tmp_path, tmp_path)
    (shown,) = (b.text for b in blocks(DOCS / "how-to" / "acknowledge-a-finding.md") if b.language == "yaml")
    written = (tmp_path / "sources" / "spondylosis" / "massage.yaml").read_text("utf-8")
    assert "".join(f"        {line}".rstrip() + "\n" for line in shown.splitlines()) in written


def test_the_note_of_the_page_is_in_the_guide() -> None:
    (shown,) = (b.text for b in blocks(DOCS / "how-to" / "acknowledge-a-finding.md") if b.language == "yaml")
    (note,) = YAML(typ="safe", pure=True).load(shown)["notes"]
    guide = YAML(typ="safe", pure=True).load((CLONE / "sources/spondylosis/massage.yaml").read_text("utf-8"))
    (rubbing,) = (s for section in guide["sections"] for s in section["steps"] if s["source"] == ["S05.p2.li2"])
    assert note in rubbing["notes"]


# What is mentioned in a sentence or a table

INLINE = re.compile(r"`careguide ([a-z][^`\n]*)`")
PLACEHOLDER = re.compile(r"\[?[A-Z]+\]?|…|\.\.\.")


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(CLONE)) for page in PAGES])
def test_what_is_called_a_command_is_one(page: Path) -> None:
    for call in INLINE.findall(page.read_text("utf-8")):
        command: click.Command = main
        context = click.Context(main, **main.context_settings)
        for word in re.split(r"[ ,]+", call.partition(" \\|")[0].partition(" |")[0]):
            if isinstance(command, click.Group) and not word.startswith("-") and not PLACEHOLDER.fullmatch(word):
                below = command.get_command(context, word)
                assert below, f"{page.name}: `careguide {call}`: there is no {word}"
                command = below
            elif word.startswith("-"):
                known = {opt for param in command.get_params(context) for opt in param.opts}
                assert word.partition("=")[0] in known, f"{page.name}: `careguide {call}`: {word}"


def test_the_readme_names_every_command() -> None:
    named = {call.split()[0] for call in INLINE.findall((CLONE / "README.md").read_text("utf-8"))}
    assert named == set(main.list_commands(click.Context(main)))
