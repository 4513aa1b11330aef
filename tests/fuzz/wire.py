"""A language server and an editor's program, connected in memory: all that goes between them goes as JSON.

No time passes: whoever waits, such as the server before it checks what somebody types, has waited at once.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, partial
from typing import Any, ParamSpec, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from careguide.lsp.server import Server
from careguide.project import Project
from careguide.testing.overlay import PROJECT
from lsp.editor import capable

P = ParamSpec("P")
T = TypeVar("T")

EDITORS = (("utf-16", True), ("utf-8", True), ("utf-32", True), ("utf-16", False))
"""What editors count columns in, and whether they can do much or little."""

_TURNS = 200
"""More turns of the loop than any check needs, where nothing waits."""

_SETTLED = 10
"""As many as end everything that has been begun."""


class _Loop(asyncio.SelectorEventLoop):
    """A loop whose clock can be put forward."""

    passed = 0.0

    def time(self) -> float:
        return super().time() + self.passed


class _AtOnce(ThreadPoolExecutor):
    """Does in this thread what would be done beside it: each input is then to come out the same every time."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


class _End:
    """What one side writes to, and the other side reads."""

    def __init__(self, loop: asyncio.AbstractEventLoop, other: Any) -> None:
        self._loop = loop
        self._other = other.protocol

    def write(self, data: bytes) -> None:
        self._loop.call_soon(self._read, data)

    def close(self) -> None:
        """There is nothing to close."""

    def _read(self, data: bytes) -> None:
        self._other.handle_message(json.loads(data, object_hook=self._other.structure_message))


class Wire:
    """``client`` is the editor's side; ``faults`` are exceptions that the server caught, and would have told of."""

    def __init__(self, encoding: str, is_rich: bool) -> None:
        self.encoding = encoding
        self.faults: list[Exception] = []
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.server = Server(Project(PROJECT), self._told)
        self.client = LanguageClient("fuzz", "1")
        self._loop = _Loop()
        self._loop.set_default_executor(_AtOnce())
        logging.getLogger("pygls").setLevel(logging.CRITICAL)  # as the server itself does: a refusal is no error
        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(partial(self._hear))  # pygls cannot mark a method
        self.client.feature(types.WINDOW_SHOW_MESSAGE)(lambda _: None)
        self.client.protocol.set_writer(_End(self._loop, self.server), include_headers=False)
        self.server.protocol.set_writer(_End(self._loop, self.client), include_headers=False)
        asked = types.InitializeParams(capable(encoding, edits=is_rich))
        self.run(self.client.initialize_async(asked))

    def run(self, waited: Awaitable[T]) -> T:
        """What comes of something. Raises what the server caught meanwhile."""

        async def wait() -> T:
            return await waited

        try:
            return self._loop.run_until_complete(wait())
        finally:
            if self.faults:
                raise self.faults.pop()

    def diagnostics(self, uri: str, version: int) -> types.PublishDiagnosticsParams:
        """What the server tells of a version of a file."""
        for _ in range(_TURNS):
            self._turn()
            if (told := self.published.get(uri)) and told.version == version:
                return told
        raise AssertionError("the server does not tell what is wrong")

    def settle(self) -> None:
        """Lets the server do what it has begun."""
        for _ in range(_SETTLED):
            self._turn()

    def _turn(self) -> None:
        self._loop.passed += 1
        self.run(asyncio.sleep(0))

    def _told(self, error: Exception) -> str:
        self.faults.append(error)
        return str(error)

    def _hear(self, params: types.PublishDiagnosticsParams) -> None:
        self.published[params.uri] = params


@cache
def wire(number: int) -> Wire:
    """The connection of one of ``EDITORS``: to make one takes longer than to ask it everything."""
    return Wire(*EDITORS[number])
