"""An outline → the text of a file to begin with: what it must have, what each field is for, what else it can have."""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterator, Mapping
from typing import Any

from careguide.content.passages import TO_WRITE
from careguide.source import quote
from careguide.source.layout import lines
from careguide.source.layout.node import Node
from careguide.validation.outline import Outline

LINE = "# yaml-language-server: $schema=../../schema/{kind}.schema.json"
"""What tells an editor's tool how a file of this kind is made."""

_WIDTH = 100
_UNSTATED = "unstated"
_OPEN = (_UNSTATED, "unspecified", "unresolved", "source-unspecified")


def skeleton(outline: Outline, kind: str, given: Mapping[str, Any]) -> str:
    """A file of a guide with the values ``given``, completed to one that its schema accepts.

    It says nothing that a source would have to say: its units cite no block yet, and ``check`` asks for them.
    """
    top = _Teacher().group(outline, given, 0)
    for node in (top.fields or {}).values():
        node.apart = bool(node.above)
    top.below = ["", *top.below] if top.below else []
    top.above = [LINE.format(kind=kind), *_remark(outline.description, 0), ""]
    return "".join(f"{line}\n" for line in lines.file(top))


class _Teacher:
    """Makes groups, and says what each thing is for where it comes first."""

    def __init__(self) -> None:
        self.said: set[str] = set()

    def group(self, outline: Outline, given: Mapping[str, Any], indent: int) -> Node:
        fields: dict[str, Node] = {}
        for name in _wanted(outline, given):
            about = self._once(outline.fields[name].description)
            fields[name] = self.value(outline.fields[name], name, given.get(name), indent)
            fields[name].above = list(_remark(about, indent))
        return Node(fields=fields, below=list(self._more(outline, fields, indent)))

    def value(self, outline: Outline, name: str, given: Any, indent: int) -> Node:
        item = outline.item
        if item is not None and _is_unit(item):
            parts = [{"id": _singular(name)}] if given is None else given
            return Node(items=[self.group(item, part, indent + 2 * lines.STEP) for part in parts])
        if _is_unit(outline):
            return self.group(outline, {"id": name.replace("_", "-"), **(given or {})}, indent + lines.STEP)
        if given is None:
            given = [] if name == "source" else TO_WRITE.get(name, _open(outline))
        return Node.of(given)

    def _once(self, description: str) -> str:
        """A description, unless it has been given already."""
        known = description in self.said
        self.said.add(description)
        return "" if known else description

    def _more(self, outline: Outline, there: Container[str], indent: int) -> Iterator[str]:
        """What else a group can have: with an example where that is short, else by name."""
        more = {name: part for name, part in outline.fields.items() if name not in there}
        new = {name: part for name, part in more.items() if self._once(f"{name}: {part.description}")}
        short = {name: part.examples[0] for name, part in new.items() if part.examples and not _is_unit(part.item)}
        if short:
            yield "# It can also have:"
            yield from (f"#   {name}: {quote.plain(example)}" for name, example in short.items())
        others = [name for name in new if name not in short]
        if others:
            yield from _remark(f"{'And' if short else 'It can also have'}: {', '.join(others)}.", indent)


def _wanted(outline: Outline, given: Container[str]) -> Iterator[str]:
    """The fields of a group to begin with, in their order."""
    decided = any(name in given for name in outline.alternatives)
    for name in outline.fields:
        silent = name == _UNSTATED and name in outline.alternatives and not decided
        if silent or name in outline.required or name in given or (name == "source" and _is_unit(outline)):
            yield name


def _is_unit(outline: Outline | None) -> bool:
    return outline is not None and "id" in outline.fields


def _open(outline: Outline) -> Any:
    """A value that claims as little as there is: that something is open, where that can be said, or else an example."""
    if _UNSTATED in outline.alternatives:
        return {_UNSTATED: TO_WRITE[_UNSTATED]}
    return next(iter([choice for choice in outline.choices if choice in _OPEN] or outline.examples), None)


def _remark(text: str, indent: int) -> Iterator[str]:
    return (f"# {line}" for line in textwrap.wrap(text, max(_WIDTH - indent, 60)))


def _singular(name: str) -> str:
    """An id to begin with for what stands in a list."""
    word = name.replace("_", "-")
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")
