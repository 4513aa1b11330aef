"""Without our own language server, the first line of a source is enough for completion, hover and checks.

Red Hat's yaml-language-server, which VS Code's YAML extension brings, reads our schemas by that line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from careguide.source.place import Place, TreePath
from careguide.source.reader import read
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore
from conformance.tools import CLONE, module, node, npm_package

if TYPE_CHECKING:
    from lsp.editor import Editor

pytestmark = pytest.mark.conformance

SOURCES = sorted((CLONE / "sources" / "spondylosis").glob("*.yaml"))
SCHEMAS = SchemaStore(CLONE / "schema")
SETTINGS = {"yaml": {"hover": True, "completion": True, "validate": True, "schemaStore": {"enable": False, "url": ""}}}


@pytest.fixture(scope="module")
def server() -> Iterator[Editor]:
    module("pygls")
    program = npm_package("yaml-language-server") / "bin" / "yaml-language-server"
    from lsp.editor import Editor

    with Editor(CLONE, command=(node(), str(program), "--stdio")) as editor:
        editor.configure(SETTINGS)
        yield editor


@pytest.fixture
def editor(server: Editor) -> Iterator[Editor]:
    server.published.clear()
    yield server
    server.close_all()


def finds(editor: Editor, path: Path, *, anything: bool) -> None:
    """Waits until it finds something in a file, or nothing; it does not say of which version it speaks."""

    def told() -> bool | None:
        found = editor.published.get(path.as_uri())
        return True if found and bool(found.diagnostics) is anything else None

    editor.until(told)


def named_fields(path: Path) -> dict[TreePath, Place]:
    """One place for each field that a file has, by its path with every item of a list taken as the first."""
    source, _ = read(path, path.name)
    found: dict[TreePath, Place] = {}
    open_ = [Place(source)]
    while open_:
        place = open_.pop()
        value = place.value
        for step, _ in (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        ):
            open_.append(place / step)
            if isinstance(step, str):
                alike = tuple(0 if isinstance(each, int) else each for each in open_[-1].path)
                found.setdefault(alike, open_[-1].key)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_it_finds_nothing_wrong_with_the_sources(editor: Editor, path: Path) -> None:
    editor.open(path)
    sound = editor.texts[path]
    editor.type(path, sound + "something: else\n")
    finds(editor, path, anything=True)
    editor.type(path, sound)
    finds(editor, path, anything=False)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_it_describes_every_field_in_our_words(editor: Editor, path: Path) -> None:
    editor.open(path)
    outline = Outline.of_file(SCHEMAS, path.stem)
    fields = named_fields(path)
    assert len(fields) > 5
    for alike, place in fields.items():
        described = outline.at(alike)
        assert described is not None
        assert described.description
        line, column, *_ = place.span
        told = editor.hover(path, place.source.offset(line, column + 1))
        if described.fields and not isinstance(place.value, dict):
            assert told  # of what can be a number or a group, it tells what it is here
        else:
            assert described.description in told.replace("\\", ""), alike


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_it_offers_the_fields_that_are_not_there_yet(editor: Editor, path: Path) -> None:
    editor.open(path)
    editor.type(path, editor.texts[path].rstrip("\n") + "\n\n")
    source, _ = read(path, path.name)
    assert isinstance(source.value, dict)
    expected = [name for name in Outline.of_file(SCHEMAS, path.stem).fields if name not in source.value]
    assert sorted(editor.labels(path, len(editor.texts[path]))) == sorted(expected)


def test_it_offers_the_choices(editor: Editor) -> None:
    path = CLONE / "sources" / "spondylosis" / "massage.yaml"
    editor.open(path)
    editor.replace(path, "role: main", "role: ")
    assert editor.labels(path, "role: |\n") == ["main", "complementary", "last-resort"]
    editor.replace(path, "technique: [stroking]", "technique: []")
    assert set(editor.labels(path, "technique: [|]")) >= {"stroking", "kneading", "patting"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("role: main", "role: mian"), ("role: main", "rolle: main"), ("role: main\n", ""), ("id: massage", "id: masage")],
)
def test_it_finds_a_fault(editor: Editor, old: str, new: str) -> None:
    path = CLONE / "sources" / "spondylosis" / "massage.yaml"
    editor.open(path)
    finds(editor, path, anything=False)
    editor.replace(path, old, new)
    finds(editor, path, anything=True)
