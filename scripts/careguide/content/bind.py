"""Values that passed their schemas → the typed guide. A value that does not bind here is our bug, not the editor's."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from threading import Lock
from typing import Any, TypeVar

import msgspec

from careguide.content.address import inside
from careguide.content.common import Module
from careguide.content.document import Document
from careguide.content.guide import Guide, Overview
from careguide.content.part import Part
from careguide.source.file import SourceFile
from careguide.source.place import Place

OVERVIEW, DOCUMENT = "guide", "document"

_HOLDS_MORE = (dict, list)

# What msgspec knows of a struct it makes when it is first asked, and a second thread that asks meanwhile gets half of
# it: the process then dies. Programs that people work in check in several threads.
_ONE_AT_A_TIME = Lock()

T = TypeVar("T", bound=msgspec.Struct)


def bind(sources: Mapping[str, SourceFile]) -> Guide:
    """Builds the guide from its files by kind (``guide``, ``document`` and the modalities).

    Raises ``msgspec.ValidationError`` where the structs and the schemas disagree.
    """
    overview = _convert(sources[OVERVIEW], Overview, top_address(OVERVIEW))
    document = _convert(sources[DOCUMENT], Document, top_address(DOCUMENT))
    listed = (kind for kind in overview.modalities if kind in sources)
    modules = tuple(_convert(sources[kind], module_type(kind), top_address(kind)) for kind in listed)
    return Guide(overview, document, modules)


def top_address(kind: str) -> str:
    """The address of a whole file: that of a modality is its kind, the others' units stand right below the guide."""
    return "" if kind in (OVERVIEW, DOCUMENT) else kind


def file_type(kind: str) -> type[Part]:
    """The struct of a whole file. Raises ``ModuleNotFoundError`` for a kind of which there is none."""
    whole: dict[str, type[Part]] = {OVERVIEW: Overview, DOCUMENT: Document}
    return whole.get(kind) or module_type(kind)


def module_type(kind: str) -> type[Module]:
    """The struct of a modality: the one ``Module`` that ``content/<kind>.py`` defines."""
    room = import_module(f"careguide.content.{kind}")
    (found,) = (t for t in vars(room).values() if isinstance(t, type) and issubclass(t, Module) and t is not Module)
    return found


def _convert(source: SourceFile, kind: type[T], address: str) -> T:
    held = source.value
    placed = _placed_fields(held, Place(source), address) if isinstance(held, dict) else held
    with _ONE_AT_A_TIME:
        return msgspec.convert(placed, kind)


def _placed(held: Any, place: Place, parent: str) -> object:
    """The same list or mapping with the place and address of each mapping put into it.

    Its own id, if it has one, lengthens the address.
    """
    if isinstance(held, dict):
        return _placed_fields(held, place, inside(parent, held.get("id")))
    return [
        _placed(item, place / at, parent) if isinstance(item, _HOLDS_MORE) else item for at, item in enumerate(held)
    ]


def _placed_fields(held: Mapping[str, Any], place: Place, address: str) -> Mapping[object, object]:
    placed: dict[object, object] = {
        name: _placed(value, place / name, address) if isinstance(value, _HOLDS_MORE) else value
        for name, value in held.items()
    }
    placed["@place"], placed["@address"] = place, address
    return placed
