"""What is checked before any rule is run: whether files can be read, have the shape they should, and are complete.

These checks have ids like rules, and no note can acknowledge what they find.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careguide.engine.manual import Manual
from careguide.finding import Severity


@dataclass(frozen=True)
class FileCheck:
    """A check of files as such. It has what a rule has to say of itself, but no examples."""

    id: str
    manual: Manual
    acknowledgeable = False
    package = ""

    @property
    def about(self) -> str:
        """What its family is about."""
        return _ABOUT[self.family]

    @property
    def fixable(self) -> bool:
        """Whether it finds misspellings that can be mended without judgement: other capitals, spaces or dashes."""
        return self.id in ("schema/format", "schema/not-a-choice", "schema/unknown-field")

    @property
    def family(self) -> str:
        return self.id.partition("/")[0]

    @property
    def severity(self) -> Severity:
        return Severity.INFO if self.id.endswith("/too-many") else Severity.ERROR


_ABOUT = {
    "guide": "Whether the files of a guide are there, and belong to it.",
    "schema": "Whether each field of a file is known, is there, and has a value that it can have.",
    "yaml": "Whether a file can be read at all.",
}

_WHY = {
    "guide": "A guide is built from all of its files together: what is missing here is missing from every export.",
    "schema": "The exports are made from fields with known names and values; nothing else reaches a reader.",
    "yaml": "A file that is read in another way than it was meant says something else to the reader, or nothing.",
}

_CHECKS = {
    "guide/missing-file": (
        "A guide lacks one of its files: guide.yaml, document.yaml, or that of a modality which it lists.",
        "Add the file, or take the modality out of `modalities` in guide.yaml.",
    ),
    "guide/unknown-file": (
        "A file of the guide has a name that no kind of file has.",
        "Name it after what it holds, such as massage.yaml, or put it elsewhere.",
    ),
    "guide/unlisted-file": (
        "The file of a modality is there, but guide.yaml does not list the modality.",
        "Add it to `modalities`, at the place where a reader should find it.",
    ),
    "schema/depends": (
        "A field stands alone that says something only together with another.",
        "Add the other field, or take this one out.",
    ),
    "schema/duplicate-item": ("An item stands in a list twice.", "Remove one of the two."),
    "schema/format": (
        "A value is not written as such values are: an id, a date, a locator, a version.",
        "Write it like the example that the finding shows.",
    ),
    "schema/length": (
        "A text, a list or a group of fields is empty, too short or too long.",
        "Add what is missing, or shorten it.",
    ),
    "schema/missing-field": ("A field is missing that must be there.", "Add it."),
    "schema/not-a-choice": (
        "A field has a value that is none of those it can have.",
        "Take one of the values that the finding lists.",
    ),
    "schema/number-range": ("A number is too large, too small or too finely divided.", "Check the number."),
    "schema/one-of": (
        "None, or more than one, of several fields or forms stands here where exactly one should.",
        "Keep or add the one that says what is meant.",
    ),
    "schema/other": ("A value does not fit its schema.", "Compare it with the same field at another place."),
    "schema/too-many": ("A file has so many faults that the rest is not listed.", "Mend these, then check again."),
    "schema/type": (
        "A value is of another kind than it should be: a list where one value should stand, a text for a number.",
        "Write it as the finding says.",
    ),
    "schema/unknown-field": (
        "A field has a name that is not known here. Often it is misspelt, or stands a level too high or too low.",
        "Correct the name, or move the field to where it belongs.",
    ),
    "yaml/anchor": (
        "`&`, `*` or `<<` would give a name to a part of the file and copy it to another place.",
        "Write out what is meant at each place; put a text that begins with such a sign in quotes.",
    ),
    "yaml/character": (
        "A character stands here that nobody can see, or that has no business in a text.",
        "Delete it, and type again what should stand there.",
    ),
    "yaml/directive": ("A line begins with `%`, which is an instruction to the program.", "Remove the line."),
    "yaml/duplicate-key": (
        "A field stands twice in the same group.",
        "Keep the one that is right. If they belong to two items of a list, start the second with `- `.",
    ),
    "yaml/empty": ("A file is empty.", "Fill it, or delete it."),
    "yaml/encoding": ("A file is not text in UTF-8.", "Save it from your editor with the encoding UTF-8."),
    "yaml/file-name": ("A file's name does not end in .yaml.", "Rename it."),
    "yaml/indentation": (
        "A line begins with more or fewer spaces than the lines it belongs to.",
        "Let fields that belong together begin in the same column.",
    ),
    "yaml/key": (
        "The name of a field is not a word, or has no value.",
        "Write the name on one line, a colon, a space, and then the value.",
    ),
    "yaml/multiple-documents": (
        "`---` starts a second document in the file, which is not read.",
        "Remove the line, or move what follows to a file of its own.",
    ),
    "yaml/number": (
        "A text without quotes would be read as a number, and would change.",
        "Put a code or a text in quotes; write an amount with plain digits, such as 0.5 or 12.",
    ),
    "yaml/syntax": (
        "The file stops being YAML here: mostly a colon, a quote or a bracket is missing or one too many.",
        "Mend what the finding points at; what comes after it has not been looked at yet.",
    ),
    "yaml/tab": ("A tab stands where only spaces can.", "Replace it by spaces."),
    "yaml/tag": ("A text begins with `!`, which is an instruction to the program.", "Put it in quotes."),
    "yaml/too-large": (
        "A file is too long, or its fields stand too deep inside each other.",
        "Check that it is the right file, and its brackets and spaces.",
    ),
    "yaml/too-many": ("A file has so many faults that the rest is not listed.", "Mend these, then check again."),
    "yaml/unreadable": ("A file cannot be opened.", "Check that it is there and that you may read it."),
}

FILE_CHECKS: Mapping[str, FileCheck] = {
    name: FileCheck(name, Manual(what, _WHY[name.partition("/")[0]], bad="", good="", fix=fix))
    for name, (what, fix) in _CHECKS.items()
}
