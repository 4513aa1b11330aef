"""``careguide lsp`` as a program: what it says to people, and that it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def message(**content: object) -> str:
    body = json.dumps({"jsonrpc": "2.0", **content})
    return f"Content-Length: {len(body)}\r\n\r\n{body}"


BEGIN = message(id=1, method="initialize", params={"processId": None, "rootUri": None, "capabilities": {}})
END = message(id=2, method="shutdown") + message(method="exit")


def begun(folder: Path, **options: Any) -> subprocess.Popen[str]:
    """A server to which a client is connected."""
    pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    server = subprocess.Popen([*PROGRAM, "lsp"], cwd=folder, text=True, **{**pipes, **options})
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(BEGIN)
    server.stdin.flush()
    assert server.stdout.readline().startswith("Content-Length")
    return server


def test_a_client_that_takes_leave_is_left_without_a_word(tmp_path: Path) -> None:
    with begun(tmp_path) as server:
        _, complained = server.communicate(END, timeout=60)
    assert (server.returncode, complained) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_asked_though_its_client_stays(tmp_path: Path, number: int) -> None:
    with begun(tmp_path) as server:
        server.send_signal(number)
        assert server.wait(timeout=60) == 128 + number
        assert server.communicate()[1] == ""


@pytest.mark.skipif(os.name != "posix", reason="pipes break differently")
def test_a_client_that_listens_no_more(tmp_path: Path) -> None:
    with begun(tmp_path) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        assert server.stderr is not None
        server.stdout.close()
        hover = {"textDocument": {"uri": "untitled:a"}, "position": {"line": 0, "character": 0}}
        asked = (message(id=each, method="textDocument/hover", params=hover) for each in range(10, 200))
        server.stdin.write("".join(asked))
        server.stdin.close()
        assert server.stderr.read() == ""
        assert server.wait(timeout=60) in (0, 141)


@pytest.mark.parametrize("length", ["9" * 25, "9" * 5000])
def test_a_length_that_no_message_has(tmp_path: Path, length: str) -> None:
    pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')
    ended = run("lsp", said=f"Content-Length: {length}\r\n\r\n{{}}", folder=tmp_path)
    assert ended.returncode == 2
    assert "is no message of the Language Server Protocol" in ended.stderr


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
