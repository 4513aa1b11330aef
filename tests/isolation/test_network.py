"""Nothing goes out: commands run where there is no network, ask the system for none, and write where they may."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from careguide.book.pandoc import pandoc
from mishaps.ground import Ground, ground

if not sys.platform.startswith("linux"):
    pytest.skip("this is seen with what Linux has: namespaces and strace", allow_module_level=True)

COMMANDS = [("check", "--no-cache"), ("check", "--jobs", "2", "--no-cache"), ("build", "base")]
FREE = ("/dev/null", "/dev/tty")


@pytest.fixture(scope="module")
def where() -> Iterator[Ground]:
    with ground() as made:
        made.multiply(3)
        yield made


@pytest.fixture(scope="module")
def alone() -> list[str]:
    """What to put before a command so that it has no network, not even with itself."""
    for before in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if (
            shutil.which("unshare")
            and not subprocess.run([*before, "true"], capture_output=True, check=False).returncode
        ):
            return before
    pytest.skip("this machine lets us make no network namespace (unshare --net)")


@pytest.fixture(scope="module")
def traced() -> list[str]:
    """What to put before a command so that strace writes what it asks of the system to the file given after it."""
    before = ["strace", "-f", "-qq", "-s", "300", "-e", "trace=%file,%network,ftruncate", "-o"]
    if not shutil.which("strace"):
        pytest.skip("strace is missing: apt-get install strace")
    if subprocess.run([*before, os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets us trace nothing")
    return before


def test_there_is_no_network_there(alone: list[str]) -> None:
    code = "import socket; s = socket.create_server(('', 0)); socket.create_connection(s.getsockname(), 2)"
    done = subprocess.run([*alone, sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Network is unreachable" in done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_do_without_a_network(where: Ground, alone: list[str], command: tuple[str, ...]) -> None:
    where.run(*command, before=alone).must(0)


@pytest.mark.parametrize("command", [("check", "--no-cache"), ("build", "--no-cache", "base")], ids=" ".join)
def test_commands_ask_for_no_network_and_write_where_they_may(
    where: Ground, traced: list[str], command: tuple[str, ...]
) -> None:
    log = where.home / "log"
    ended = where.run(*command, before=[*traced, str(log)], environment={"PYTHONDONTWRITEBYTECODE": "1"})
    ended.must(0)
    calls = [call.partition(" ")[2].strip() for call in log.read_text("utf-8").splitlines()]
    assert len(calls) > 100
    assert not [call for call in calls if re.match(r"(socket|connect|sendto|bind)\(", call)]
    assert not [call for call in calls if is_stray(call, where)]
    started = [call for call in calls if call.startswith("execve(") and " = -1 " not in call]
    programs = {call.split('"')[1] for call in started}
    assert programs <= {sys.executable, pandoc()}
    assert (pandoc() in programs) == (command[0] == "build")


def test_the_trace_would_show_it(where: Ground, traced: list[str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    stray, folder = tmp_path / "stray", tmp_path / "folder"
    code = f"import os, socket; open({str(stray)!r}, 'w'); os.mkdir({str(folder)!r}); socket.socket()"
    subprocess.run([*traced, str(log), sys.executable, "-c", code], check=True)
    calls = [call.partition(" ")[2].strip() for call in log.read_text("utf-8").splitlines()]
    assert [call for call in calls if call.startswith("socket(AF_INET")]
    assert len([call for call in calls if is_stray(call, where)]) == 2


def is_stray(call: str, where: Ground) -> bool:
    """Whether a call changes something outside the project and the folder for temporary files."""
    name, _, rest = call.partition("(")
    if " = -1 " in call or not changes(name, rest):
        return False
    paths = re.findall(r'"([^"]*)"', rest)
    return not all(not path.startswith("/") or path.startswith((str(where.home), *FREE)) for path in paths)


def changes(name: str, arguments: str) -> bool:
    if name in ("open", "openat", "openat2"):
        return bool(re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC|TMPFILE)", arguments))
    return bool(
        re.match(r"(creat|mkdir|rename|unlink|rmdir|link|symlink|mknod|chmod|fchmodat|chown|truncate|utime)", name)
    )
