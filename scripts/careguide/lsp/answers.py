"""Answers to questions about a place: what stands there, where it is declared and named, what could stand there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from careguide.finding import Finding
from careguide.lsp.complete import Offer, Sort, offers
from careguide.lsp.gap import Gap, gaps
from careguide.lsp.hover import hover
from careguide.lsp.session import Look, Session
from careguide.lsp.symbols import Symbols
from careguide.source.file import SourceFile
from careguide.source.place import Place

TRIGGERS = (" ", ":", "[", "{", ",", ".", "-")
"""Signs after which a client asks what could stand there, without being told to."""

_KINDS = {
    Sort.FIELD: types.CompletionItemKind.Field,
    Sort.CHOICE: types.CompletionItemKind.EnumMember,
    Sort.UNIT: types.CompletionItemKind.Reference,
    Sort.LOCATOR: types.CompletionItemKind.Reference,
    Sort.RULE: types.CompletionItemKind.Constant,
    Sort.WORDS: types.CompletionItemKind.Text,
}


def hovered(session: Session, params: types.HoverParams) -> types.Hover | None:
    look = session.look(params.text_document, params.position)
    if look is None or look.place is None:
        return None
    told = hover(look.symbols, look.opened.outline(look.draft.kind), look.place, list(_concerning(session, look)))
    if not told:
        return None
    at = session.client.positions.of(look.place)
    return types.Hover(session.client.markup(told, "text_document.hover.content_format"), at)


def _concerning(session: Session, look: Look) -> Iterator[Finding]:
    """The findings at a place; of those over several lines, the ones that begin on its line."""
    checked = session.checks.last(look.opened)
    line, column = look.draft.source.position(look.offset)
    for finding in checked.findings if checked else ():
        span = finding.place.span
        within = span[:2] <= (line, column) <= span[2:] if span.line == span.end_line else line == span.line
        if finding.place.source.path == look.path and within:
            yield finding


def defined(session: Session, params: types.DefinitionParams) -> list[types.Location]:
    look = session.look(params.text_document, params.position)
    return _locations(session, look, look.symbols.definitions(look.place)) if look and look.place else []


def referring(session: Session, params: types.ReferenceParams) -> list[types.Location]:
    look = session.look(params.text_document, params.position)
    if look is None or look.place is None:
        return []
    found = look.symbols.references(look.place, declaration=params.context.include_declaration)
    return _locations(session, look, found)


def _locations(session: Session, look: Look, found: Sequence[Place]) -> list[types.Location]:
    return [session.client.location(place) for place in found if look.opened.stands(place.source)]


def completed(session: Session, params: types.CompletionParams) -> types.CompletionList:
    found = session.file(params.text_document)
    if found is None:
        return types.CompletionList(is_incomplete=False, items=[])
    opened, path = found
    source = SourceFile(path, opened.name_of(path), opened.texts.get(path, ""))
    offset = session.client.positions.offset(source, params.position)
    checked = session.checks.last(opened)
    findings = [f for f in checked.findings if f.place.source.path == path] if checked else []
    for gap in gaps(source, offset):
        symbols = Symbols({**opened.drafts, gap.draft.kind: gap.draft})
        if offered := offers(symbols, opened.outline(gap.draft.kind), gap, findings):
            return types.CompletionList(is_incomplete=False, items=_items(session, source, gap, offered))
    return types.CompletionList(is_incomplete=False, items=[])


def _items(session: Session, source: SourceFile, gap: Gap, offered: Sequence[Offer]) -> list[types.CompletionItem]:
    at = session.client.positions.between(source, *gap.bounds)
    width = len(str(len(offered)))
    return [_item(session, at, f"{number:0{width}}", offer) for number, offer in enumerate(offered)]


def _item(session: Session, at: types.Range, rank: str, offer: Offer) -> types.CompletionItem:
    snippet = offer.snippet if session.client.can("text_document.completion.completion_item.snippet_support") else ""
    about = "text_document.completion.completion_item.documentation_format"
    return types.CompletionItem(
        label=offer.label,
        kind=_KINDS[offer.sort],
        detail=offer.detail or None,
        documentation=session.client.markup(offer.about, about) if offer.about else None,
        sort_text=rank,
        filter_text=offer.label,
        insert_text_format=types.InsertTextFormat.Snippet if snippet else types.InsertTextFormat.PlainText,
        text_edit=types.TextEdit(at, snippet or offer.text),
    )
