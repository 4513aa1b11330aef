"""The address that opens an editor at a line of a file, such as ``vscode://file/{path}:{line}:{column}``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import quote

from careguide.source.place import Place

SCHEMES = (
    "cursor", "emacs", "idea", "jetbrains", "mvim", "nvim", "pycharm", "subl", "txmt", "vscode", "vscode-insiders",
    "vscodium", "webstorm", "windsurf", "zed",
)  # fmt: skip
"""The editors that an address may start. A project is often somebody else's: its settings must start nothing more."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_DOUBLED = re.compile(r"(?<![:/])/\{path\}")
_FIELDS = ("path", "line", "column")
_ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#@!$&'()*+,;=%{}-]+")


class NoEditorAddress(ValueError):
    """A text is no address of an editor; the message says why, and what to write."""


def check_address(address: str) -> str:
    """The same address. Raises ``NoEditorAddress``."""
    scheme, colon, _ = address.partition(":")
    if not colon or scheme.lower() not in SCHEMES:
        raise NoEditorAddress(f"must begin with one of these and a colon: {', '.join(SCHEMES)}")
    unknown = [name for name in _FIELD.findall(address) if name not in _FIELDS]
    if unknown or {"{", "}"} & set(_FIELD.sub("", address)):
        raise NoEditorAddress("may have {path}, {line} and {column} in it, and no other braces")
    if "{path}" not in address:
        raise NoEditorAddress("must say with {path} where the path of the file goes")
    if not _ADDRESS.fullmatch(address):
        raise NoEditorAddress("has a character in it that an address cannot have")
    return address


def opening(address: str, place: Place) -> str:
    """The address that opens the editor at a place."""
    line, column, *_ = place.span
    path = _whole(place.source.path)
    if path[0] == "/":
        # In vscode://file/{path} its first slash is there already; in idea://open?file={path} it is not.
        address = _DOUBLED.sub("{path}", address)
    said = {"path": path, "line": str(line), "column": str(column)}
    return _FIELD.sub(lambda field: said[field[1]], address)


@cache
def _whole(path: Path) -> str:
    return quote(path.resolve().as_posix(), safe="/:")
