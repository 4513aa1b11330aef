"""Runs the preview: a socket on loopback, a server on it, and a thread that follows the files."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from careguide.preview.app import app
from careguide.preview.live_pages import LivePages
from careguide.project import Project
from careguide.watch import Watch

_PATIENCE = 1.0
"""So many seconds a page may still take that somebody waits for when the preview ends."""

_MOST = 64
"""So many connections are held at once: more than browsers open, and fewer than the files a program may have open."""

_ACCEPTED = 32
"""So many connections at most are taken on before any of the others is let go."""

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
    live_pages = LivePages(project.root, only)
    hosts = (f"{LOOPBACK}:{port}", f"localhost:{port}")
    config = uvicorn.Config(
        app(live_pages, hosts),
        http=_Connection,
        backlog=_ACCEPTED,
        proxy_headers=False,
        access_log=False,
        log_level="critical",
        lifespan="off",
        ws="none",
        server_header=False,
    )
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # a program that may open no more files is no news
    with _following(project, live_pages):
        _Server(config, live_pages).run(sockets=[listening])


@contextmanager
def _following(project: Project, live_pages: LivePages) -> Iterator[None]:
    """Renews the pages whenever their files change, until the end; a page that is being made is made to its end."""
    stop = Event()
    watch = Watch(project)

    def follow() -> None:
        # While the server starts and the browser opens, the first page is made.
        live_pages.begin()
        for changed in watch.changes(stop):
            live_pages.renew(changed)

    thread = Thread(target=follow, name="careguide-watch")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


class _Connection(H11Protocol):
    """Takes the place of the oldest one where there are too many.

    So whoever opens thousands, and says nothing or reads nothing, keeps nobody from a page. A page whose news are cut
    off so asks for them again.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._made = self.loop.time()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn's own
        super().connection_made(transport)
        if len(self.connections) > _MOST:
            oldest = min(
                (each for each in self.connections if isinstance(each, _Connection)), key=lambda each: each._made
            )
            self.connections.discard(oldest)
            oldest.transport.abort()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, live_pages: LivePages) -> None:
        super().__init__(config)
        self._live_pages = live_pages

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._live_pages.close()
        super().handle_exit(sig, frame)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen()  # more may wait for their turn than are taken on at once

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(_PATIENCE, self._abandon)
        await super().shutdown(sockets)

    def _abandon(self) -> None:
        """Ends what is still open. To cancel its tasks would not do: they go on waiting for those who do not read."""
        for connection in tuple(self.server_state.connections):
            connection.transport.abort()
