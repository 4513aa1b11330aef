"""Guides are checked as somebody types: soon, but not at every key, and beside everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types

from careguide.lsp.client import Client
from careguide.lsp.diagnostics import diagnostics, trouble
from careguide.lsp.manuals import Manuals
from careguide.lsp.open_guides import OpenGuide, Snapshot
from careguide.pipeline import Checked
from careguide.project import ProjectError

PAUSE = 0.15
"""So many seconds after the last change a check begins."""

Published = tuple[int | None, Sequence[types.Diagnostic]]


@dataclass
class _State:
    """What is known of one guide: the last check of it as it stands, and what the client has been told."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    timer: asyncio.TimerHandle | None = None
    last: tuple[Snapshot, Checked] | None = None
    told: dict[Path, Published] = field(default_factory=dict)


class Checks:
    """``publish`` sends diagnostics, ``told`` gives the words for an error that is ours."""

    def __init__(
        self,
        client: Client,
        publish: Callable[[types.PublishDiagnosticsParams], None],
        told: Callable[[Exception], str],
    ) -> None:
        self.manuals = Manuals()
        self._client = client
        self._publish = publish
        self._told = told
        self._states: dict[OpenGuide, _State] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def soon(self, opened: OpenGuide, pause: float = PAUSE) -> None:
        """Checks a guide when it has not changed for a while, and tells the client what was found."""
        state = self._state(opened)
        if state.timer is not None:
            state.timer.cancel()
        state.timer = asyncio.get_running_loop().call_later(pause, self._begin, opened)

    def last(self, opened: OpenGuide) -> Checked | None:
        """The last check, if it was of the guide as it stands."""
        last = self._state(opened).last
        return last[1] if last and last[0].is_current else None

    async def now(self, opened: OpenGuide) -> tuple[Snapshot, Checked]:
        """The guide as it stands, checked. Raises ``ProjectError``, and ``RuleCrashed``."""
        state = self._state(opened)
        async with state.lock:
            if state.last is None or not state.last[0].is_current:
                snapshot = opened.snapshot()
                state.last = snapshot, await asyncio.to_thread(snapshot.check)
            return state.last

    def forget(self, opened: OpenGuide) -> None:
        """Takes back whatever the client has been told of a guide that is open no longer."""
        state = self._states.pop(opened, None)
        if state is not None:
            if state.timer is not None:
                state.timer.cancel()
            self._tell(state, dict.fromkeys(state.told, ()))

    def outdated(self, opened: OpenGuide) -> None:
        """Lets a guide be checked anew, though none of its open files has changed."""
        self._state(opened).last = None
        self.soon(opened)

    def _state(self, opened: OpenGuide) -> _State:
        return self._states.setdefault(opened, _State())

    def _begin(self, opened: OpenGuide) -> None:
        task = asyncio.get_running_loop().create_task(self._check(opened))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _check(self, opened: OpenGuide) -> None:
        state = self._state(opened)
        try:
            snapshot, checked = await self.now(opened)
        except Exception as error:
            words = str(error) if isinstance(error, ProjectError) else self._told(error)
            self._tell(state, {path: [trouble(words)] for path in opened.texts})
        else:
            if snapshot.is_current and opened in self._states:  # otherwise another check is on its way
                self._tell(state, diagnostics(checked, self._client, self.manuals))

    def _tell(self, state: _State, found: Mapping[Path, Sequence[types.Diagnostic]]) -> None:
        """Tells the client what it does not know yet."""
        gone = {path: () for path, (_, known) in state.told.items() if known and path not in found}
        for path, each in {**found, **gone}.items():
            news = (self._client.version(path), each)
            if state.told.get(path, (None, ())) != news:
                state.told[path] = news
                self._publish(types.PublishDiagnosticsParams(self._client.uri(path), list(each), news[0]))
