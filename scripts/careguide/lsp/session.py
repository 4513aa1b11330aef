"""What the parts of the server share while a client is connected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from careguide.lsp.checks import Checks
from careguide.lsp.client import Client
from careguide.lsp.desk import Desk, Work
from careguide.lsp.draft import Draft
from careguide.lsp.spot import spot
from careguide.lsp.study import Study
from careguide.source.place import Place

Say = Callable[[str, types.MessageType], None]


class Look(NamedTuple):
    """The place that a request is about: in a file of a guide, at an offset; nothing need stand there."""

    work: Work
    path: Path
    draft: Draft
    study: Study
    offset: int
    place: Place | None


@dataclass
class Session:
    """``say`` shows a message to the person at the editor; each is said once."""

    desk: Desk
    client: Client
    checks: Checks
    say: Say
    _said: set[str] = field(default_factory=set)

    def look(self, document: types.TextDocumentIdentifier, position: types.Position) -> Look | None:
        """Finds a place; ``None`` where the file is none of a guide."""
        found = self.file(document)
        if found is None:
            return None
        work, path = found
        draft = work.draft(path)
        offset = self.client.positions.offset(draft.source, position)
        study = Study({**work.drafts, draft.kind: draft})
        place = spot(draft.source, offset) if work.stands(draft.source) else None
        return Look(work, path, draft, study, offset, place)

    def file(self, document: types.TextDocumentIdentifier) -> tuple[Work, Path] | None:
        """A file and the guide that it belongs to."""
        path = self.client.path(document.uri)
        work = self.desk.work(path) if path else None
        return (work, path) if work and path else None

    def warn(self, message: str) -> None:
        self.say(message, types.MessageType.Warning)

    def failed(self, message: str) -> None:
        """Says, once, that something went wrong that is no fault of whoever writes."""
        if message not in self._said:
            self._said.add(message)
            self.say(message, types.MessageType.Error)
