"""The language server: which requests and notifications of a client lead where."""

from __future__ import annotations

import asyncio
import functools
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from careguide import __version__
from careguide.library import reread_schemas
from careguide.lsp import answers, changing
from careguide.lsp.checks import Checks
from careguide.lsp.client import Client
from careguide.lsp.open_guides import OpenGuides
from careguide.lsp.session import Session
from careguide.project import SETTINGS, Project, ProjectError

Told = Callable[[Exception], str]
"""The words for an error that is a fault of ours."""

_ANSWERS: dict[str, tuple[Callable[[Session, Any], Any], Any]] = {
    types.TEXT_DOCUMENT_HOVER: (answers.hovered, None),
    types.TEXT_DOCUMENT_DEFINITION: (answers.defined, None),
    types.TEXT_DOCUMENT_REFERENCES: (answers.referring, None),
    types.TEXT_DOCUMENT_COMPLETION: (
        answers.completed,
        types.CompletionOptions(trigger_characters=list(answers.TRIGGERS)),
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        changing.actionable,
        types.CodeActionOptions(code_action_kinds=list(changing.KINDS), resolve_provider=True),
    ),
    types.CODE_ACTION_RESOLVE: (changing.resolved, None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (changing.renamable, None),
    types.TEXT_DOCUMENT_RENAME: (changing.rename, None),
}


def serve(only: Project | None, told: Told) -> None:
    """Serves one client over standard input and output, until it ends. With ``only``, for that project alone."""
    for library in ("pygls", "asyncio"):
        logging.getLogger(library).setLevel(logging.CRITICAL)  # whatever matters is shown in the editor
    server = Server(only, told)
    # The connection's own way out: it is closed with the connection, and no rule can print into it.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output, redirect_stdout(sys.stderr), _stopping(server):
        try:
            server.start_io(stdout=output)
        finally:
            server.end()


@contextmanager
def _stopping(server: Server) -> Iterator[None]:
    """Within it, a signal that asks us to stop ends the program at once.

    It comes while a thread waits for the client's next word, or all wait for a client that does not read: that cannot
    be called off.
    """

    def stop(number: int, _: FrameType | None) -> NoReturn:
        server.end()
        os._exit(128 + number)

    asking = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {each: signal.signal(each, stop) for each in asking if signal.getsignal(each) is not signal.SIG_IGN}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class NotConnected(JsonRpcException):
    CODE = types.ErrorCodes.ServerNotInitialized.value


class Server(LanguageServer):
    """Clients send whole texts: what they count as a line is then the same as what we count."""

    def __init__(self, only: Project | None, told: Told) -> None:
        super().__init__("careguide", __version__, types.TextDocumentSyncKind.Full)
        self._open_guides = OpenGuides(only)
        self._told = told
        self._session: Session | None = None
        notices: dict[str, Callable[[Any], None]] = {
            types.INITIALIZE: self._begin,
            types.INITIALIZED: self._watch,
            types.TEXT_DOCUMENT_DID_OPEN: self._opened,
            types.TEXT_DOCUMENT_DID_CHANGE: self._changed,
            types.TEXT_DOCUMENT_DID_CLOSE: self._closed,
            types.TEXT_DOCUMENT_DID_SAVE: self._saved,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: self._disk_changed,
        }
        for method, take in notices.items():
            self.feature(method)(self._taking(take))
        for method, (answer, options) in _ANSWERS.items():
            self.feature(method, options)(self._answering(answer))

    def end(self) -> None:
        if self._session is not None:
            self._session.checks.manuals.close()

    @property
    def session(self) -> Session:
        """What is shared while a client is connected. Raises ``NotConnected`` before that."""
        if self._session is None:
            raise NotConnected("The client has not said yet what it can do.")
        return self._session

    # Errors

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Whatever is our fault has been told where it happened; the rest is between the two programs."""

    def _failed(self, error: Exception) -> None:
        self.session.failed(self._told(error))

    def _taking(self, take: Callable[[Any], None]) -> Callable[[Any], None]:
        """Takes a notice, and tells the editor where that fails through a fault of ours."""

        @functools.wraps(take)
        def taken(params: Any) -> None:
            try:
                take(params)
            except Exception as error:
                self._failed(error)

        return taken

    def _answering(self, answer: Callable[[Session, Any], Any]) -> Callable[[Any], Awaitable[Any]]:
        """Answers nothing, and tells the editor why, where an answer fails through a fault of ours."""

        @functools.wraps(answer)
        async def answered(params: Any) -> Any:
            try:
                found = answer(self.session, params)
                return await found if asyncio.iscoroutine(found) else found
            except JsonRpcException:
                raise
            except ProjectError as error:
                raise changing.Refused(str(error)) from error
            except Exception as error:
                self._failed(error)
                return None

        return answered

    # Beginning

    def _begin(self, params: types.InitializeParams) -> None:
        encoding = self.workspace.position_encoding
        client = Client(params.capabilities, str(getattr(encoding, "value", encoding)))
        checks = Checks(client, self.text_document_publish_diagnostics, self._told)
        self._session = Session(self._open_guides, client, checks, self._say)

    def _say(self, message: str, kind: types.MessageType) -> None:
        self.window_show_message(types.ShowMessageParams(kind, message))

    def _watch(self, _: types.InitializedParams) -> None:
        """Asks to be told of changes that others make on the disk."""
        if not self.session.client.can("workspace.did_change_watched_files.dynamic_registration"):
            return
        patterns = ("**/sources/*/*.{yaml,yml}", "**/schema/*.schema.json", f"**/{SETTINGS}")
        watchers = [types.FileSystemWatcher(pattern) for pattern in patterns]
        self.client_register_capability(
            types.RegistrationParams(
                [
                    types.Registration(
                        id="careguide-files",
                        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                        register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers),
                    )
                ]
            )
        )

    # Files

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        self._put(params.text_document.uri, params.text_document.version, pause=0)

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        self._put(params.text_document.uri, params.text_document.version)

    def _put(self, uri: str, version: int, **pause: float) -> None:
        path = self.session.client.path(uri)
        opened = self._open_guides.guide(path) if path else None
        if opened and path:
            self.session.client.opened(path, uri, version)
            opened.put(path, str(self.workspace.get_text_document(uri).source))
            self.session.checks.soon(opened, **pause)

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        if found := self.session.file(params.text_document):
            opened, path = found
            self.session.client.closed(path)
            opened.drop(path)
            if opened.texts:
                self.session.checks.soon(opened)
            else:
                self.session.checks.forget(opened)

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        if found := self.session.file(params.text_document):
            self.session.checks.outdated(found[0])

    def _disk_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        paths = [path for change in params.changes if (path := self.session.client.path(change.uri))]
        if any(path.suffix == ".json" for path in paths):
            reread_schemas()
        for opened in self._open_guides.with_open_files:
            if any(_concerns(path, opened.project.root, opened.folder) for path in paths):
                opened.reread()
                self.session.checks.outdated(opened)


def _concerns(changed: Path, root: Path, guide: Path) -> bool:
    """Whether a file that has changed is one of a guide, or one that all guides of its project share."""
    return changed.parent == guide or (changed.is_relative_to(root) and changed.suffix in (".json", ".toml"))
