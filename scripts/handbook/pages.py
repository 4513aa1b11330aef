"""A hook of mkdocs: the pages of the reference that are made from the schemas, the rules and the commands.

They are written nowhere, so that no fact stands twice. ``PAGES`` are their addresses in the documentation.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

SCHEMAS = Path(__file__).parents[2] / "schema"
COMMANDS = "reference/commands.md"
FIELDS = "reference/fields"
RULES = "reference/rules"
COMMON = "common"

Schema = Mapping[str, Any]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Hangs the pages of fields and rules below their first pages in the navigation."""
    for folder in (FIELDS, RULES):
        below = [page for page in pages() if page.startswith(f"{folder}/")]
        config.nav = _grown(config.nav, f"{folder}/index.md", below)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    from mkdocs.structure.files import File

    for address, make in pages().items():
        files.append(File.generated(config, address, content="\n".join(make()) + "\n"))
    return files


def _grown(nav: Any, index: str, below: list[str]) -> Any:
    if isinstance(nav, list):
        return [_grown(entry, index, below) for entry in nav]
    if isinstance(nav, dict):
        return {title: below if entry == index else _grown(entry, index, below) for title, entry in nav.items()}
    return nav


@cache
def pages() -> Mapping[str, Callable[[], Iterator[str]]]:
    """Each page by its address, as what makes its lines."""
    names = sorted(path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json"))
    return {
        COMMANDS: _commands,
        f"{FIELDS}/index.md": partial(_all_fields, names),
        **{f"{FIELDS}/{name}.md": partial(_fields, name) for name in names},
        f"{RULES}/index.md": _all_rules,
        **{f"{RULES}/{family}.md": partial(_family, family) for family in _families()},
    }


# The commands


def _commands() -> Iterator[str]:
    import click

    from careguide.cli import main

    yield "# Commands"
    yield "\nWhat each command says of itself with `--help`."
    context = click.Context(main, info_name="careguide", max_content_width=80, **main.context_settings)
    yield from _help(context, context.command)


def _help(context: Any, command: Any) -> Iterator[str]:
    yield f"\n## {context.command_path}\n\n```text\n{command.get_help(context)}\n```"
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        below = command.get_command(context, name)
        yield from _help(type(context)(below, info_name=name, parent=context, max_content_width=80), below)


# The rules


@cache
def _families() -> Mapping[str, list[Any]]:
    from careguide.reports.parts.catalogue import catalogue

    return {family: list(entries) for family, entries in groupby(catalogue().values(), key=lambda e: e.family)}


def _all_rules() -> Iterator[str]:
    yield "# Rules"
    yield "\nWhat `careguide check` holds a guide against. `careguide explain RULE` tells the same in the terminal."
    for family, entries in _families().items():
        yield f"\n## {family}\n\n{_words(entries[0].about)}\n"
        for entry in entries:
            name = entry.id.partition("/")[2]
            yield f"- [{entry.id}]({family}.md#{name}) ({entry.severity.value}): {_words(entry.manual.summary)}"


def _family(family: str) -> Iterator[str]:
    from careguide.reports.parts.catalogue import marks

    yield f"# {family}\n\n{_words(_families()[family][0].about)}"
    for entry in _families()[family]:
        manual = entry.manual
        yield f"\n## {entry.id} {{#{entry.id.partition('/')[2]}}}"
        yield f"\n*{', '.join(marks(entry))}*\n\n{_words(manual.what)}"
        yield f"\n**Why it matters.** {_words(manual.why)}"
        if manual.bad:
            yield f"\nNot like this:\n\n```yaml\n{manual.bad}\n```"
            yield f"\nBut like this:\n\n```yaml\n{manual.good}\n```"
        yield f"\n**What to do.** {_words(manual.fix)}"


# The fields


@cache
def _schema(name: str) -> Schema:
    found: Schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return found


def _all_fields(names: list[str]) -> Iterator[str]:
    yield "# Fields"
    yield "\nEvery file of a guide, and every report in JSON, follows a schema. A page for each, made from it:"
    yield "\n| page | what it describes |\n| --- | --- |"
    for name in names:
        yield f"| [{_schema(name)['title']}]({name}.md) | {_cell(_schema(name)['description'])} |"


def _fields(name: str) -> Iterator[str]:
    schema = _schema(name)
    yield f"# {schema['title']}"
    yield f"\n{_words(schema['description'])}"
    if "properties" in schema:
        yield f"\nIts schema is `schema/{name}.schema.json`. Fields in **bold** must be there."
    yield from _object(name, "", schema)
    for part, node in sorted(schema.get("$defs", {}).items()):
        yield f"\n## {part} {{#{part}}}"
        yield f"\n{_words(node.get('description', ''))}"
        if "properties" not in node and "$ref" not in node:
            yield f"\nIt is {_kind(name, part, node)}.{_example(node, ' For example: ')}"
        yield from _object(name, part, node)
        for inner in _inside(node):
            if inner is not node:
                yield f"\n### {part}, its fields {{#{_anchor(part)}}}"
                yield from _object(name, part, inner)


def _object(page: str, path: str, node: Schema) -> Iterator[str]:
    """The table of an object's fields, and below it those of the objects inside it."""
    fields = node.get("properties", {})
    if not fields:
        return
    yield "\n| field | is | meaning |\n| --- | --- | --- |"
    for name, field in fields.items():
        shown = f"**`{name}`**" if name in node.get("required", ()) else f"`{name}`"
        meaning = _cell(_meaning(page, field)) + _cell(_example(field, " For example: "))
        yield f"| {shown} | {_cell(_kind(page, f'{path}.{name}'.lstrip('.'), field), escape=False)} | {meaning} |"
    for name, field in fields.items():
        for inner in _inside(field):
            below = f"{path}.{name}".lstrip(".")
            yield f"\n### {below} {{#{_anchor(below)}}}"
            yield from _object(page, below, inner)


def _inside(node: Schema) -> Iterator[Schema]:
    """The objects that a field may hold: itself, its items, or one of its alternatives."""
    if "properties" in node:
        yield node
    items = (node["items"],) if "items" in node else ()
    for inner in (*items, *node.get("anyOf", ()), *node.get("oneOf", ())):
        yield from _inside(inner)


def _kind(page: str, path: str, node: Schema) -> str:
    """What may stand in a field, in words, with links to what it is made of."""
    if "$ref" in node:
        file, _, part = node["$ref"].partition("#/$defs/")
        target = f"{file.removesuffix('.schema.json')}.md" if file and page != COMMON else ""
        return f"[{part}]({target}#{part})"
    if "const" in node:
        return f"`{json.dumps(node['const']).strip(chr(34))}`"
    if "enum" in node:
        return " or ".join(f"`{choice}`" for choice in node["enum"])
    if "properties" in node:
        return f"[fields](#{_anchor(path)})" if path else "fields"
    for either in ("anyOf", "oneOf"):
        if either in node and "type" not in node:
            return " or ".join(_kind(page, path, option) for option in node[either])
    return _plain(page, path, node)


def _plain(page: str, path: str, node: Schema) -> str:
    if node.get("type") == "array":
        return f"a list of: {_kind(page, path, node.get('items', {}))}"
    words = {"string": "text", "integer": "a whole number", "number": "a number", "boolean": "`true` or `false`"}
    types = node.get("type", "object")
    return " or ".join(words.get(kind, kind) for kind in ([types] if isinstance(types, str) else types))


def _meaning(page: str, node: Schema) -> str:
    """A field's own description, or that of what it refers to."""
    if "description" in node or "$ref" not in node:
        return str(node.get("description", ""))
    file, _, part = node["$ref"].partition("#/$defs/")
    return str(_schema(file.removesuffix(".schema.json") or page)["$defs"][part].get("description", ""))


def _example(node: Schema, before: str) -> str:
    examples = node.get("examples", ())
    return f"{before}`{json.dumps(examples[0], ensure_ascii=False)}`" if examples else ""


def _anchor(path: str) -> str:
    return f"in-{path.replace('.', '-')}"


# Words


def _words(text: str) -> str:
    """Text as Markdown that means nothing but itself, outside of code."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(
        part if part.startswith("`") else re.sub(r"([*_\[\]])", r"\\\1", html.escape(part, quote=False))
        for part in parts
    )


def _cell(text: str, escape: bool = True) -> str:
    words = _words(text) if escape else text
    return words.replace("|", "\\|").replace("\n", " ")
