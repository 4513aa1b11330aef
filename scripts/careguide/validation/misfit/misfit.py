"""One way in which a file misses its schema."""

from __future__ import annotations

from dataclasses import dataclass

from careguide.finding import Fix, Related
from careguide.source.place import Place, TreePath


@dataclass(frozen=True)
class Misfit:
    """A finding to be, and what decides whether it is one of its own.

    ``group`` is the group of fields that it is about; ``explains`` are the names that, after it, need no further
    word there; a misfit whose ``would_be_explained_by`` is among them is left out.
    """

    rule: str
    message: str
    place: Place
    why: str = ""
    hint: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    meant: str = ""
    group: TreePath = ()
    explains: frozenset[str] = frozenset()
    would_be_explained_by: frozenset[str] = frozenset()
