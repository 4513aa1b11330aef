"""The one writer of sources: it changes what an edit names, and leaves every other byte as it was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from careguide.finding import Append, Edit, Insert
from careguide.source import characters
from careguide.source.change import Change, WriteError
from careguide.source.file import BOM, SourceFile
from careguide.source.insert import append_changes, insert_changes
from careguide.source.place import Place, TreePath
from careguide.source.reader import read_bytes
from careguide.source.remove import removals
from careguide.source.replace import Scalar, key_changes, value_changes
from careguide.system.staging import staging, write

__all__ = ["WriteError", "apply", "ensure_unchanged", "save", "write_atomically", "write_new"]


def apply(source: SourceFile, edits: Sequence[Edit | Insert | Append]) -> str:
    """The text of the file after these edits.

    Raises ``WriteError`` for an edit that cannot be made: what comes out is read again, and must hold exactly what
    the edits ask for.
    """
    plan = _Plan.of(source, edits)
    text = _changed(source.text, plan.changes(source))
    again, _ = read_bytes(text.encode(), source.path, source.name)
    if _canonical(again.value) != _canonical(plan.value_after(source.value)):
        raise WriteError("the file would not say what it should")
    return (BOM if source.bom else "") + text


def save(source: SourceFile, text: str) -> None:
    """Writes the file. Raises ``WriteError`` where it is no longer what was read."""
    ensure_unchanged(source)
    write_atomically(source.path, text)


def ensure_unchanged(source: SourceFile) -> None:
    """Raises ``WriteError`` where the file is no longer what was read."""
    if source.path.read_bytes() != source.data:
        raise WriteError(f"{source.name} has changed since it was read")


def write_atomically(path: Path, text: str) -> None:
    """Writes a file so that at every moment either the old or the new one is there, whole."""
    target = path.resolve()
    with staging(target.parent) as new:
        write(new, text.encode())
        if target.exists():
            shutil.copymode(target, new)
        new.replace(target)


def write_new(path: Path, text: str) -> None:
    """Writes a file where none is: whole, or not at all. Raises ``FileExistsError``."""
    with staging(path.parent) as new:
        write(new, text.encode())
        try:
            path.hardlink_to(new)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if path.exists():
                raise FileExistsError(f"{path} is there already") from None
            new.rename(path)


@dataclass
class _Plan:
    """What edits do, by the path of the place in the file as it was."""

    values: dict[TreePath, Scalar] = field(default_factory=dict)
    names: dict[TreePath, Scalar] = field(default_factory=dict)
    removed: set[TreePath] = field(default_factory=set)
    inserted: dict[TreePath, list[tuple[str, object]]] = field(default_factory=dict)
    appended: dict[TreePath, list[object]] = field(default_factory=dict)

    @classmethod
    def of(cls, source: SourceFile, edits: Sequence[Edit | Insert | Append]) -> _Plan:
        plan = cls()
        for edit in edits:
            if _place(edit).source is not source or source.value is None:
                raise WriteError("this edit is for another file, or for one that could not be read")
            plan.add(edit)
        return plan

    def add(self, edit: Edit | Insert | Append) -> None:
        if isinstance(edit, Insert):
            _refuse_unwanted(edit.name, edit.value)
            self.inserted.setdefault(edit.after.path, []).append((edit.name, edit.value))
        elif isinstance(edit, Append):
            _refuse_unwanted(edit.value)
            self.appended.setdefault(edit.to.path, []).append(edit.value)
        elif edit.text is None:
            self.removed.add(edit.place.path)
        else:
            _refuse_unwanted(edit.text)
            path = edit.place.path
            of_a_name = edit.place.part == "key" and path and isinstance(path[-1], str)
            kind = self.names if of_a_name else self.values
            if kind.setdefault(path, edit.text) != edit.text:
                raise WriteError("two edits want different things at the same place")

    def changes(self, source: SourceFile) -> list[Change]:
        found = [change for path, value in self.values.items() for change in value_changes(source, path, value)]
        found += [change for path, name in self.names.items() for change in key_changes(source, path, name)]
        found += [change for path, fields in self.inserted.items() for change in insert_changes(source, path, fields)]
        found += [change for path, items in self.appended.items() for change in append_changes(source, path, items)]
        return found + list(removals(source, self.removed))

    def value_after(self, value: object, path: TreePath = ()) -> object:
        """The value that the file must hold afterwards."""
        if path in self.values:
            return self.values[path]
        if isinstance(value, list):
            items = ((index, item) for index, item in enumerate(value) if (*path, index) not in self.removed)
            return [*(self.value_after(item, (*path, index)) for index, item in items), *self.appended.get(path, ())]
        if not isinstance(value, dict):
            return value
        fields: list[tuple[Any, object]] = []
        for key, held in value.items():
            here = (*path, key)
            if here not in self.removed:
                fields.append((self.names.get(here, key), self.value_after(held, here)))
            fields += self.inserted.get(here, ())
        if len(dict(fields)) < len(fields):
            raise WriteError("a field of that name is there already")
        return dict(fields)


def _place(edit: Edit | Insert | Append) -> Place:
    if isinstance(edit, Edit):
        return edit.place
    return edit.after if isinstance(edit, Insert) else edit.to


def _changed(text: str, changes: Sequence[Change]) -> str:
    parts, at = [], 0
    for change in sorted(changes, key=lambda change: change[:2]):
        if change.start < at:
            raise WriteError("two edits touch the same place")
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join([*parts, text[at:]])


def _refuse_unwanted(*values: object) -> None:
    for value in values:
        if isinstance(value, str) and characters.UNWANTED.search(value):
            raise WriteError("a source cannot hold such characters")
        if isinstance(value, dict):
            _refuse_unwanted(*value, *value.values())
        elif isinstance(value, list | tuple):
            _refuse_unwanted(*value)


def _canonical(value: object) -> str:
    """A text that tells apart what ``==`` does not: 1, 1.0 and true."""
    return json.dumps(value)
