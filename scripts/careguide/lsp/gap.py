"""The place where something is being typed, in a text that is seldom sound while that is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from careguide.lsp.draft import Draft
from careguide.lsp.spot import spot
from careguide.source.change import line_bounds
from careguide.source.file import Bounds, SourceFile
from careguide.source.place import Place
from careguide.source.salvage import salvage

_FILLER = "zz-being-typed-zz"
"""Stands for the word, so that the text around it can be read. No guide has a word like this."""

_WORD_BEFORE = re.compile(r"(?:[A-Za-z0-9_/%][\w./%-]*)?\Z")
_WORD_AFTER = re.compile(r"[\w./%-]*")
_QUOTED = re.compile(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"")
_REMARK = re.compile(r"(?:^|\s)#")
_CLOSING = {"[": "]", "{": "}"}


@dataclass(frozen=True)
class Gap:
    """``place`` is where the word stands, as the name of a field or as a value, in a ``draft`` that has a filler there.

    ``bounds`` are the offsets of the word in the text itself; ``in_brackets`` tells whether brackets stand around it,
    ``has_colon`` whether a colon follows, and ``lacks_space`` whether it comes right after one.
    """

    draft: Draft
    place: Place
    bounds: Bounds
    in_brackets: bool
    has_colon: bool
    lacks_space: bool


def gaps(source: SourceFile, offset: int) -> Iterator[Gap]:
    """What the word at an offset can be, the likelier first; nothing in remarks and in the midst of words."""
    text = source.text
    line_start, line_end = line_bounds(text, offset)
    before, after = text[line_start:offset], text[offset:line_end]
    if _REMARK.search(_QUOTED.sub(_blank, before)):
        return
    start = offset - len(_WORD_BEFORE.search(before)[0])  # type: ignore[index]  # it matches nothing as well
    end = offset + len(_WORD_AFTER.match(after)[0])  # type: ignore[index]  # and so does this
    open_, to_close = _brackets(before, text[end:line_end])
    lacks_space = text[line_start:start].endswith(":")
    closing = _end_of_what_is_said(text, end, line_end)
    for written in (_FILLER, f"{_FILLER}: 0"):
        filled = f"{text[:start]}{' ' * lacks_space}{written}{text[end:closing]} {to_close}{text[closing:]}"
        draft = Draft(salvage(filled, source.path, source.name))
        place = spot(draft.source, start + lacks_space + 1)
        if place is None:
            continue
        if _FILLER in (place.value, place.part == "key" and place.path[-1]):
            has_colon = text[end:line_end].lstrip().startswith(":")
            yield Gap(draft, place, (start, end), open_, has_colon, lacks_space)
        elif _is_one_of_several(place, source.position(start)[0]):
            return


def _end_of_what_is_said(text: str, start: int, end: int) -> int:
    """Where a line ends, or else its remark begins."""
    remark = _REMARK.search(_QUOTED.sub(_blank, text[start:end]))
    return start + (remark.start() if remark else len(text[start:end].rstrip()))


def _is_one_of_several(place: Place, line: int) -> bool:
    """Whether the filler is a word of a text that begins on the same line."""
    return isinstance(place.value, str) and _FILLER in place.value and place.span.line == line


def _brackets(before: str, after: str) -> tuple[bool, str]:
    """Whether a bracket is open, and those that would have to be closed on the line."""
    open_: list[str] = []
    for sign in _QUOTED.sub(_blank, before):
        if sign in "[{":
            open_.append(_CLOSING[sign])
        elif open_ and sign == open_[-1]:
            open_.pop()
    missing = list(open_)
    for sign in after:
        if missing and sign == missing[-1]:
            missing.pop()
    return bool(open_), "".join(reversed(missing))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
