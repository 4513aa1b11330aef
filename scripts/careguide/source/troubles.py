"""What is wrong with a file as YAML, in the words of its editors."""

from __future__ import annotations

import re
from dataclasses import replace

from careguide.finding import Finding, Related, Severity
from careguide.source import characters
from careguide.source.file import Bounds, SourceFile
from careguide.source.place import Place, TreePath
from careguide.source.plain_scalar import NumberFault

MAX_FINDINGS = 25
"""More findings than this from one file help nobody: the reader stops there, and says so."""

QUOTES = 'Put the text in quotes: "like this".'
REST = "Everything after this place is read wrongly or not at all."


class TooMany(Exception):
    """A file has so many faults, or is nested so deep, that it is read no further."""


def shown(text: str, length: int = 60) -> str:
    """A text for a message: on one line, and not long."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[:length].rstrip()}…"


class Troubles:
    """The findings of one file, as they are noted. Places are given as offsets."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.found: list[Finding] = []
        self._repeated: tuple[TreePath | None, list[str]] = (None, [])

    def add(
        self,
        rule: str,
        message: str,
        at: Bounds,
        path: TreePath = (),
        *,
        why: str = "",
        hint: str = "",
        related: tuple[Related, ...] = (),
    ) -> None:
        """Notes a finding, one at a place. Raises ``TooMany`` after the last that is wanted."""
        place = Place(self.source, path, fixed=self.source.stretch(*at))
        if self.found and self.found[-1].place.span[:2] == place.span[:2]:
            return
        if len(self.found) >= MAX_FINDINGS:
            message = f"This file has more faults than the {MAX_FINDINGS} above."
            self.found.append(
                Finding("yaml/too-many", Severity.INFO, message, place, hint="Mend these first, then check again.")
            )
            raise TooMany
        self.found.append(Finding(f"yaml/{rule}", Severity.ERROR, message, place, why, hint, related))

    def related(self, message: str, at: Bounds) -> Related:
        return Related(message, Place(self.source, fixed=self.source.stretch(*at)))

    # Characters and numbers

    def character(self, character: str, at: int) -> None:
        message = f"Here stands {characters.name(character)}."
        hint = "Delete it, and type again what should stand there."
        self.add("character", message, (at, at + 1), why=characters.why(character), hint=hint)

    def escaped_characters(self, text: str, start: int, end: int, path: TreePath) -> None:
        unwanted = characters.UNWANTED.search(text)
        if unwanted:
            message = f"This text writes, with a backslash, {characters.name(unwanted[0])}."
            hint = "Remove the code that begins with the backslash. A backslash itself is written twice: \\\\."
            self.add("character", message, (start, end), path, why=characters.why(unwanted[0]), hint=hint)

    def number(self, fault: NumberFault, start: int, end: int, path: TreePath) -> None:
        self.add("number", fault.message, (start, end), path, why="An amount must not change.", hint=fault.hint)

    # What YAML allows and a guide does not

    def anchor(self, sign: str, start: int, end: int, path: TreePath) -> None:
        if sign == "<<":
            message = "`<<` would copy the fields of another place to here."
            hint = "Write the fields themselves."
        else:
            meaning = "would give a name to what follows" if sign == "&" else "would copy what stands at another place"
            message = f"A text without quotes that starts with `{sign}` {meaning}."
            hint = f"If the text should start with {sign}, put it in quotes. Otherwise write out what is meant."
        why = "A guide says everything at its own place, so that a change in one place never changes another."
        self.add("anchor", message, (start, end), path, why=why, hint=hint)

    def tag(self, start: int, end: int, path: TreePath) -> None:
        message = "A text without quotes that starts with `!` would be an instruction to the program."
        why = "The sign and the word after it would be lost."
        self.add("tag", message, (start, end), path, why=why, hint=QUOTES)

    def directives(self, head: str) -> None:
        """Notes a line that starts with ``%`` above the start of the document."""
        at = 0 if head.startswith("%") else max(head.find("\n%"), head.find("\r%")) + 1
        if head[at : at + 1] == "%":
            self.directive(at, at + len(head[at:].splitlines()[0]))

    def directive(self, start: int, end: int) -> None:
        message = "A line that starts with `%` would be an instruction to the program."
        hint = "Remove the line. If it is text, put it in quotes."
        self.add("directive", message, (start, end), why="Guides are all read in the same way.", hint=hint)

    def second_document(self, at: int) -> None:
        message = "`---` starts a second document in this file; nothing from here on is read."
        hint = "Remove the line, or move what follows to a file of its own."
        self.add("multiple-documents", message, (at, min(at + 3, len(self.source.text))), why=REST, hint=hint)

    def too_deep(self, limit: int, at: int, path: TreePath) -> None:
        message = f"Fields and lists stand more than {limit} deep inside each other here."
        hint = "Check the brackets and the spaces at the starts of the lines."
        self.add("too-large", message, (at, at + 1), path, why="No guide is built like that.", hint=hint)

    def too_many_parts(self, limit: int, at: int) -> None:
        message = f"This file has more than {limit:,} fields and values; from here on it is not read."
        hint = "Check that it is the right file. If it is, divide it."
        self.add("too-large", message, (at, min(at + 1, len(self.source.text))), hint=hint)

    # Names of fields

    def duplicate(self, name: str, again: Bounds, first: Bounds, path: TreePath) -> None:
        """A field that stands twice. Others of the same group are told with it: together they are an item of a list."""
        group, names = self._repeated
        last = self.found[-1] if self.found else None
        told = last is not None and last.rule == "yaml/duplicate-key" and group == path[:-1]
        if last and told and name not in names and len(names) < MAX_FINDINGS:
            names.append(name)
            self.found[-1] = replace(
                last,
                message=f"`{shown(names[0])}` and fields below it stand here a second time.",
                hint="If they belong to another item of a list, start it with `- `. Else keep those that are right.",
                related=(*last.related, self.related(f"`{shown(name)}` again", again)),
            )
            return
        self._repeated = path[:-1], [name]
        line, _ = self.source.position(first[0])
        message = f"The field `{shown(name)}` stands here a second time: it is already on line {line}."
        related = (self.related(f"`{shown(name)}` stands here first", first),)
        why = "Only one of the two can count, and programs differ on which."
        hint = "Keep the one that is right. If they belong to two items of a list, start the second with `- `."
        self.add("duplicate-key", message, again, path, why=why, hint=hint, related=related)

    def key_not_text(self, name: str, start: int, end: int, path: TreePath) -> None:
        if name:
            message = f"The field's name `{shown(name)}` is not a word."
            hint = f'If it really is the name, put it in quotes: "{shown(name)}":'
        else:
            message = "Brackets stand here where the name of a field should be."
            hint = "If this is a text that starts with a bracket, put all of it in quotes."
        self.add("key", message, (start, end), path, why="Fields are found by their names.", hint=hint)

    def key(self, message: str, start: int, end: int, path: TreePath) -> None:
        hint = "Write the name on one line, a colon, a space, and then the value."
        self.add("key", message, (start, end), path, why="Fields are found by their names.", hint=hint)

    def no_colon(self, name: str, start: int, end: int, path: TreePath) -> None:
        if self.source.text[:start].rstrip(" \t").endswith("?"):
            message = "A text that starts with `?` would be the name of a field."
            self.add("key", message, (start, end), path, why="Fields are found by their names.", hint=QUOTES)
            return
        message = "A field's name is missing."
        if name:
            message = f"`{shown(name)}` stands between {{ and }} without a colon and a value."
        hint = "Between { and } each field is a name, a colon, a space and a value. A list stands in [ and ]."
        whole = re.search(r"[0-9]+(?=,$)", self.source.text[max(0, start - 20) : start])
        if whole and name.isdecimal():
            hint = f"If this is the number {whole[0]}.{name}, write it with a point. {hint}"
        elif "”" in name:
            hint = 'If it belongs to the text before, put that text in straight quotes: "like this". ' + hint
        self.add("key", message, (start, max(end, start + 1)), path, why="What it says would be lost.", hint=hint)

    def joined_comment(self, at: int, path: TreePath) -> None:
        message = "`#` stands right after a closing quote or bracket."
        why = "Some programs would take the rest of the line for a remark and drop it, others refuse the file."
        hint = "Put a space before # if a remark starts here. Otherwise move it inside the quotes."
        self.add("syntax", message, (at, at + 1), path, why=why, hint=hint)
