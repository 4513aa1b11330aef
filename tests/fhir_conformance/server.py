"""A real server on this machine's loopback address: sekmet-fhir, with its data in a folder of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from conformance import tools

PATIENCE = 60  # seconds, until it answers


class Server:
    """Its base address, and requests to it."""

    def __init__(self, base: str) -> None:
        self.base = base

    def get(self, path: str) -> Any:
        return self._ask(urllib.request.Request(f"{self.base}/{path}"))

    def post(self, body: Any) -> Any:
        headers = {"Content-Type": "application/fhir+json"}
        return self._ask(urllib.request.Request(self.base, json.dumps(body).encode(), headers))

    def _ask(self, request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    command = tools.script("sekmet")
    port = _free_port()
    base = f"http://127.0.0.1:{port}/fhir"
    settings = folder / "settings.yaml"
    settings.write_text(f"base_url: {base}\nsimulator: {{enabled: false}}\n")
    with (folder / "log.txt").open("w") as log:
        process = subprocess.Popen(
            [command, "serve", "--config", settings, "--host", "127.0.0.1", "--port", str(port)],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(base, process, folder / "log.txt")
            yield Server(base)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/metadata", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")
