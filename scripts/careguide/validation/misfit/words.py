"""Names and words for the parts of a file and of its schema."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from careguide.source import characters, quote
from careguide.source.place import Place, TreePath
from careguide.validation.outline import Outline

if TYPE_CHECKING:
    from careguide.source.file import SourceFile
    from careguide.validation.schemas import Schema, SchemaStore

TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of fields",
    "null": "nothing",
}
INSTEAD = TYPES | {"integer": "a number", "number": "a number with decimals"}
"""The same for what stands there instead."""

MOST = 14
"""So many choices are listed; a longer list is cut short."""

CURLY = tuple("“”„‘’‚«»")

NEEDED = "Without it the guide is incomplete."

_PYTHON_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array"}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


class Words:
    """What can be said of a place in a file."""

    def __init__(self, source: SourceFile, schemas: SchemaStore) -> None:
        self.source = source
        self.schemas = schemas

    def at(self, path: Iterable[str | int]) -> Place:
        """Where to point for a value: at itself, or, if that is nothing or goes on for lines, at its head."""
        whole = tuple(path)
        bounds = self.source.bounds(whole)
        span = self.source.span(whole)
        if bounds is None or bounds[0] == bounds[1] or span.line != span.end_line:
            return self.head(whole)
        return Place(self.source, whole)

    def head(self, path: Iterable[str | int]) -> Place:
        """Where to point for a group of fields: at its name, or the first line of the item or file that it is."""
        whole = tuple(path)
        return Place(self.source, whole, "key", self.source.head(whole))

    def key(self, path: Iterable[str | int], name: str) -> Place:
        return Place(self.source, (*path, name), "key")

    def value(self, path: Iterable[str | int]) -> Any:
        held: Any = self.source.value
        for step in path:
            held = held[step]
        return held

    def name(self, path: Iterable[str | int]) -> str:
        """What to call a value: by its field's name, its id, or its number in its list."""
        whole = tuple(path)
        if not whole:
            return self.source.path.name
        last = whole[-1]
        if isinstance(last, str):
            return f"`{last}`"
        held = self.value(whole)
        own = held.get("id") if isinstance(held, dict) else None
        if isinstance(own, str) and own:
            return f"`{shown(own)}`"
        field = next((step for step in reversed(whole) if isinstance(step, str)), None)
        return f"item {last + 1}" + (f" of `{field}`" if field else "")

    # What a schema says

    def meaning(self, schema: Schema | bool) -> str:
        """What a schema says that something is, in its first sentence."""
        description = self.schemas.resolve(schema).get("description", "")
        return _SENTENCE.split(description)[0] if description else ""

    def advice(self, schema: Schema | bool) -> str:
        """What a schema says that something is, and an example of it."""
        resolved = self.schemas.resolve(schema)
        said = [self.meaning(schema)]
        examples = resolved.get("examples") or resolved.get("enum")
        if examples:
            said.append(f"For example: {quote.plain(examples[0])}")
        return " ".join(filter(None, said))

    def advice_at(self, path: TreePath) -> str:
        """The same of the field at a path, whichever part of the schema refuses its value."""
        field = Outline.of_file(self.schemas, self.source.path.stem).at(path)
        return self.advice({"description": field.description, "examples": list(field.examples)}) if field else ""

    def types(self, schema: Schema | bool) -> frozenset[str]:
        """The types that a schema allows; all where it does not say."""
        resolved = self.schemas.resolve(schema)
        if "type" in resolved:
            kinds = resolved["type"]
            return frozenset([kinds] if isinstance(kinds, str) else kinds)
        choices = resolved.get("enum", [resolved["const"]] if "const" in resolved else [])
        if choices:
            return frozenset(type_of(choice) for choice in choices)
        for keyword, kind in (
            ("properties", "object"),
            ("required", "object"),
            ("items", "array"),
            ("pattern", "string"),
        ):
            if keyword in resolved:
                return frozenset([kind])
        parts = resolved.get("oneOf") or resolved.get("anyOf") or []
        return frozenset().union(*(self.types(part) for part in parts)) if parts else frozenset(TYPES)


def type_of(value: object) -> str:
    """The name that JSON Schema has for the type of a value."""
    if value is None:
        return "null"
    return "object" if isinstance(value, dict) else _PYTHON_TYPES[type(value)]


def fits(value: object, types: Iterable[str]) -> bool:
    """Whether a value is of one of these types; a whole number is a number too."""
    own = type_of(value)
    return own in types or (own == "integer" and "number" in types)


def shown(value: object, length: int = 60) -> str:
    """A value as it would be written, on one line and not long."""
    written = " ".join(value.split()) if isinstance(value, str) else quote.plain(value)
    return written if len(written) <= length else f"{written[:length].rstrip()}…"


def listed(names: Iterable[object], last: str = " or ", most: int = MOST) -> str:
    """Names in a row: `a`, `b` or `c`."""
    ticked = [f"`{shown(name)}`" for name in names]
    if len(ticked) > most:
        return ", ".join(ticked[:most]) + f" and {len(ticked) - most} more"
    return ", ".join(ticked[:-1]) + last + ticked[-1] if len(ticked) > 1 else "".join(ticked)


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The name that was probably meant; case, spaces and the kind of dash do not count."""
    same = {even(candidate): candidate for candidate in known}
    if even(name) in same:
        return same[even(name)]
    near = difflib.get_close_matches(even(name)[:100], list(same), n=1, cutoff=0.6)
    return same[near[0]] if near else None


def capital(name: str) -> str:
    """The name of a value at the start of a sentence. Names of fields and files stay as they are."""
    return f"I{name[1:]}" if name.startswith("item ") else name


def unmeant(text: str) -> str:
    """What to do about signs in a name or a choice that a word processor puts there; nothing where there are none."""
    odd = characters.ODD_SPACE.search(text)
    if odd:
        return f"It holds a sign that only looks like a space ({characters.number(odd[0])}): delete it. "
    return "Curly quotes are part of the text: leave them out. " if text[:1] in CURLY else ""


def is_same(name: str, other: str) -> bool:
    """Whether two names differ in case, spaces and dashes alone."""
    return even(name) == even(other)


def even(name: str) -> str:
    """A name in small letters, with single hyphens for spaces and for dashes of every kind."""
    return re.sub(r"[\s_‐‑‒–—−-]+", "-", name.strip().lower())
