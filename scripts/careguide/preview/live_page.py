"""A page that follows its guide: the newest state, the last page that could be made, and who waits for the next."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from threading import Lock

from careguide.book.html import HtmlPress
from careguide.book.pandoc_ast import BrokenLink, Unprintable
from careguide.pipeline import Checked, check_guide, edition
from careguide.preview.page import Shown, State, show
from careguide.preview.proof import Proof, proof
from careguide.project import Project, ProjectError
from careguide.reports.parts.internal_error import InternalError
from careguide.reports.parts.run import all_of

_MEMORY = 50
"""So many revisions an open page may be behind and still be sent nothing but what is new."""


class LivePage:
    """Follows one guide. Whatever becomes of its files, there is always something to show."""

    def __init__(self, root: Path, name: str) -> None:
        self._root = root
        self._name = name
        self._lock = Lock()
        self._press = HtmlPress()
        self._proof: Proof | None = None
        self._when = ""
        self._shown: Shown | None = None
        self._history: dict[str, frozenset[str]] = {}
        self.closed = False
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    def shown(self) -> Shown:
        """The newest page; made now if there is none yet."""
        if self._shown is None:
            self.renew(again=False)
        assert self._shown is not None
        return self._shown

    def page(self, since: str = "") -> str:
        """The newest page; what it has in common with that of an earlier revision is only hinted at."""
        return self.shown().html(self._history.get(since, frozenset()))

    @property
    def revision(self) -> str:
        """The revision of the newest page; empty where there is none yet."""
        return self._shown.revision if self._shown else ""

    def renew(self, *, again: bool = True) -> None:
        """Reads the guide again, and tells all who wait; not ``again``: only if it has never been read."""
        with self._lock:
            if again or self._shown is None:
                self._shown = self._look()
                self._history.pop(self._shown.revision, None)
                self._history[self._shown.revision] = self._shown.digests
                if len(self._history) > _MEMORY:
                    del self._history[next(iter(self._history))]
        self._wake()

    def close(self) -> None:
        """Lets everybody go who waits for news: there will be none."""
        self.closed = True
        self._wake()

    def _wake(self) -> None:
        for loop, event in tuple(self._waiting):
            loop.call_soon_threadsafe(event.set)

    async def news(self, known: str, patience: float) -> None:
        """Returns when the page is no longer of the revision that is known, or after so many seconds."""
        event = asyncio.Event()
        waiter = (asyncio.get_running_loop(), event)
        self._waiting.add(waiter)
        try:
            if not self.closed and self.revision in ("", known):
                await asyncio.wait_for(event.wait(), patience)
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(waiter)

    # From files to a state

    def _look(self) -> Shown:
        try:
            return show(self._state())
        except Exception as error:  # a fault of the page itself
            return show(State(self._name, None, self._ours(error)))

    def _state(self) -> State:
        checked: Checked | None = None
        editor = ""
        try:
            project = Project(self._root)
            editor = project.editor
            checked = check_guide(project, self._name)
            self._renew_proof(project, checked)
            words = "" if checked.guide else self._stale(checked)
        except (BrokenLink, Unprintable) as error:
            words = self._stale(checked) if checked and checked.errors else self._ours(error)
        except ProjectError as error:
            words = self._old(str(error))
        except OSError as error:
            words = self._old(f"The files cannot be read: {error.filename}: {error.strerror}.")
        except Exception as error:
            words = self._ours(error)
        return State(self._name, self._proof, words, checked.findings if checked else (), editor)

    def _renew_proof(self, project: Project, checked: Checked) -> None:
        if checked.guide is None:
            return
        made = edition(project, checked, checked.guide)
        self._proof = proof(made, checked.findings, self._press, project.editor)
        self._when = time.strftime("%H:%M:%S")

    def _stale(self, checked: Checked) -> str:
        errors = all_of(len(checked.errors), "error")
        return self._old(f"The files cannot be shown as they are now: mend {errors} first.")

    def _ours(self, error: Exception) -> str:
        found = InternalError.of(error)
        where = f" in the rule {found.rule}" if found.rule else ""
        return self._old(f"Internal error{where}: {found.cause}. {found.blame}")

    def _old(self, words: str) -> str:
        return f"{words} Below is the guide as it was at {self._when}." if self._proof else words
