"""``careguide preview`` as a program: where it listens, how it ends, and what keeps it from beginning."""

import importlib.util
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Careguide
from cli.test_main import PROGRAM, environment

pytest.importorskip("uvicorn", reason="uvicorn is missing: pip install 'careguide[preview]'")


def test_it_serves_on_loopback_and_ends_on_an_interrupt(project: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "preview", "--port", "0"], cwd=project, env=environment(), stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        address = re.fullmatch(r"Preview of all guides: (http://127\.0\.0\.1:\d+/)\n", running.stdout.readline())
        assert address
        with urllib.request.urlopen(address[1], timeout=20) as answer:
            page = answer.read().decode()
            assert answer.url.endswith("/guide/base")
        assert "A made-up guide for the tests" in page
        # somebody who waits for news does not hold it up
        waiting = urllib.request.urlopen(f"{address[1]}guide/base/news", timeout=20)
        assert waiting.readline().startswith(b"retry")
        running.send_signal(signal.SIGINT)
        said, _ = running.communicate(timeout=20)
        waiting.close()
    assert running.returncode == 0
    assert said.endswith("\nThe preview has ended.\n")


def test_an_interrupt_while_a_page_is_made_is_no_harder(project: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "preview", "--port", "0"], cwd=project, env=environment(), stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        running.stdout.readline()
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=20)
    assert running.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="only a shell of Unix closes it")
def test_it_needs_no_output(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    shell = ["sh", "-c", 'exec "$@" >&-', "sh", *PROGRAM, "preview", "--port", str(port)]
    with subprocess.Popen(shell, cwd=project, env=environment(), stderr=subprocess.PIPE, text=True) as running:
        assert "A made-up guide for the tests" in _page_at(port, running)
        running.send_signal(signal.SIGINT)
        assert running.communicate(timeout=20)[1] == ""
    assert running.returncode == 0


def _page_at(port: int, running: "subprocess.Popen[str]") -> str:
    """The first page, as soon as there is one."""
    while running.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
                page: bytes = answer.read()
                return page.decode()
        except urllib.error.URLError:
            time.sleep(0.05)
    raise AssertionError(running.communicate()[1])


def test_nobody_else_can_reach_it() -> None:
    from careguide.preview.serve import listen

    with listen(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_passed_by_unless_it_was_named(careguide: Careguide) -> None:
    from careguide.preview.serve import listen

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with listen(port, 20) as other:
            assert port < other.getsockname()[1] <= port + 20
        result = careguide("preview", "--port", str(port))
    assert result.exit_code == 2
    assert f"Port {port} cannot be used: another program uses it." in result.stderr


def test_an_unknown_guide(careguide: Careguide) -> None:
    result = careguide("preview", "bse")
    assert result.exit_code == 2
    assert "“base”" in result.stderr


@pytest.mark.parametrize(
    ("command", "needs"),
    [(["preview"], "starlette, uvicorn and watchfiles, which are"), (["build", "--watch"], "watchfiles, which is")],
)
def test_what_is_not_installed_is_asked_for(
    careguide: Careguide, command: list[str], needs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec

    def without(name: str, *rest: Any) -> Any:
        return None if name in ("starlette", "uvicorn", "watchfiles") else find(name, *rest)

    monkeypatch.setattr("careguide.cli.shell.extras.find_spec", without)
    result = careguide(*command)
    assert result.exit_code == 2
    assert 'pip install "careguide[preview]"' in result.stderr
    assert f"This needs {needs} not installed." in result.stderr
    assert "Traceback" not in result.stderr


def test_it_loads_nothing_of_the_server_for_help() -> None:
    heavy = {"starlette", "uvicorn", "watchfiles", "lxml", "asyncio"}
    code = f"import sys; from careguide.cli import preview, build; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
