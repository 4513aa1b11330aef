"""The cache as a command uses it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Generic

from careguide.cache.answers import About, Question
from careguide.cache.evidence import Moment
from careguide.cache.ledger import Held, Ledger
from careguide.cache.state import State, Unsure
from careguide.engine.registry import ENTRY_POINTS as RULES
from careguide.exporters import ENTRY_POINTS as EXPORTERS
from careguide.plugins import plugin_packages
from careguide.project import Project

EVERY = "*"
"""Stands for all guides."""

# Packages may be on another file system than the project; none has longer ticks than this, in nanoseconds.
_COARSEST = 2_000_000_000


class Cache(Generic[Held]):
    """What is known from earlier runs of a command. Made before all else: it takes in the state of the project.

    ``moment`` is the time of that; ``ledger`` holds what is known of single guides.
    """

    def __init__(
        self,
        project: Project,
        arguments: Sequence[str],
        guides: Sequence[str] | None,
        kind: type[Held],
        build: Path | None = None,
    ) -> None:
        """``guides`` are those that the whole answer is about; None where it is not to be remembered.

        ``build`` is the folder of what is made of them. Raises ``OSError`` where nothing can be remembered.
        """
        root = str(project.root)
        self._question = Question(root, [*arguments])
        self._about = About([*(guides or ())], others(), str(build or ""))
        folder = self._question.folder
        self.moment = Moment(folder.now(), Path(folder.path).stat().st_dev)
        world = _world(root, self._about.others, self.moment)
        self.ledger = Ledger(project, folder, world, self.moment, kind.__name__.lower(), kind)
        self._state = self._taken_in(project) if guides else None

    def keep(self, code: int, text: str) -> None:
        """Remembers the whole answer: the exit code, and what was written."""
        if self._state:
            self._question.keep(self._state, self._about, code, text.encode(errors="backslashreplace"))

    def _taken_in(self, project: Project) -> State | None:
        """The state of what the answer is about, if it will differ after any further change."""
        names = project.guides() if EVERY in self._about.guides else self._about.guides
        places = [project.sources, *([Path(self._about.build)] if self._about.build else [])]
        try:
            state = self._question.state(self._about)
            here = all((place / name).stat().st_dev == self.moment.device for place in places for name in names)
        except OSError:
            return None
        return state if here and state.newest < self.moment.time else None


def _world(root: str, others: Sequence[str], moment: Moment) -> bytes:
    """The state of all that verdicts depend on besides the guide. Raises ``OSError`` where it may change."""
    state = State()
    state.installed(others)
    if state.newest >= moment.time - _COARSEST:
        raise Unsure
    state.project(root)
    if state.newest >= moment.time:
        raise Unsure
    return state.digest


def others() -> list[str]:
    """The files and folders of the packages that bring rules or exporters, sorted."""
    packages = {package for group in (RULES, EXPORTERS) for package in plugin_packages(group)}
    return sorted({path for package in packages for path in _places(package)})


def _places(package: str) -> Iterable[str]:
    spec = find_spec(package)
    if spec is None:
        return ()
    return spec.submodule_search_locations or filter(None, [spec.origin])
