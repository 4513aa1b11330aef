"""What the parts of the server share while a client is connected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from careguide.lsp.checks import Checks
from careguide.lsp.client import Client
from careguide.lsp.draft import Draft
from careguide.lsp.open_guides import OpenGuide, OpenGuides
from careguide.lsp.spot import spot
from careguide.lsp.symbols import Symbols
from careguide.source.place import Place

Say = Callable[[str, types.MessageType], None]


class Look(NamedTuple):
    """The place that a request is about: in a file of a guide, at an offset; nothing need stand there."""

    opened: OpenGuide
    path: Path
    draft: Draft
    symbols: Symbols
    offset: int
    place: Place | None


@dataclass
class Session:
    """``say`` shows a message to the person at the editor; each is said once."""

    open_guides: OpenGuides
    client: Client
    checks: Checks
    say: Say
    _said: set[str] = field(default_factory=set)

    def look(self, document: types.TextDocumentIdentifier, position: types.Position) -> Look | None:
        """Finds a place; ``None`` where the file is none of a guide."""
        found = self.file(document)
        if found is None:
            return None
        opened, path = found
        draft = opened.draft(path)
        offset = self.client.positions.offset(draft.source, position)
        symbols = Symbols({**opened.drafts, draft.kind: draft})
        place = spot(draft.source, offset) if opened.stands(draft.source) else None
        return Look(opened, path, draft, symbols, offset, place)

    def file(self, document: types.TextDocumentIdentifier) -> tuple[OpenGuide, Path] | None:
        """A file and the guide that it belongs to."""
        path = self.client.path(document.uri)
        opened = self.open_guides.guide(path) if path else None
        return (opened, path) if opened and path else None

    def warn(self, message: str) -> None:
        self.say(message, types.MessageType.Warning)

    def failed(self, message: str) -> None:
        """Says, once, that something went wrong that is no fault of whoever writes."""
        if message not in self._said:
            self._said.add(message)
            self.say(message, types.MessageType.Error)
