"""The preview as a program: whoever connects, and whatever they leave unread, a page is had, and it can be ended.

Nothing of it comes to the terminal.
"""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="uvicorn is missing: pip install 'careguide[preview]'")
resource = pytest.importorskip("resource", reason="limits of open files are those of Unix")

PROGRAM = [sys.executable, "-c", "import sys; from careguide.cli import main; sys.exit(main())"]
PATIENCE = 30
FILES = 160


@dataclass
class Running:
    """A preview that runs, and may have ``FILES`` files open."""

    process: subprocess.Popen[str]
    port: int

    def page(self, path: str = "/guide/base") -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
            page: bytes = answer.read()
            return page.decode()

    def connect(self, said: bytes = b"") -> socket.socket:
        made = socket.socket()
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        made.settimeout(PATIENCE)
        made.connect(("127.0.0.1", self.port))
        made.sendall(said.replace(b"HERE", f"127.0.0.1:{self.port}".encode()))
        return made

    def end(self) -> tuple[int, str, str]:
        """The exit code, and what was said in the end."""
        self.process.send_signal(signal.SIGINT)
        said, complained = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said, complained


@pytest.fixture
def preview(root: Path) -> Iterator[Running]:
    command = [*PROGRAM, "--project", str(root), "preview", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_few_files
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline() + process.stdout.readline()
        port = re.search(r"127\.0\.0\.1:(\d+)/", told)
        assert port, told
        yield Running(process, int(port[1]))
        process.kill()


def _few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))


ENDED = (0, "\nThe preview has ended.\n", "")
ASKED = b"GET /guide/base HTTP/1.1\r\nHost: HERE\r\n\r\n"


SLOW = (
    b"",
    b"GET /guide/ba",
    b"GET /guide/base/news HTTP/1.1\r\nHost: HERE\r\n\r\n",
    ASKED * 50,  # and nobody reads the answers
)


def test_many_connections_keep_nobody_from_a_page(preview: Running) -> None:
    with ExitStack() as open_:
        for said in [*SLOW] * (FILES // 2):
            open_.enter_context(preview.connect(said))
        assert "Knead the muscles." in preview.page()
        assert preview.end() == ENDED


NO_REQUESTS = (
    bytes(range(256)) * 4,
    b"GET / HTTP/1.1\r\nHost: HERE\r\nX: " + b"a" * 100_000,
    b"POST /guide/base HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
    b"POST /guide/base HTTP/1.1\r\nHost: HERE\r\nContent-Length: -1\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0",
    b"GET /guide/base/news HTTP/1.1\r\nHost: HERE\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
)


def test_what_is_no_request_harms_nobody(preview: Running) -> None:
    with ExitStack() as open_:
        for said in NO_REQUESTS:
            open_.enter_context(preview.connect(said))
        assert "Knead the muscles." in preview.page()
        assert preview.end() == ENDED
