"""Events → plain data and its marks, in one pass. What a guide may not contain is noted on the way.

Anchors, aliases, merge keys and tags are refused altogether. That is simple to explain, and with them go the
bombs and the cycles that they allow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from careguide.source.events import Events
from careguide.source.file import Mark, SourceFile
from careguide.source.plain_scalar import UNCERTAIN, NumberFault, resolve
from careguide.source.troubles import TooMany, Troubles

MAX_DEPTH = 64
MAX_PARTS = 100_000
"""Fifty times what the longest file of a guide is made of: names, values, and starts and ends of lists."""

_COLON = re.compile(r"[ \t]*:")
_WORD = re.compile(r"\S{0,40}")
_BLANK_END = re.compile(r"\s*\Z")


class _Frame:
    """A list or a group of fields that is being read. ``key`` is what the next value will belong to."""

    __slots__ = ("at", "children", "flow", "is_key", "key", "key_end", "key_start", "start", "value", "wants_key")

    def __init__(self, value: Any, children: Any, start: int, flow: bool, at: tuple[str | int, ...]) -> None:
        self.value = value
        self.children = children
        self.start = start
        self.flow = flow
        self.at = at
        self.is_key = False
        self.wants_key = isinstance(value, dict)
        self.key: str | object | None = None
        self.key_start = self.key_end = 0


_UNCERTAIN_KEY = UNCERTAIN | {"<"}

_LOST = object()
"""The key of a value that is read for the faults in it and then dropped, its key being of no use."""


class Parse:
    """Reads the events of one file; ``value`` and ``mark`` hold the result."""

    def __init__(self, source: SourceFile, troubles: Troubles) -> None:
        self.text = source.text
        self.troubles = troubles
        self.documents = 0
        self.top = _Frame([], [], 0, False, ())
        self.frame = self.top
        self.stack: list[_Frame] = []
        self.last_end = 0

    def run(self, events: Events) -> tuple[object, Mark | None]:
        """Reads all events of the first document. Raises ``Refused`` and ``TooMany``."""
        scalar, handlers = self.scalar, self.handlers()
        for event in islice(events, MAX_PARTS + 1):
            kind = type(event)
            if kind is ScalarEvent:
                scalar(event)
            elif kind in handlers:
                handlers[kind](event)
                if self.documents > 1:
                    break
        else:
            for event in events:
                self.troubles.too_many_parts(MAX_PARTS, event.start_mark.index)
                raise TooMany
        if not self.top.value:
            return None, None
        return self.top.value[0], self.top.children[0]

    def handlers(self) -> Mapping[type, Callable[[Any], None]]:
        """What takes each kind of event but the most frequent; made for one run, since it refers back to this."""
        return {
            MappingStartEvent: self.open_mapping,
            SequenceStartEvent: self.open_sequence,
            MappingEndEvent: self.close,
            SequenceEndEvent: self.close,
            AliasEvent: self.alias,
            DocumentStartEvent: self.document,
        }

    # What stands in a file

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self.troubles.second_document(event.end_mark.index - 3 if event.explicit else event.start_mark.index)
        elif event.explicit:
            self.troubles.directives(self.text[: event.end_mark.index])

    def scalar(self, event: Any) -> None:
        text, style, start, end = event.value, event.style, event.start_mark.index, event.end_mark.index
        if event.anchor is not None or event.ctag is not None:
            self.decorated(event)
        frame = self.frame
        if frame.wants_key:
            frame.wants_key = False
            frame.key_start, frame.key_end = start, end
            frame.key = text if self.is_sound_key(style, text, start, end) else _LOST
        elif style:
            self.styled(style, text, start, end)
        elif text and text[0] not in UNCERTAIN:
            self.add(text, (start, end, None))
        else:
            self.plain(text, start, end)

    def plain(self, text: str, start: int, end: int) -> None:
        value: object = text
        if start == end and self.frame.key is not None:  # nothing: the parsers differ on where that is
            start = end = self.text.find(":", self.frame.key_end, start) + 1 or start
        try:
            value = resolve(text)
        except NumberFault as fault:
            self.troubles.number(fault, start, end, self.path())
        self.add(value, (start, end, None))

    def styled(self, style: str, text: str, start: int, end: int) -> None:
        if style in "|>":
            end -= len(_BLANK_END.search(self.text, start, end)[0])  # type: ignore[index]
        else:
            self.quoted(style, text, start, end)
        self.add(text, (start, end, None))

    def quoted(self, style: str, text: str, start: int, end: int) -> None:
        if style == '"' and "\\" in self.text[start:end]:
            self.troubles.escaped_characters(text, start, end, self.path())
        self.comment_without_space(end)

    def alias(self, event: Any) -> None:
        frame = self.frame
        start, end = event.start_mark.index, event.end_mark.index
        self.troubles.anchor("*", start, end, self.path())
        if frame.wants_key:
            frame.key, frame.wants_key = _LOST, False
        else:
            self.add(None, (start, end, None))

    def decorated(self, event: Any) -> None:
        start = event.start_mark.index
        end = _WORD.match(self.text, start).end()  # type: ignore[union-attr]
        if event.anchor is not None:
            self.troubles.anchor("&", start, end, self.path())
        else:
            self.troubles.tag(start, end, self.path())

    # Fields

    def is_sound_key(self, style: str | None, text: str, start: int, end: int) -> bool:
        """Whether a field can be called like this; notes why not."""
        frame = self.frame
        if not self.text.startswith(":", end) and not _COLON.match(self.text, end):
            self.troubles.no_colon(text, start, end, frame.at)
        elif style and "\n" in self.text[start:end]:
            self.troubles.key("This field's name goes over several lines.", start, end, frame.at)
        elif text in frame.children:
            self.troubles.duplicate(text, (start, end), frame.children[text][:2], (*frame.at, text))
        else:
            return bool(style or (text and text[0] not in _UNCERTAIN_KEY) or self.plain_key(text, start, end))
        return False

    def plain_key(self, text: str, start: int, end: int) -> bool:
        """Whether a name without quotes is a text."""
        if text == "<<":
            self.troubles.anchor("<<", start, end, self.frame.at)
            return False
        try:
            is_text = isinstance(resolve(text), str)
        except NumberFault:
            is_text = False
        if not is_text:
            self.troubles.key_not_text(text, start, end, self.frame.at)
        return is_text

    # Lists and groups of fields

    def open_mapping(self, event: Any) -> None:
        self.open({}, {}, event)

    def open_sequence(self, event: Any) -> None:
        self.open([], [], event)

    def open(self, value: Any, children: Any, event: Any) -> None:
        start = event.start_mark.index
        if len(self.stack) >= MAX_DEPTH:
            self.troubles.too_deep(MAX_DEPTH, start, self.path()[:3])
            raise TooMany
        if event.anchor is not None or event.ctag is not None:
            self.decorated(event)
        frame = _Frame(value, children, start, bool(event.flow_style), self.path())
        parent = self.frame
        if parent.wants_key:
            frame.is_key = True
            parent.wants_key = False
            self.troubles.key_not_text("", start, event.end_mark.index, parent.at)
        self.stack.append(parent)
        self.frame = frame

    def close(self, event: Any) -> None:
        frame = self.frame
        end = event.end_mark.index if frame.flow else self.last_end
        if frame.flow:
            self.comment_without_space(end)
        self.frame = self.stack.pop()
        if frame.is_key:
            self.frame.key = _LOST
        else:
            self.add(frame.value, (frame.start, max(end, frame.start), frame.children))

    def add(self, value: object, mark: Mark) -> None:
        frame = self.frame
        self.last_end = mark[1]
        key = frame.key
        if key is None:
            frame.value.append(value)
            frame.children.append(mark)
            return
        frame.key = None
        frame.wants_key = True
        if key is not _LOST:
            frame.value[key] = value
            frame.children[key] = (frame.key_start, frame.key_end, mark)

    def comment_without_space(self, end: int) -> None:
        """The parsers take a ``#`` right after a quote or a bracket for a comment; YAML 1.2 does not."""
        if self.text.startswith("#", end):
            self.troubles.joined_comment(end, self.path())

    def path(self) -> tuple[str | int, ...]:
        """Where the value that comes next will stand."""
        frame = self.frame
        if frame is self.top:
            return ()
        if isinstance(frame.value, list):
            return (*frame.at, len(frame.value))
        return (*frame.at, frame.key) if isinstance(frame.key, str) else frame.at
