"""A tree of values and remarks → lines: the one way in which a source is laid out.

A field has a line, a unit has lines of its own, and an empty line comes between units. What is short and no unit (a
list of ids, a quantity, a code) stands in brackets on one line; a text that is too long for its line is folded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careguide.source import block_scalar, quote
from careguide.source.layout.node import Node

WIDTH = 120
STEP = 2


def file(top: Node) -> list[str]:
    """The lines of a whole file."""
    return [*top.above, *_inside(top, 0)]


def field(name: str, node: Node, indent: int) -> list[str]:
    """The lines of a field."""
    return _entry(f"{quote.plain(name)}:", node, indent)


def item(node: Node, indent: int) -> list[str]:
    """The lines of an item of a list; its dash stands at ``indent``, and the first field of a group beside that."""
    if not node.fields:
        return _entry("-", node, indent)
    # No remark can stand between the dash and the first field.
    first = next(iter(node.fields.values()))
    node.above += first.above
    first.above = []
    if not _on_lines(node, indent + 1):
        return _entry("-", node, indent)
    line, *others = _inside(node, indent + STEP)
    return [*_at(indent, [*node.above, *node.beside]), f"{' ' * indent}- {line[indent + STEP :]}", *others]


def _inside(node: Node, indent: int) -> list[str]:
    """The lines of what a group or a list holds."""
    lines: list[str] = []
    previous: Node | None = None
    for name, part in node.parts.items():
        if previous is not None and _apart(previous, part, indent, is_item=isinstance(name, int)):
            lines.append("")
        lines += item(part, indent) if isinstance(name, int) else field(name, part, indent)
        previous = part
    return [*lines, *_at(indent, node.below)]


def _entry(start: str, node: Node, indent: int) -> list[str]:
    """The lines of a field or an item, of which the first begins with ``start``."""
    text, inside = _inline(node), []
    if _on_lines(node, indent + len(start)):
        text, inside = "", _inside(node, indent + STEP)
    elif isinstance(node.value, str) and ("\n" in node.value or indent + len(start) + 1 + len(text) > WIDTH):
        sign, inside = _below(node.value, indent + STEP)
        text = sign or text
    beside = f"  {node.beside[0]}" if node.beside else ""
    first = f"{' ' * indent}{start} {text}".rstrip(" ") + beside
    return [*_at(indent, [*node.above, *node.beside[1:]]), first, *inside]


def _below(value: str, indent: int) -> tuple[str, list[str]]:
    """The sign and the lines of a text that stands on lines of its own; nothing where it cannot or need not."""
    chomp = "" if value.endswith("\n") else "-"
    literal = value.rstrip("\n").split("\n")
    if len(literal) > 1 and block_scalar.holds("|", value) and all(_is_seen(line, indent) for line in literal):
        return f"|{chomp}", _at(indent, literal)
    if block_scalar.holds(">", value):
        folded = block_scalar.folded(value, WIDTH - indent)
        if len(folded) > 1 or indent + len(value) <= WIDTH:
            return f">{chomp}", _at(indent, folded)
    return "", []


def _is_seen(line: str, indent: int) -> bool:
    """Whether all of a line shows: it is not too long, and no space stands at its end."""
    return indent + len(line) <= WIDTH and not line.endswith((" ", "\t"))


# Remarks and empty lines


def _at(indent: int, texts: Iterable[str]) -> list[str]:
    return [" " * indent + text if text else "" for text in texts]


def _apart(previous: Node, part: Node, indent: int, *, is_item: bool) -> bool:
    """Whether an empty line comes between two neighbours."""
    if is_item and (is_unit(previous) or is_unit(part)):
        return True
    tall = not is_item and (is_tall(previous, indent) or is_tall(part, indent))
    if tall and indent == 0:
        return True
    return part.apart and (tall or bool(part.above) or (indent == 0 and not is_item))


def is_unit(node: Node) -> bool:
    """Whether a group has a name of its own."""
    return bool(node.fields) and "id" in (node.fields or {})


def is_tall(node: Node, indent: int) -> bool:
    """Whether a field holds a group on lines of its own, or a list of such."""
    inner = node.items if node.items is not None else [node]
    return any(part.fields is not None and _on_lines(part, indent + STEP + 1) for part in inner)


# Brackets


def _on_lines(node: Node, start: int) -> bool:
    """Whether what a value holds stands on lines of its own, when its line begins with so many characters."""
    if not node.has_parts:
        return False
    return node.holds_remarks or not _is_short(node) or start + 1 + len(_inline(node)) > WIDTH


def _is_short(node: Node) -> bool:
    """Whether a value may stand in brackets: no unit, no sentence, no list of groups."""
    if node.items is not None:
        return all(not part.fields and _is_short(part) for part in node.items)
    if node.fields is not None:
        return not is_unit(node) and all(_is_short(part) for part in node.fields.values())
    return not isinstance(node.value, str) or not ("\n" in node.value or node.value.endswith("."))


def _inline(node: Node, *, in_brackets: bool = False) -> str:
    """A value on one line."""
    if node.fields is not None:
        return "{" + ", ".join(_pairs(node.fields)) + "}"
    if node.items is not None:
        return "[" + ", ".join(_inline(part, in_brackets=True) for part in node.items) + "]"
    if node.value is None and not in_brackets:
        return ""
    return node.written or quote.plain(node.value, in_brackets=in_brackets)


def _pairs(fields: dict[str, Node]) -> Iterator[str]:
    return (
        f"{quote.plain(name, in_brackets=True)}: {_inline(part, in_brackets=True)}" for name, part in fields.items()
    )
