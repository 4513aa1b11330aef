"""``careguide lsp`` as a program: what it says to people, and that it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from careguide.cli.shell import extras
from careguide.cli.shell.session import Wrong

PROGRAM = [sys.executable, "-c", "import sys; from careguide.cli import main; sys.exit(main())"]


def run(*arguments: str, said: str = "", folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], input=said, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_says_how_to_get_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(Wrong, match=r'pip install "careguide\[lsp\]"'):
        extras.require("lsp", "pygls")


def test_its_help_leads_to_the_documentation() -> None:
    assert "VS Code and Neovim" in " ".join(run("lsp", "--help").stdout.split())


def test_a_project_that_is_none_is_refused(tmp_path: Path) -> None:
    ended = run("--project", str(tmp_path), "lsp")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "this is no project" in ended.stderr


@pytest.mark.parametrize("said", ["", "hello\n", "Content-Length: 3\r\n\r\nabc", "Content-Length: 9\r\n\r\n"])
def test_it_ends_with_its_client(tmp_path: Path, said: str) -> None:
    pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')
    ended = run("lsp", said=said, folder=tmp_path)
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="only a shell of Unix closes them")
@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_without_input_or_output_it_ends(closed: str) -> None:
    pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *PROGRAM, "lsp"]
    ended = subprocess.run(shell, input="", capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_in_a_terminal_it_says_that_it_is_for_programs() -> None:
    pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    _leader, follower = pty.openpty()
    ended = subprocess.run([*PROGRAM, "lsp"], stdin=follower, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "not by hand" in ended.stderr
