"""Who may import whom: as docs/explanation/architecture.md says it, and never in a circle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

CLONE = Path(__file__).parents[1]
CODE = CLONE / "scripts"
PAGE = CLONE / "docs" / "explanation" / "architecture.md"


def name(path: Path) -> str:
    return ".".join(path.relative_to(CODE).with_suffix("").parts).removesuffix(".__init__")


MODULES: Mapping[str, Path] = {name(path): path for path in sorted((CODE / "careguide").rglob("*.py"))}


def imports(module: str, *, types: bool) -> Iterator[str]:
    """The modules of careguide that one imports, at once or late; with ``types``, also those for types alone."""
    nodes: list[ast.AST] = [ast.parse(MODULES[module].read_text("utf-8"))]
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            found = (f"{node.module}.{each.name}" for each in node.names)
            yield from (each if each in MODULES else node.module for each in found if each.startswith("careguide"))
        if types or not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            nodes += ast.iter_child_nodes(node)


def part(module: str) -> str:
    """The package or module directly in careguide that a module is, or stands in."""
    return module.split(".")[1] if "." in module else module


def layers() -> Mapping[str, int]:
    """The number of each part's layer, counted from the top."""
    block = re.search(r"## Who may import whom.*?```text\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block
    return {each: number for number, line in enumerate(block[1].splitlines()) for each in line.split()}


def test_every_part_has_a_layer() -> None:
    assert layers().keys() == {part(module) for module in MODULES} - {"careguide"}


def test_a_module_imports_what_stands_beside_or_below_it() -> None:
    known = {**layers(), "careguide": 99}
    pairs = {(module, other) for module in MODULES for other in imports(module, types=True)}
    assert not {(module, other) for module, other in pairs if known[part(other)] < known[part(module)]}


def test_no_modules_need_each_other() -> None:
    graph = {module: {other for other in imports(module, types=False) if other != module} for module in MODULES}
    assert [*TopologicalSorter(graph).static_order()]
