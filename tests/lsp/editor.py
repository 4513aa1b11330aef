"""An editor's program as the language server sees it: a real client over standard input and output.

It counts positions on its own, so that a mistake of ours in counting does not hide.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lsprotocol import types
from pygls.lsp.client import LanguageClient

T = TypeVar("T")

PATIENCE = 30.0  # seconds, on a machine that may be busy
ENCODINGS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
COMMAND = (sys.executable, "-c", "import careguide.cli; careguide.cli.main()", "lsp")


def capable(*encodings: str, edits: bool = True) -> types.ClientCapabilities:
    """What VS Code can do of that which concerns us; without ``edits``, as little as a client can."""
    markup = [types.MarkupKind.Markdown, types.MarkupKind.PlainText] if edits else [types.MarkupKind.PlainText]
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(encoding) for encoding in encodings] or None
        ),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(
                document_changes=edits,
                change_annotation_support=types.ChangeAnnotationsSupportOptions() if edits else None,
            ),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=edits),
        ),
        text_document=types.TextDocumentClientCapabilities(
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=edits),
            hover=types.HoverClientCapabilities(content_format=markup),
            rename=types.RenameClientCapabilities(prepare_support=True),
            completion=types.CompletionClientCapabilities(
                completion_item=types.ClientCompletionItemOptions(snippet_support=edits, documentation_format=markup)
            ),
            code_action=types.CodeActionClientCapabilities(
                resolve_support=types.ClientCodeActionResolveOptions(["edit"]) if edits else None
            ),
        ),
    )


class Editor:
    """Has files open, and sends what is typed. ``texts`` are the open files by path."""

    def __init__(
        self, folder: Path, capabilities: types.ClientCapabilities | None = None, command: Sequence[str] = COMMAND
    ) -> None:
        self.folder = folder
        self.texts: dict[Path, str] = {}
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.messages: list[types.ShowMessageParams] = []
        self.registered: list[str] = []
        self.encoding = "utf-16"
        self._capabilities = capabilities or capable()
        self._command = command
        self._versions: dict[Path, int] = {}
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.client = LanguageClient("test", "1")
        heard: dict[str, Callable[[Any], None]] = {
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: self._published,
            types.WINDOW_SHOW_MESSAGE: self._shown,
            types.CLIENT_REGISTER_CAPABILITY: self._registered,
            types.WINDOW_LOG_MESSAGE: lambda _: None,
        }
        for method, hear in heard.items():
            self.client.feature(method)(partial(hear))  # pygls cannot mark a method as its own

    # Beginning and end

    def __enter__(self) -> Self:
        self._thread.start()
        self._wait(self._begin())
        return self

    async def _begin(self) -> None:
        await self.client.start_io(*self._command, cwd=self.folder)
        root = types.WorkspaceFolder(self.folder.as_uri(), "project")
        asked = types.InitializeParams(self._capabilities, root_uri=root.uri, workspace_folders=[root])
        began = await self.client.initialize_async(asked)
        self.capabilities = began.capabilities
        agreed = began.capabilities.position_encoding or types.PositionEncodingKind.Utf16
        self.encoding = str(getattr(agreed, "value", agreed))
        self.client.initialized(types.InitializedParams())

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._wait(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]  # pygls gives it no types

    def configure(self, settings: object) -> None:
        self._do(self.client.workspace_did_change_configuration, types.DidChangeConfigurationParams(settings))

    # Files

    def open(self, path: Path, text: str | None = None) -> None:
        self.texts[path] = path.read_bytes().decode() if text is None else text
        self._versions[path] = 1
        item = types.TextDocumentItem(path.as_uri(), "yaml", 1, self.texts[path])
        self._do(self.client.text_document_did_open, types.DidOpenTextDocumentParams(item))

    def type(self, path: Path, text: str) -> None:
        """Lets a file hold another text, without saving it."""
        self.texts[path] = text
        self._versions[path] += 1
        document = types.VersionedTextDocumentIdentifier(self._versions[path], path.as_uri())
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self._do(self.client.text_document_did_change, types.DidChangeTextDocumentParams(document, [whole]))

    def replace(self, path: Path, old: str, new: str) -> None:
        assert old in self.texts[path], old
        self.type(path, self.texts[path].replace(old, new, 1))

    def save(self, path: Path) -> None:
        path.write_bytes(self.texts[path].encode())
        self._do(self.client.text_document_did_save, types.DidSaveTextDocumentParams(self.document(path)))

    def close_all(self) -> None:
        for path in list(self.texts):
            self.close(path)

    def close(self, path: Path) -> None:
        del self.texts[path], self._versions[path]
        self._do(self.client.text_document_did_close, types.DidCloseTextDocumentParams(self.document(path)))

    def changed_on_disk(self, path: Path) -> None:
        event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
        self._do(
            self.client.workspace_did_change_watched_files,
            types.DidChangeWatchedFilesParams([event]),
        )

    # What is found

    def diagnostics(self, path: Path) -> Sequence[types.Diagnostic]:
        """The diagnostics of a file as it stands now; waits for them."""
        version = self._versions.get(path)
        params = self.until(lambda: self._known(path, version))
        return params.diagnostics

    def _known(self, path: Path, version: int | None) -> types.PublishDiagnosticsParams | None:
        params = self.published.get(path.as_uri())
        return params if params and (version is None or params.version == version) else None

    def until(self, found: Callable[[], T | None]) -> T:
        """Waits until something that the server sends makes ``found`` give something."""
        with self._news:
            came = self._news.wait_for(lambda: found() is not None, PATIENCE)
            assert came, f"the server said nothing of it, only: {[each.message for each in self.messages]}"
            result = found()
            assert result is not None
            return result

    # Requests

    def hover(self, path: Path, at: str | int) -> str:
        found = self._wait(self.client.text_document_hover_async(types.HoverParams(*self._at(path, at))))
        if found is None:
            return ""
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    def definition(self, path: Path, at: str) -> list[str]:
        found = self._wait(self.client.text_document_definition_async(types.DefinitionParams(*self._at(path, at))))
        assert isinstance(found, list)
        return [self.shown(each) for each in found if isinstance(each, types.Location)]

    def references(self, path: Path, at: str, *, declaration: bool = True) -> list[str]:
        context = types.ReferenceContext(declaration)
        asked = types.ReferenceParams(context, *self._at(path, at))
        found = self._wait(self.client.text_document_references_async(asked))
        return [self.shown(each) for each in found or ()]

    def completion(self, path: Path, at: str | int) -> list[types.CompletionItem]:
        asked = types.CompletionParams(*self._at(path, at))
        found = self._wait(self.client.text_document_completion_async(asked))
        assert isinstance(found, types.CompletionList)
        return list(found.items)

    def labels(self, path: Path, at: str | int) -> list[str]:
        return [item.label for item in self.completion(path, at)]

    def complete(self, path: Path, at: str, label: str) -> None:
        """Takes one of the offers."""
        item = next(item for item in self.completion(path, at) if item.label == label)
        assert isinstance(item.text_edit, types.TextEdit)
        edit = types.TextEdit(item.text_edit.range, item.text_edit.new_text.replace("$1", "").replace("$0", ""))
        self.type(path, self._edited(self.texts[path], [edit]))

    def actions(self, path: Path, at: str | int, only: Sequence[str] | None = None) -> list[types.CodeAction]:
        document, position = self._at(path, at)
        context = types.CodeActionContext(self.published[path.as_uri()].diagnostics, only)
        asked = types.CodeActionParams(document, types.Range(position, position), context)
        found = self._wait(self.client.text_document_code_action_async(asked))
        return [each for each in found or () if isinstance(each, types.CodeAction)]

    def take(self, action: types.CodeAction) -> types.CodeAction:
        """Chooses an action, and makes its change."""
        whole = action if action.edit else self._wait(self.client.code_action_resolve_async(action))
        assert whole.edit is not None
        self.apply(whole.edit)
        return whole

    def prepare_rename(self, path: Path, at: str) -> tuple[str, str]:
        """What would be renamed, as it stands in the text and as the client is to show it."""
        asked = types.PrepareRenameParams(*self._at(path, at))
        found = self._wait(self.client.text_document_prepare_rename_async(asked))
        assert isinstance(found, types.PrepareRenamePlaceholder)
        return self._slice(self.texts[path], found.range), found.placeholder

    def rename(self, path: Path, at: str, new: str) -> types.WorkspaceEdit:
        document, position = self._at(path, at)
        found = self._wait(self.client.text_document_rename_async(types.RenameParams(document, position, new)))
        assert found is not None
        self.apply(found)
        return found

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """Makes changes, in open files and on the disk, as an editor does."""
        found: dict[str, list[types.TextEdit]] = {uri: list(edits) for uri, edits in (edit.changes or {}).items()}
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            path = self.path(change.text_document.uri)
            assert change.text_document.version == self._versions.get(path), "the edit is of another version"
            whole = [each for each in change.edits if not isinstance(each, types.SnippetTextEdit)]
            found[change.text_document.uri] = [types.TextEdit(each.range, each.new_text) for each in whole]
        for uri, edits in found.items():
            path = self.path(uri)
            if path in self.texts:
                self.type(path, self._edited(self.texts[path], edits))
            else:
                path.write_bytes(self._edited(path.read_bytes().decode(), edits).encode())
                self.changed_on_disk(path)

    # Positions

    def position(self, text: str, offset: int) -> types.Position:
        lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        codec, size = ENCODINGS[self.encoding]
        return types.Position(len(lines) - 1, len(lines[-1].encode(codec)) // size)

    def shown(self, location: types.Location) -> str:
        """A location as ``massage.yaml:12: the text there``."""
        path = self.path(location.uri)
        text = self.texts.get(path) or path.read_bytes().decode()
        return f"{path.name}:{location.range.start.line + 1}: {self._slice(text, location.range)}"

    def at(self, path: Path, diagnostic: types.Diagnostic) -> str:
        """The text that a diagnostic is about."""
        return self._slice(self.texts.get(path) or path.read_bytes().decode(), diagnostic.range)

    def path(self, uri: str) -> Path:
        return Path(url2pathname(urlsplit(uri).path))

    def document(self, path: Path) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(path.as_uri())

    def _at(self, path: Path, marked: str | int) -> tuple[types.TextDocumentIdentifier, types.Position]:
        """A place: an offset, or the text around it, where that stands first, with ``|`` where the cursor is."""
        if isinstance(marked, int):
            return self.document(path), self.position(self.texts[path], marked)
        before, _, after = marked.partition("|")
        text = self.texts[path]
        assert before + after in text, marked
        return self.document(path), self.position(text, text.index(before + after) + len(before))

    def _offset(self, text: str, position: types.Position) -> int:
        lines = text.splitlines(keepends=True) or [""]
        codec, size = ENCODINGS[self.encoding]
        line = lines[position.line] if position.line < len(lines) else ""
        start = sum(map(len, lines[: position.line]))
        return start + len(line.encode(codec)[: position.character * size].decode(codec))

    def _slice(self, text: str, span: types.Range) -> str:
        return text[self._offset(text, span.start) : self._offset(text, span.end)]

    def _edited(self, text: str, edits: Sequence[types.TextEdit]) -> str:
        spans = [(self._offset(text, e.range.start), self._offset(text, e.range.end), e.new_text) for e in edits]
        for start, end, new in sorted(spans, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    # The connection

    def _wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(PATIENCE)

    def _do(self, send: Callable[[Any], None], params: object) -> None:
        self._loop.call_soon_threadsafe(send, params)

    def _published(self, params: types.PublishDiagnosticsParams) -> None:
        self._heard(lambda: self.published.__setitem__(params.uri, params))

    def _shown(self, params: types.ShowMessageParams) -> None:
        self._heard(lambda: self.messages.append(params))

    def _registered(self, params: types.RegistrationParams) -> None:
        self._heard(lambda: self.registered.extend(each.method for each in params.registrations))

    def _heard(self, note: Callable[[], None]) -> None:
        with self._news:
            note()
            self._news.notify_all()
