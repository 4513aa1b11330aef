"""The cache as a command uses it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from careguide.cache.answers import Question
from careguide.cache.evidence import Moment
from careguide.cache.ledger import Ledger
from careguide.cache.state import State, Unsure
from careguide.engine.registry import ENTRY_POINTS as RULES
from careguide.exporters import ENTRY_POINTS as EXPORTERS
from careguide.packages import bringing
from careguide.project import Project

EVERY = "*"
"""Stands for all guides."""

# Packages may be on another file system than the project; none has longer ticks than this, in nanoseconds.
_COARSEST = 2_000_000_000


class Cache:
    """What is known from earlier runs of a command. Made before all else: it takes in the state of the project."""

    def __init__(self, project: Project, arguments: Sequence[str], guides: Sequence[str] | None) -> None:
        """``guides`` are those that the whole answer is about; None where only verdicts are to be remembered.

        Raises ``OSError`` where nothing can be remembered.
        """
        root = str(project.root)
        self._question = Question(root, [*arguments])
        self._guides = [*(guides or ())]
        self._others = others()
        folder = self._question.folder
        moment = Moment(folder.now(), Path(folder.path).stat().st_dev)
        self.ledger = Ledger(project, folder, _world(root, self._others, moment), moment)
        self._state = self._question.state(self._guides, self._others)
        self._sure = bool(guides) and self._is_sure(project, moment)

    def keep(self, code: int, text: str) -> None:
        """Remembers the whole answer: the exit code, and what was written."""
        if self._sure:
            data = text.encode(errors="backslashreplace")
            self._question.keep(self._state, self._guides, self._others, code, data)

    def _is_sure(self, project: Project, moment: Moment) -> bool:
        """Whether the state that was taken in will differ after any further change."""
        names = project.guides() if EVERY in self._guides else self._guides
        here = all((project.sources / name).stat().st_dev == moment.device for name in names)
        return here and self._state.newest < moment.time


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
    packages = {package for group in (RULES, EXPORTERS) for package in bringing(group)}
    return sorted({path for package in packages for path in _places(package)})


def _places(package: str) -> Iterable[str]:
    spec = find_spec(package)
    if spec is None:
        return ()
    return spec.submodule_search_locations or filter(None, [spec.origin])
