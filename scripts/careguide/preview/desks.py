"""The guides that a preview shows, each on its desk from the moment when somebody first asks for it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from threading import Lock

from careguide.preview.desk import Desk
from careguide.project import Project, ProjectError
from careguide.watch import COMMON


class Desks:
    """All guides of a project, or only one."""

    def __init__(self, root: Path, only: str = "") -> None:
        self._root = root
        self._only = only
        self._desks: dict[str, Desk] = {}
        self._lock = Lock()

    def names(self) -> list[str]:
        """The guides that can be shown. Raises ``ProjectError`` where the project has lost its sources."""
        return [self._only] if self._only else Project(self._root).guides()

    def desk(self, name: str) -> Desk | None:
        """The desk of a guide; ``None`` for what is no guide, or not one of these."""
        with self._lock:
            if name not in self._desks and name in self.names():
                self._desks[name] = Desk(self._root, name)
            return self._desks.get(name)

    def begin(self) -> None:
        """Makes the page of the only guide, where there is only one, before anybody asks for it."""
        with suppress(ProjectError, OSError):
            names = self.names()
            if len(names) == 1 and (desk := self.desk(names[0])):
                desk.shown()

    def renew(self, changed: frozenset[str]) -> None:
        """Reads the guides again that have changed, as far as somebody has asked for them."""
        for name, desk in tuple(self._desks.items()):
            if name in changed or COMMON in changed:
                desk.renew()

    def close(self) -> None:
        """Lets everybody go who waits for news."""
        for desk in tuple(self._desks.values()):
            desk.close()
