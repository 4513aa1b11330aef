"""What is remembered from one run of a command to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from careguide.cache.answers import LONGEST
from careguide.cli.shell.session import Session

if TYPE_CHECKING:
    from careguide.cache.store import Cache
    from careguide.project import Project


Held = TypeVar("Held")


class Transcript:
    """What a command has written; not ``whole`` once it is too long to be remembered."""

    def __init__(self) -> None:
        self.whole = True
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        self._length += len(piece)
        self._pieces.append(piece)
        if self._length > LONGEST:
            self.whole = False
            self._pieces.clear()

    @property
    def text(self) -> str:
        return "".join(self._pieces)


def remembered(
    session: Session, project: Project, paths: Sequence[Path], kind: type[Held], build: Path | None = None
) -> Cache[Held] | None:
    """The cache for a command about the guides that are named (none means all); None where nothing can be remembered.

    ``kind`` is the type of what is known of a guide, ``build`` the folder of what is made of them. To be asked before
    it is looked which guides there are.
    """
    from careguide.cache.store import EVERY, Cache

    names = [str(path) for path in paths]
    # A path may lead elsewhere the next time: then the answer is found anew, from what is known of each guide.
    lasting = [EVERY] if not paths else names if {*names} <= {*project.guides()} else None
    try:
        return Cache(project, session.arguments, lasting, kind, build)
    except OSError:
        return None
