"""An editor with files of the sound guide open, and what its program asks of the language server."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from careguide.pipeline import Checked
from careguide.testing.overlay import BASE
from fuzz.document import Document
from fuzz.wire import Wire

Refused = str
"""Why the server does not do what it was asked for."""


class Sitting:
    """``documents`` are the texts that are open, saved nowhere, by the names of their files."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.documents: dict[str, Document] = {}
        self._versions: dict[str, int] = {}

    # Texts

    def document(self, name: str) -> Document:
        """A file as it stands: the text that is open, or else the one on the disk."""
        if name in self.documents:
            return self.documents[name]
        return Document((BASE / name).read_bytes().decode(), self.wire.encoding)

    def hold(self, name: str, text: str) -> None:
        """Opens a file with a text, or lets an open one hold another. No editor holds a byte order mark."""
        text = text.removeprefix("\ufeff")
        version = self._versions.get(name, 0) + 1
        if version == 1:
            item = types.TextDocumentItem(_uri(name), "yaml", version, text)
            self.wire.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            document = types.VersionedTextDocumentIdentifier(version, _uri(name))
            change = types.TextDocumentContentChangeWholeDocument(text)
            self.wire.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        self._versions[name] = version
        self.documents[name] = Document(text, self.wire.encoding)

    def close(self) -> None:
        """Closes all, so that the server knows nothing of it any more."""
        for name in self.documents:
            self.wire.client.text_document_did_close(types.DidCloseTextDocumentParams(_identifier(name)))
        self.documents.clear()
        self._versions.clear()
        self.wire.settle()
        self.wire.published.clear()

    # What is asked

    def diagnostics(self, name: str) -> Mapping[str, list[types.Diagnostic]]:
        """What is wrong with each file of the guide, once an open one has been looked at as it stands."""
        self.wire.diagnostics(_uri(name), self._versions[name])
        told = self.wire.published.items()
        return {name_of(uri): list(params.diagnostics) for uri, params in told}

    def checked(self, name: str) -> Checked | None:
        """The check that the server has made of the guide as it stands."""
        session = self.wire.server.session
        found = session.file(_identifier(name))
        return session.checks.last(found[0]) if found else None

    def hover(self, name: str, at: types.Position) -> types.Hover | None:
        return self.wire.run(self.wire.client.text_document_hover_async(types.HoverParams(_identifier(name), at)))

    def definitions(self, name: str, at: types.Position) -> list[types.Location]:
        asked = types.DefinitionParams(_identifier(name), at)
        found: Any = self.wire.run(self.wire.client.text_document_definition_async(asked))
        return list(found)

    def references(self, name: str, at: types.Position) -> list[types.Location]:
        asked = types.ReferenceParams(types.ReferenceContext(True), _identifier(name), at)
        found = self.wire.run(self.wire.client.text_document_references_async(asked))
        return list(found or ())

    def offers(self, name: str, at: types.Position) -> list[types.CompletionItem]:
        asked = types.CompletionParams(_identifier(name), at)
        found: Any = self.wire.run(self.wire.client.text_document_completion_async(asked))
        return list(found.items)

    def name_at(self, name: str, at: types.Position) -> types.PrepareRenamePlaceholder | Refused:
        asked = types.PrepareRenameParams(_identifier(name), at)
        found: Any = self._asked(self.wire.client.text_document_prepare_rename_async(asked))
        return found  # type: ignore[no-any-return]  # the server knows of no other answer

    def renamed(self, name: str, at: types.Position, new: str) -> dict[str, str] | Refused:
        """The texts that change when what stands at a position gets another id."""
        asked = types.RenameParams(_identifier(name), at, new)
        found = self._asked(self.wire.client.text_document_rename_async(asked))
        return found if isinstance(found, str) else self._edited(found)

    def actions(self, name: str, within: types.Range, known: list[types.Diagnostic]) -> list[types.CodeAction]:
        asked = types.CodeActionParams(_identifier(name), within, types.CodeActionContext(known))
        found: Any = self.wire.run(self.wire.client.text_document_code_action_async(asked))
        return list(found)

    def taken(self, action: types.CodeAction) -> dict[str, str] | Refused:
        """The texts that change when an action is chosen."""
        if action.disabled:
            return action.disabled.reason
        whole = action if action.edit else self._asked(self.wire.client.code_action_resolve_async(action))
        return whole if isinstance(whole, str) else self._edited(whole.edit)

    def _asked(self, answer: Awaitable[Any]) -> Any:
        """An answer, or why there is none. Raises any error that is not meant for whoever writes."""
        try:
            return self.wire.run(answer)
        except JsonRpcException as error:
            if error.code != types.LSPErrorCodes.RequestFailed.value:
                raise
            return error.message

    def _edited(self, edit: types.WorkspaceEdit | None) -> dict[str, str]:
        """The texts that an edit makes. Raises ``AssertionError`` for one that cannot be made."""
        assert edit is not None
        edits: dict[str, list[Any]] = {name_of(uri): list(each) for uri, each in (edit.changes or {}).items()}
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            name = name_of(change.text_document.uri)
            if change.text_document.version != self._versions.get(name):
                raise AssertionError("an edit is of another version")
            edits[name] = list(change.edits)
        return {name: self.document(name).edited(each) for name, each in edits.items()}


def name_of(uri: str) -> str:
    """The name of a file of the guide. Raises ``AssertionError`` for any other file."""
    name = uri.rpartition("/")[2]
    if uri != _uri(name):
        raise AssertionError(f"{uri} is no file of the guide")
    return name


def _uri(name: str) -> str:
    return (BASE / name).as_uri()


def _identifier(name: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(_uri(name))
