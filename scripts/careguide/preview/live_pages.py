"""The live pages of a preview: one for each guide, from the moment when somebody first asks for it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock

from careguide.preview.live_page import LivePage
from careguide.project import Project, ProjectError
from careguide.watch import COMMON


class LivePages:
    """All guides of a project, or only one."""

    def __init__(self, root: Path, only: str = "") -> None:
        self._root = root
        self._only = only
        self._live_pages: dict[str, LivePage] = {}
        self._lock = Lock()

    def names(self) -> list[str]:
        """The guides that can be shown. Raises ``ProjectError`` where the project has lost its sources."""
        return [self._only] if self._only else Project(self._root).guides()

    def live_page(self, name: str) -> LivePage | None:
        """The page of a guide; ``None`` for what is no guide, or not one of these."""
        with self._lock:
            if name not in self._live_pages and name in self.names():
                self._live_pages[name] = LivePage(self._root, name)
            return self._live_pages.get(name)

    def begin(self) -> None:
        """Makes the page of the only guide, where there is only one, before anybody asks for it."""
        with suppress(ProjectError, OSError):
            names = self.names()
            if len(names) == 1 and (live_page := self.live_page(names[0])):
                live_page.shown()

    def renew(self, changed: frozenset[str]) -> None:
        """Reads the guides again that have changed, as far as somebody has asked for them."""
        for name, live_page in tuple(self._live_pages.items()):
            if name in changed or COMMON in changed:
                live_page.renew()

    def close(self) -> None:
        """Lets everybody go who waits for news."""
        for live_page in tuple(self._live_pages.values()):
            live_page.close()
