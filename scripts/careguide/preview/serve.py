"""Runs the preview: a socket on loopback, a server on it, and a thread that follows the files."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType

import uvicorn

from careguide.preview.app import app
from careguide.preview.desks import Desks
from careguide.project import Project
from careguide.watch import Watch

_PATIENCE = 5
"""So many seconds a page may still take that somebody waits for when the preview ends."""

LOOPBACK = "127.0.0.1"
"""The preview is for the person at this machine: it has no other address, and no option gives it one."""


def listen(port: int, others: int = 0) -> socket.socket:
    """A socket that listens at a port, or else at one of that many after it. Raises ``OSError`` if all are taken."""
    for candidate in range(port, port + others):
        try:
            return socket.create_server((LOOPBACK, candidate), reuse_port=False)
        except OSError:
            continue
    return socket.create_server((LOOPBACK, port + others), reuse_port=False)


def serve(project: Project, only: str, listening: socket.socket) -> None:
    """Serves until it is interrupted; then it lets everybody go at once."""
    port = listening.getsockname()[1]
    desks = Desks(project.root, only)
    hosts = (f"{LOOPBACK}:{port}", f"localhost:{port}")
    config = uvicorn.Config(
        app(desks, hosts),
        access_log=False,
        log_level="critical",
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    with _following(project, desks):
        _Server(config, desks).run(sockets=[listening])


@contextmanager
def _following(project: Project, desks: Desks) -> Iterator[None]:
    """Renews the desks whenever their files change, until the end; a page that is being made is made to its end."""
    stop = Event()
    watch = Watch(project)

    def follow() -> None:
        # While the server starts and the browser opens, the first page is made.
        desks.begin()
        for changed in watch.changes(stop):
            desks.renew(changed)

    thread = Thread(target=follow, name="careguide-watch")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, desks: Desks) -> None:
        super().__init__(config)
        self._desks = desks

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._desks.close()
        super().handle_exit(sig, frame)
