"""What a kind of fault is: a function that makes it at every place where it applies."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from faults.ground import Fault, Ground

Make = Callable[[Ground], Iterator[Fault]]


@dataclass(frozen=True)
class Kind:
    """``name`` says what an editor did.

    ``missed`` says why some of it cannot be noticed, ``echoes`` why some of it brings more than one finding.
    """

    group: str
    name: str
    make: Make
    missed: str = ""
    echoes: str = ""


def kind(name: str, missed: str = "", echoes: str = "") -> Callable[[Make], Kind]:
    """Makes a kind of fault of a function; its module is its group."""

    def declare(make: Make) -> Kind:
        return Kind(make.__module__.rpartition(".")[2], name, make, missed, echoes)

    return declare


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, by the modules in ``kinds/``, in the order in which they stand there."""
    folder = Path(__file__).parent / "kinds"
    modules = [import_module(f"faults.kinds.{found.name}") for found in pkgutil.iter_modules([str(folder)])]
    return tuple(held for module in modules for held in vars(module).values() if isinstance(held, Kind))
