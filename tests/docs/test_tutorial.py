"""A newcomer does what the tutorial says, word for word, and sees what it says."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from careguide.cli import main
from docs.pages import DOCS, blocks, commands, follow, matches


def test_everything_in_the_tutorial_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_WORKSPACE", "CAREGUIDE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    given = 0
    for block in blocks(DOCS / "tutorial" / "index.md"):
        if block.title:
            follow(block, tmp_path)
        for words, printed in commands(block):
            assert words[0] == "careguide"
            result = CliRunner().invoke(main, words[1:])
            given += 1
            assert matches(printed, result.output), f"tutorial, line {block.line}: {words}\n{result.output}"
    assert given >= 6
    assert (tmp_path / "build/stiff-neck/stiff-neck.epub").exists()


def test_a_page_that_promises_something_else_is_noticed() -> None:
    assert matches(["one", "…", "three"], "one\ntwo\nthree\n")
    assert not matches(["one", "…", "four"], "one\ntwo\nthree\n")
