"""Somebody edits a file of the sound guide: what an editor asks of the language server, and what it is to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, NamedTuple
from zlib import crc32

from lsprotocol import types

from careguide.pipeline import Checked
from careguide.source.reader import read_text
from careguide.testing.overlay import BASE
from fuzz.alter import altered
from fuzz.document import Document
from fuzz.sitting import Sitting, name_of
from fuzz.wire import EDITORS, wire

_PLACES, _CHANGES, _TAKEN = 4, 2, 2
"""At so many places everything is asked, after so many changes again; so many actions are tried at each."""

_NEW = (*("zz-renamed",) * 6, "", "a b", "guide", "x.y", "é", "no", "1", "[")

_WORD = re.compile(r"[\w./-]+")
_ID = re.compile(r"\bid\"?: *\"?([a-z0-9-]+)")
_TYPED = (*"abz019:-'\"[]{}#&*|>!%@`,. \t\n\r$}\\é🙂", "\r\n", "\u2060", "\udcff", "\ufeff", ": ", "- ", "\n  - id: ")
_STOP = re.compile(r"\$[01]")


def edit(name: str, data: bytes) -> Checked | None:
    """Lets a file hold a text, asks everything, changes it, asks again, and goes back. The first check of the text.

    Bytes that are no text become halves of characters, which an editor may send.
    """
    chance = Random(crc32(data))
    sitting = Sitting(wire(chance.randrange(len(EDITORS))))
    try:
        sitting.hold(name, (BASE / name).read_bytes().decode())
        return _Edit(sitting, name, chance).run(data.decode(errors="surrogateescape"))
    finally:
        sitting.close()


class _Answers(NamedTuple):
    """What is answered at one place."""

    hover: types.Hover | None
    definitions: list[types.Location]
    references: list[types.Location]
    offers: list[types.CompletionItem]
    name: types.PrepareRenamePlaceholder | str
    actions: list[types.CodeAction]


class _Edit:
    def __init__(self, sitting: Sitting, name: str, chance: Random) -> None:
        self._sitting = sitting
        self._name = name
        self._chance = chance

    @property
    def _document(self) -> Document:
        return self._sitting.document(self._name)

    def run(self, text: str) -> Checked | None:
        self._sitting.hold(self._name, text)
        places = list(self._places(_PLACES))
        before = self._asked_everything(places)
        checked = self._sitting.checked(self._name)
        self._rename_and_back(places, is_sound=checked is not None and not checked.errors)
        for _ in range(_CHANGES):
            self._change()
            self._asked_everything(list(self._places(_PLACES // 2)))
        self._sitting.hold(self._name, text)
        if self._can_be_read() and self._asked_everything(places) != before:
            raise AssertionError("after some changes that were taken back, it answers something else")
        return checked

    # Places

    def _places(self, count: int) -> Iterator[types.Position]:
        """Most often in a word, or in an id; at last one that may be outside of the text."""
        text = self._document.text
        words, ids = list(_WORD.finditer(text)), list(_ID.finditer(text))
        for _ in range(count - 1):
            found = self._chance.choice((words, words, ids, ()))
            start, end = self._chance.choice(found).span() if found else (0, len(text))
            yield self._document.position(self._chance.randint(start, end))
        yield types.Position(self._chance.randrange(text.count("\n") + 3), self._chance.randrange(99))

    # What is asked

    def _asked_everything(self, places: list[types.Position]) -> list[Any]:
        """The answers at some places, and what is wrong with the guide; the same when asked again."""
        told = self._diagnostics()
        answers = [self._answers(at, told) for at in places]
        if self._answers(places[0], told) != answers[0]:
            raise AssertionError("asked again, it answers something else")
        return [told, *answers]

    def _diagnostics(self) -> Mapping[str, list[types.Diagnostic]]:
        told = self._sitting.diagnostics(self._name)
        for name, found in told.items():
            for diagnostic in found:
                self._sitting.document(name).slice(diagnostic.range)
                for related in diagnostic.related_information or ():
                    self._said(related.location)
        return told

    def _said(self, location: types.Location) -> str:
        """The text at a location."""
        return self._sitting.document(name_of(location.uri)).slice(location.range)

    def _answers(self, at: types.Position, told: Mapping[str, list[types.Diagnostic]]) -> _Answers:
        answers = _Answers(
            self._sitting.hover(self._name, at),
            self._sitting.definitions(self._name, at),
            self._sitting.references(self._name, at),
            self._sitting.offers(self._name, at),
            self._sitting.name_at(self._name, at),
            self._sitting.actions(self._name, types.Range(at, at), told.get(self._name, [])),
        )
        self._must_fit(at, answers)
        for offer in answers.offers:
            self._must_be_an_offer(at, offer)
        for action in self._chance.sample(answers.actions, min(_TAKEN, len(answers.actions))):
            self._sitting.taken(action)
        return answers

    def _must_fit(self, at: types.Position, answers: _Answers) -> None:
        """Holds what is answered against the text."""
        if answers.hover and answers.hover.range:
            self._document.slice(answers.hover.range)
        for location in (*answers.definitions, *answers.references):
            self._said(location)
        if not isinstance(answers.name, str) and self._document.slice(answers.name.range) != answers.name.placeholder:
            raise AssertionError("what would be renamed is not what stands there")

    def _must_be_an_offer(self, at: types.Position, offer: types.CompletionItem) -> None:
        """Holds an offer against the text: it stands for a word on the line, and editors know how to write it."""
        made = offer.text_edit
        assert isinstance(made, types.TextEdit)
        self._document.slice(made.range)
        if made.range.start.line != made.range.end.line:
            raise AssertionError("an offer is for several lines")
        if offer.insert_text_format is types.InsertTextFormat.Snippet:
            if "$" in _STOP.sub("", made.new_text):
                raise AssertionError(f"a snippet that is none: {made.new_text}")
        elif "\n" in made.new_text:
            raise AssertionError(f"an offer of several lines: {made.new_text}")

    def _can_be_read(self) -> bool:
        """Whether the text is what the server answers from: otherwise it answers from one that could be read."""
        return self._value(self._name) is not None

    def _value(self, name: str) -> object:
        return read_text(self._sitting.document(name).text, BASE / name, name)[0].value

    # What is changed

    def _change(self) -> None:
        """Takes what is offered or what can be done, types something, takes something out, or alters the text."""
        how = self._chance.choice((self._take_an_offer, self._take_an_action, self._type, self._type, self._alter))
        how(next(self._places(2)))

    def _take_an_offer(self, at: types.Position) -> None:
        if offers := self._sitting.offers(self._name, at):
            made: Any = self._chance.choice(offers).text_edit
            self._hold(self._document.edited([types.TextEdit(made.range, _STOP.sub("", made.new_text))]))

    def _take_an_action(self, at: types.Position) -> None:
        told, checked = self._diagnostics(), self._sitting.checked(self._name)
        found = told.get(self._name, [])
        place = self._chance.choice(found).range if found else types.Range(at, at)
        if actions := self._sitting.actions(self._name, place, found):
            action = self._chance.choice(actions)
            self._take(action)
            is_judged = checked is not None and checked.guide is not None  # what is mended else lets the rules speak
            if action.is_preferred and is_judged and _faults(self._diagnostics()) >= _faults(told):
                raise AssertionError(f"“{action.title}” mends nothing")

    def _take(self, action: types.CodeAction) -> None:
        texts = self._sitting.taken(action)
        if not isinstance(texts, str):
            for name, text in texts.items():
                self._sitting.hold(name, text)

    def _type(self, at: types.Position) -> None:
        text, start = self._document.text, self._document.offset(at)
        end = start + self._chance.choice((0, 0, 1, 5, 40))
        self._hold(text[:start] + self._chance.choice(_TYPED) + text[end:])

    def _alter(self, at: types.Position) -> None:
        self._hold(altered(self._document.text, self._chance))

    def _hold(self, text: str) -> None:
        self._sitting.hold(self._name, text)

    # What is renamed

    def _rename_and_back(self, places: list[types.Position], *, is_sound: bool) -> None:
        """Gives something another id, and then its own again, after which everything says what it said.

        Its own may be an error of which the other one was free: then it is refused, and may be.
        """
        names = [(at, self._sitting.name_at(self._name, at)) for at in places]
        found = [(at, name) for at, name in names if not isinstance(name, str)]
        if not found:
            return
        at, name = found[0]
        texts = self._sitting.renamed(self._name, at, self._chance.choice(_NEW))
        if isinstance(texts, str):
            return
        said = {name: self._value(name) for name in texts}
        for changed, text in texts.items():
            self._sitting.hold(changed, text)
        self._diagnostics()
        back = self._sitting.renamed(self._name, name.range.start, name.placeholder)
        if isinstance(back, str) and not is_sound:
            return
        if isinstance(back, str):
            raise AssertionError(f"“{name.placeholder}” has another id, and cannot have its own again: {back}")
        for changed, text in back.items():
            self._sitting.hold(changed, text)
        if said != {name: self._value(name) for name in texts}:
            raise AssertionError(f"“{name.placeholder}” has its own id again, and the guide says something else")


def _faults(told: Mapping[str, list[types.Diagnostic]]) -> int:
    """How much is wrong that no note accepts."""
    return sum(each.severity is not types.DiagnosticSeverity.Hint for found in told.values() for each in found)
