"""What is remembered from one run of a command to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from careguide.cli.shell.session import Session

if TYPE_CHECKING:
    from careguide.cache.store import Cache
    from careguide.project import Project


Held = TypeVar("Held")


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
