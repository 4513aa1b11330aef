"""Lines that cannot stand where they do: too deep, without a colon or a dash, or with a tab before them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from careguide.source import characters
from careguide.source.syntax.signs import leftover
from careguide.source.syntax.where import Where, indent_of, spaces
from careguide.source.troubles import shown

_FIELD = re.compile(r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<name>[^\s#\"'\[\]{}:][^:]{0,60}): +(?P<text>\S.*)")
_TAB_INDENT = re.compile(r" *\t\s*\S")
_MERGE_MARK = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?= |$)")
_ODD_SPACE = re.compile(r"[ -]*(?:[\w-]+:)?(?P<odd>" + characters.ODD_SPACE.pattern + ")")


def tab(where: Where) -> bool:
    """Whether a tab stands where only spaces may; then that is the cause, whatever the parser says."""
    lines = where.source.lines
    near = {where.number, where.since_number, where.above()}
    tabbed = [number for number, line in enumerate(lines, 1) if _TAB_INDENT.match(line)]
    first = next((number for number in tabbed if number in near), 0)
    if first:
        column = lines[first - 1].index("\t") + 1
        end = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    elif "\t" in where.refused.problem or where.character == "\t":
        first, column, end = where.number, where.column, where.column
    else:
        return False
    start = where.source.offset(first, 1)
    more = len([number for number in tabbed if number > first])
    message = "A tab stands here, where only spaces can." + (f" So do tabs in {more} more lines." if more else "")
    hint = "Put spaces in its place, two for each step inwards. Most editors can do this for the whole file."
    where.add("tab", message, (start + column - 1, start + end), hint, why="A tab has no certain width.")
    return True


def merge_mark(where: Where) -> bool:
    """Whether the text stops at what git leaves where two people have changed the same lines; then told."""
    for number in dict.fromkeys((where.number, where.since_number, where.above())):
        mark = _MERGE_MARK.match(where.source.line(number)) if number else None
        if mark:
            message = "Two versions of this file were never brought together: they differ below this mark of a merge."
            hint = "Keep the lines of one version, and remove those that start with <<<<<<<, ======= or >>>>>>>."
            where.add("syntax", message, where.whole_line(number), hint)
            return True
    return False


def odd_space(where: Where) -> bool:
    """Whether a space of another kind stands where only plain ones count: before a field, or behind its colon."""
    for number in dict.fromkeys((where.number, where.since_number, where.above())):
        odd = _ODD_SPACE.match(where.source.line(number)) if number else None
        if odd:
            at = where.source.offset(number, odd.start("odd") + 1)
            message = f"This is no plain space, though it looks like one ({characters.number(odd['odd'])})."
            why = "It comes along when text is copied from a web page or a word processor."
            where.add("character", message, (at, at + 1), "Delete it, and type a space with the space bar.", why=why)
            return True
    return False


def colon(where: Where) -> None:
    """A colon where no field can begin: inside a text, or in a line that is too deep."""
    field = _FIELD.match(where.line)
    if field and field.end("name") < where.column - 1:
        message = "This text holds a colon followed by a space, and has no quotes."
        where.add("syntax", message, (where.at, where.at + 1), _in_quotes(where, field))
        return
    above = where.source.line(where.above())
    indent, indent_above = indent_of(where.line), indent_of(above)
    message = "This line does not fit the line above it."
    if ":" not in above:
        start, end = where.whole_line(where.above())
        hint = "A field is a name, a colon, a space and a value. A text of several lines needs `|` or quotes."
        where.add("syntax", "This line has no colon, so it is not a field.", (start, end), hint)
        return
    if indent > indent_above:
        message = "This line stands further to the right than the field above it, which already has its value."
    hint = (
        f"If it is a field beside the one above, start it with {spaces(indent_above)}. "
        "If it goes on with the text above, put that text in quotes."
    )
    where.add("indentation", message, (where.whole_line(where.number)[0], where.at + 1), hint)


def _in_quotes(where: Where, field: re.Match[str]) -> str:
    """How to write a field whose text holds a colon."""
    text = field["text"].replace("\\", "\\\\").replace('"', '\\"')
    hint = f'Put the whole text in quotes: {field["name"]}: "{shown(text, 70)}"'
    second = re.search(r", *([\w-]+)$", where.before)
    if second:
        hint = f"If `{second[1]}` is another field, write it on a line of its own. If not: {hint[0].lower()}{hint[1:]}"
    return hint


def no_colon(where: Where) -> None:
    """A line where a field should be, without a colon; the parser notices in a later line."""
    number = where.since_number
    line = where.source.line(number).strip()
    bounds = where.whole_line(number)
    tight = re.match(r"([\w -]+):(\S.*)", line)
    if tight:
        hint = f"Write a space after the colon: {tight[1]}: {shown(tight[2])}"
        where.add("syntax", "No space stands after the colon.", bounds, hint)
        return
    hint = (
        "If it goes on with the text above, start it further to the right than that field's name. "
        "If it is a field, write a colon and a space after its name."
    )
    where.add("syntax", "This line has no colon, so it is not a field.", bounds, hint)


def list_beside_name(where: Where) -> None:
    name = where.before.strip().rstrip(":")
    item = shown(where.line[where.column - 1 :])
    hint = (
        f"Start the list on the next line: `{shown(name)}:` and below it `  {item}`. If it is a text, put it in quotes."
    )
    where.add("syntax", "A list cannot start on the line of the field's name.", where.rest(), hint)


def misfit(where: Where) -> None:
    """Something where a field or an item should begin."""
    if where.character == ":":
        hint = "Write the name of the field before it. If this is a text that starts with a colon, put it in quotes."
        where.add("syntax", "The name of a field is missing before this colon.", (where.at, where.at + 1), hint)
    elif not where.is_first:
        leftover(where)
    elif not _lost_dash(where):
        _wrong_indent(where)


def _wrong_indent(where: Where) -> None:
    indent, heads = where.column - 1, _heads(where)
    fits = sorted(heads.items(), key=lambda head: abs(head[0] - indent))
    choices = [f"{spaces(width)} like line {number}" for width, number in fits if width != indent][:2]
    if indent in heads and not where.line.lstrip().startswith("- "):
        message = "This line is neither an item of the list nor a field of the item above."
        choices.insert(0, "`- ` if it is an item of the list")
    elif indent in heads:
        message = "This item of a list stands among fields."
    else:
        message = f"This line starts with {spaces(indent)}, which fits none of the lines above it."
    hint = f"Start it with {', or with '.join(choices)}." if choices else "Write the name of its list above it."
    why = "The spaces at the start of a line say what it belongs to."
    where.add("indentation", message, where.whole_line(where.number), hint, why=why)


def _heads(where: Where) -> Mapping[int, int]:
    """The lines to which this one could belong, by the spaces at their start: of each number the nearest above."""
    heads: dict[int, int] = {}
    for number in range(where.number - 1, max(where.number - 400, 0), -1):
        line = where.source.line(number)
        if line.strip()[:1] not in ("", "#") and indent_of(line) <= min(heads, default=1000):
            heads.setdefault(indent_of(line), number)
    return heads


def _lost_dash(where: Where) -> bool:
    """Whether this item is the second of a list, and the first, as far to the right, lacks its dash: then told."""
    indent = where.column - 1
    if where.source.text[where.at : where.at + 2] != "- ":
        return False
    first, number = where.number, where.above()
    while number and indent_of(where.source.line(number)) > indent:
        first, number = number, where.above(number)
    line = where.source.line(first)
    if indent_of(line) != indent + 2 or not where.source.line(number).rstrip().endswith(":"):
        return False
    hint = f"Start it with {spaces(indent)} and `- `, like line {where.number}, if it is the first item of the list."
    where.add("indentation", "This line has no `- `, as the next item has.", where.whole_line(first), hint)
    return True
