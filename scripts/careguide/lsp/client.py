"""What the editor's program can do, and how files, places and changes are named to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.uris import to_fs_path

from careguide.lsp.edits import changes
from careguide.lsp.markdown import plain
from careguide.lsp.open_guides import located
from careguide.lsp.positions import Positions
from careguide.source.file import SourceFile
from careguide.source.place import Place


class Client:
    """The other side of the connection, from the moment at which it has said what it can do.

    ``encoding`` is that of the positions that have been agreed upon.
    """

    def __init__(self, capabilities: types.ClientCapabilities, encoding: str) -> None:
        self.positions = Positions(encoding)
        self._capabilities = capabilities
        self._names: dict[Path, str] = {}
        self._versions: dict[Path, int] = {}

    def can(self, capability: str) -> bool:
        """Whether the client can do something, such as ``workspace.workspace_edit.document_changes``."""
        return bool(self._capability(capability))

    @property
    def resolves_edits(self) -> bool:
        """Whether it asks for the change of an action only when somebody has chosen it."""
        return "edit" in (self._capability("text_document.code_action.resolve_support.properties") or ())

    @property
    def confirms(self) -> bool:
        """Whether it shows warnings before it makes changes."""
        changes = ("document_changes", "change_annotation_support")
        return all(self.can(f"workspace.workspace_edit.{each}") for each in changes)

    def _capability(self, name: str) -> Any:
        capabilities: Any = self._capabilities
        return reduce(lambda held, step: getattr(held, step, None), name.split("."), capabilities)

    # Files

    def path(self, uri: str) -> Path | None:
        """The file of a name that the client gives; ``None`` for what is on no disk."""
        try:
            name = to_fs_path(uri)
            return located(Path(name)) if name else None
        except (OSError, RuntimeError, ValueError):  # an address that is none, links in a circle
            return None

    def opened(self, path: Path, uri: str, version: int) -> None:
        """Notes the client's own name for a file, and which version of it is known."""
        self._names[path] = uri
        self._versions[path] = version

    def closed(self, path: Path) -> None:
        self._versions.pop(path, None)

    def uri(self, path: Path) -> str:
        return self._names.get(path) or path.as_uri()

    def version(self, path: Path) -> int | None:
        """The version of an open file; ``None`` for any other."""
        return self._versions.get(path)

    # What is sent

    def location(self, place: Place) -> types.Location:
        return types.Location(self.uri(place.source.path), self.positions.of(place))

    def markup(self, markdown: str, shown: str) -> types.MarkupContent:
        """Markdown, or plain text where the client shows no other: the capability ``shown`` lists what it does."""
        if types.MarkupKind.Markdown in (self._capability(shown) or ()):
            return types.MarkupContent(types.MarkupKind.Markdown, markdown)
        return types.MarkupContent(types.MarkupKind.PlainText, plain(markdown))

    def edit(
        self,
        sources: Mapping[str, SourceFile],
        texts: Mapping[str, str],
        warning: types.ChangeAnnotation | None = None,
    ) -> types.WorkspaceEdit:
        """What to change so that files, given by the names that are shown, hold other texts.

        With a warning, the client asks before it changes anything, if it can.
        """
        edits = {sources[name].path: self._edits(sources[name], text) for name, text in texts.items()}
        if not self.can("workspace.workspace_edit.document_changes"):
            return types.WorkspaceEdit(changes={self.uri(path): found for path, found in edits.items()})
        annotation = warning if self.confirms else None
        return types.WorkspaceEdit(
            document_changes=[self._document_edit(path, found, annotation) for path, found in edits.items()],
            change_annotations={annotation.label: annotation} if annotation else None,
        )

    def _document_edit(
        self, path: Path, edits: Sequence[types.TextEdit], annotation: types.ChangeAnnotation | None
    ) -> types.TextDocumentEdit:
        document = types.OptionalVersionedTextDocumentIdentifier(self.uri(path), self.version(path))
        if annotation is None:
            return types.TextDocumentEdit(document, list(edits))
        marked = [types.AnnotatedTextEdit(annotation.label, edit.range, edit.new_text) for edit in edits]
        return types.TextDocumentEdit(document, marked)

    def _edits(self, source: SourceFile, text: str) -> list[types.TextEdit]:
        found = changes(source, text)
        return [types.TextEdit(self.positions.between(source, each.start, each.end), each.text) for each in found]
