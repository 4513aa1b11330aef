"""What a client may change: actions on findings, and the names of things."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from careguide.finding import Finding
from careguide.lsp.actions import Action, NotDone, actions, mend_all
from careguide.lsp.rename import NotRenamed, name_at, renamed
from careguide.lsp.session import Session

FIX_ALL = "source.fixAll.careguide"
KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)


class Refused(JsonRpcException):
    """A request that was understood and cannot be met; the client shows why."""

    CODE = types.LSPErrorCodes.RequestFailed.value


# Actions


async def actionable(session: Session, params: types.CodeActionParams) -> list[types.CodeAction]:
    """What can be done about the findings on the lines of a range, and in the guide as a whole."""
    found = session.file(params.text_document)
    if found is None:
        return []
    opened, path = found
    snapshot, checked = await session.checks.now(opened)
    here = [finding for finding in checked.findings if _touches(session, finding, path, params.range)]
    everything = mend_all(snapshot, checked)
    offered = [*actions(snapshot, checked, here), *([everything] if everything else [])]
    wanted = [action for action in offered if _is_wanted(_kind(action), params.context.only)]
    return [await _told(session, params, action) for action in wanted]


async def resolved(session: Session, asked: types.CodeAction) -> types.CodeAction:
    """An action with the change that it makes, which takes too long to find for every one that is offered."""
    data = asked.data if isinstance(asked.data, dict) else {}
    found = session.file(types.TextDocumentIdentifier(str(data.get("uri", ""))))
    if found is None:
        return asked
    opened, _ = found
    snapshot, checked = await session.checks.now(opened)
    everything = mend_all(snapshot, checked)
    offered = [*actions(snapshot, checked, checked.findings), *([everything] if everything else [])]
    action = next((action for action in offered if action.key == data.get("key")), None)
    if action is None:
        raise Refused("The guide has changed since. Try again.")
    try:
        asked.edit = await _edit(session, action)
    except NotDone as error:
        raise Refused(str(error)) from error
    return asked


def _touches(session: Session, finding: Finding, path: Path, asked: types.Range) -> bool:
    at = session.client.positions.of(finding.place)
    on_its_lines = at.start.line <= asked.end.line and asked.start.line <= at.end.line
    return on_its_lines and finding.place.source.path == path


def _is_wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    asked = [str(getattr(each, "value", each)) for each in only or ()]
    return not asked or any(f"{kind}.".startswith(f"{each}.") for each in asked)


def _kind(action: Action) -> str:
    return types.CodeActionKind.QuickFix.value if action.finding else FIX_ALL


async def _told(session: Session, params: types.CodeActionParams, action: Action) -> types.CodeAction:
    told = types.CodeAction(
        title=action.title,
        kind=_kind(action),
        diagnostics=list(_answered(session, params, action)) or None,
        is_preferred=True if action.key.startswith("mend ") else None,
        data={"uri": params.text_document.uri, "key": action.key},
    )
    if not session.client.resolves_edits:
        try:
            told.edit = await _edit(session, action)
        except NotDone as error:
            told.disabled = types.CodeActionDisabled(str(error))
    return told


def _answered(session: Session, params: types.CodeActionParams, action: Action) -> Iterator[types.Diagnostic]:
    """The diagnostic that an action is an answer to."""
    if action.finding is not None:
        at = session.client.positions.of(action.finding.place)
        yield from (d for d in params.context.diagnostics if d.code == action.finding.rule and d.range == at)


async def _edit(session: Session, action: Action) -> types.WorkspaceEdit:
    return session.client.edit(*await asyncio.to_thread(action.change))


# Names


async def renamable(session: Session, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder:
    """The id that would be renamed."""
    look = session.look(params.text_document, params.position)
    if look is None:
        raise Refused("This file belongs to no guide.")
    try:
        name = name_at(look.symbols, look.place, look.offset)
    except NotRenamed as error:
        raise Refused(str(error)) from error
    return types.PrepareRenamePlaceholder(session.client.positions.between(look.draft.source, *name.bounds), name.id)


async def rename(session: Session, params: types.RenameParams) -> types.WorkspaceEdit:
    """All changes that give a unit, a note or a term another id. An id is an address, so the client is warned."""
    look = session.look(params.text_document, params.position)
    if look is None:
        raise Refused("This file belongs to no guide.")
    snapshot, checked = await session.checks.now(look.opened)
    try:
        name = name_at(look.symbols, look.place, look.offset)
        found = await asyncio.to_thread(renamed, snapshot, checked, name.address, params.new_name)
    except NotRenamed as error:
        raise Refused(str(error)) from error
    warning = types.ChangeAnnotation(
        label=f"{name.address} is an address for ever",
        description="Whatever holds on to it, such as an app, a translation or a quotation, will not find it any more.",
        needs_confirmation=True,
    )
    if found.texts and not session.client.confirms:
        session.warn(f"{warning.label}. {warning.description}")
    return session.client.edit(found.sources, found.texts, warning)
