"""Findings and editorial notes as cards: what they say, in the words of ``careguide check``, and where."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careguide.book.blocks import plain
from careguide.book.manuscript import Remark
from careguide.book.unit import decisions
from careguide.content.wording import day
from careguide.editor_links import opening
from careguide.finding import Finding
from careguide.preview.marks import where
from careguide.preview.tags import Content, prose, tag
from careguide.reports.parts.excerpt import Excerpts
from careguide.reports.parts.style import PLAIN
from careguide.reports.parts.verdict import quotes, spot
from careguide.source.place import Place


def finding_card(finding: Finding, anchor: str, editor: str, *, excerpt: bool = False) -> Element:
    """A finding that waits for somebody; with an excerpt of the file where no page shows what it is about."""
    word = finding.severity.capitalize()
    return tag(
        "div",
        tag("p", word, " ", tag("code", finding.rule), class_="card-word"),
        *_body(finding, editor, excerpt),
        id=anchor,
        class_=f"card finding {finding.severity}",
        role="note",
        aria_label=f"{word} {finding.rule}",
        tabindex="-1",
    )


def note_card(remark: Remark, accepted: Finding | None, anchor: str, editor: str) -> Element:
    """An editorial note, and the finding that it accepts."""
    note = remark.note
    word = tag("span", f"Note {remark.number}, {note.severity}", class_="card-word")
    body = [tag("p", note.text), *(_said(name, plain(value)) for name, value in decisions(remark))]
    if accepted:
        body.append(tag("div", *_body(accepted, editor, False), class_="acknowledged"))
    record = f"{note.status.capitalize()}; {note.author}, {day(note.date)}. "
    return tag(
        "details",
        tag(
            "summary",
            word,
            *_acknowledges(accepted),
            " ",
            tag("span", note.text, class_="card-peek", aria_hidden="true"),
        ),
        *body,
        tag("p", record, link(note.place, editor), class_="card-place"),
        id=anchor,
        class_=f"card note {note.severity}",
    )


def _acknowledges(finding: Finding | None) -> Iterator[Content]:
    if finding:
        yield from (" acknowledges ", tag("code", finding.rule))


def link(place: Place, editor: str) -> Element:
    """A place in a file; opens it, where an editor has been named."""
    if editor:
        return tag("a", where(place), href=opening(editor, place))
    return tag("span", where(place), class_="code")


def _body(finding: Finding, editor: str, excerpt: bool) -> Iterator[Element]:
    yield tag("p", *prose(finding.message), class_="card-message")
    lines = Excerpts.about(finding, PLAIN, quotes([finding])).of(spot(finding.place), str) if excerpt else []
    if lines:
        yield tag("pre", "\n".join(lines), tabindex="0", role="region", aria_label=f"Lines of {where(finding.place)}")
    if finding.why:
        yield _said("Why", finding.why)
    if finding.hint:
        yield _said("Write", finding.hint)
    if finding.related:
        yield tag("ul", *(tag("li", *prose(r.message), " ", link(r.place, editor)) for r in finding.related))
    yield tag("p", link(finding.place, editor), class_="card-place")


def _said(name: str, text: str) -> Element:
    content: tuple[Content, ...] = tuple(prose(text))
    return tag("p", tag("span", f"{name}:", class_="label"), " ", *content)
