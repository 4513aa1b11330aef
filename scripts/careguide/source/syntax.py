"""Why a text stops being YAML, told to somebody who has never heard of YAML.

The parsers say what they expected; that is rarely what went wrong. Each of their messages leads to a function
that looks at the lines around the place for the usual causes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from careguide.source.events import Refused
from careguide.source.file import SourceFile
from careguide.source.troubles import QUOTES, Troubles, shown
from careguide.source.where import Where, indent_of, spaces

_FIELD = re.compile(r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<name>[^\s#\"'\[\]{}:][^:]{0,60}): +(?P<text>\S.*)")
_TAB_INDENT = re.compile(r" *\t\s*\S")


def explain(source: SourceFile, refused: Refused, troubles: Troubles) -> None:
    """Notes the one finding for the place where a text stops being YAML."""
    where = Where(source, refused, troubles)
    if _tab(where):
        return
    told = f"{refused.context} | {refused.problem}"
    for pattern, tell in _CAUSES:
        if re.search(pattern, told):
            tell(where)
            return
    _anything(where)


def _tab(where: Where) -> bool:
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


def _colon(where: Where) -> None:
    """A colon where no field can begin: inside a text, or in a line that is too deep."""
    field = _FIELD.match(where.line)
    if field and field.end("name") < where.column - 1:
        text = field["text"].replace("\\", "\\\\").replace('"', '\\"')
        hint = f'Put the whole text in quotes: {field["name"]}: "{shown(text, 70)}"'
        where.add(
            "syntax",
            "This text holds a colon followed by a space, and has no quotes.",
            (where.at, where.at + 1),
            hint,
        )
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


def _no_colon(where: Where) -> None:
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


def _misfit(where: Where) -> None:
    """Something where a field or an item should begin."""
    if where.character == ":":
        hint = "Write the name of the field before it. If this is a text that starts with a colon, put it in quotes."
        where.add("syntax", "The name of a field is missing before this colon.", (where.at, where.at + 1), hint)
        return
    if not where.is_first:
        _leftover(where)
        return
    if _lost_dash(where):
        return
    source, indent = where.source, where.column - 1
    heads: dict[int, int] = {}
    for number in range(where.number - 1, max(where.number - 400, 0), -1):
        line = source.line(number)
        if line.strip()[:1] not in ("", "#") and indent_of(line) <= min(heads, default=1000):
            heads.setdefault(indent_of(line), number)
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
    where.add(
        "indentation",
        message,
        where.whole_line(where.number),
        hint,
        why="The spaces at the start of a line say what it belongs to.",
    )


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


def _leftover(where: Where) -> None:
    """Something after the end of a value in quotes or brackets."""
    last = where.before.rstrip()[-1:]
    opening = _opening_quote(where, last) if last and last in "'\"" else None
    if opening is not None:
        message = f"The quote {last} that opens here is closed only on line {where.number}."
        hint = f"Write {last} where the text ends."
        where.add("syntax", message, (opening, opening + 1), hint)
        return
    if where.character in "]}":
        message, hint = (
            f"`{where.character}` closes a bracket that was not opened.",
            "Remove it, or put the whole text in quotes.",
        )
    elif last == "'":
        message = "The text goes on after its closing quote."
        hint = "An apostrophe inside ' quotes is written twice: ''. Or put the whole text in \" quotes."
    elif last == '"':
        message = "The text goes on after its closing quote."
        hint = 'Put all of it inside the quotes. A " inside " quotes is written \\".'
    elif last and last in "]}":
        message, hint = (
            f"Something stands after the closing `{last}`.",
            "Remove it, or put the whole text in quotes.",
        )
    else:
        _anything(where)
        return
    where.add("syntax", message, where.rest(), hint)


def _opening_quote(where: Where, quote: str) -> int | None:
    """Where the quote that ends in this line was opened, if in a line above: it was left open there."""
    if where.before.count(quote) % 2 == 0:
        return None
    for number in range(where.number - 1, max(where.number - 400, 0), -1):
        line = where.source.line(number)
        if line.count(quote) % 2:
            return where.source.offset(number, line.rindex(quote) + 1)
    return None


def _list_beside_name(where: Where) -> None:
    name = where.before.strip().rstrip(":")
    item = shown(where.line[where.column - 1 :])
    hint = (
        f"Start the list on the next line: `{shown(name)}:` and below it `  {item}`. If it is a text, put it in quotes."
    )
    where.add("syntax", "A list cannot start on the line of the field's name.", where.rest(), hint)


def _open_quote(where: Where) -> None:
    start = where.refused.since
    quote = where.source.text[start : start + 1]
    other = "'" if quote == '"' else '"'
    hint = f"Write {quote} where the text ends. If the text only contains it, put all of it between {other}."
    where.add("syntax", f"The quote {quote} that opens here is never closed.", (start, start + 1), hint)


def _escape(where: Where) -> None:
    start = where.source.text.rfind("\\", 0, where.refused.at + 1)
    start = start if start >= where.refused.since else where.at
    code = where.source.text[start : start + 2]
    hint = r"Write two backslashes, \\, for one. Or put the text in ' quotes, where a backslash is a backslash."
    where.add(
        "syntax",
        f'A backslash in " quotes starts a code, and `{shown(code)}` is none.',
        (start, start + 2),
        hint,
    )


def _open_bracket(where: Where) -> None:
    start = where.refused.since
    bracket = where.source.text[start : start + 1]
    closing = {"[": "]", "{": "}"}.get(bracket, "]")
    if where.since_number != where.number or where.refused.at >= len(where.source.text.rstrip()):
        message = f"The bracket `{bracket}` that opens here is not closed."
        hint = f"Write `{closing}` where it ends. If it is a text that starts with {bracket}, put it in quotes."
        where.add("syntax", message, (start, start + 1), hint)
        return
    message = f"A comma or `{closing}` is missing before this."
    hint = f"Separate with commas between {bracket} and {closing}. Texts with : ? [ {{ or , need quotes there."
    where.add("syntax", message, where.rest(), hint)


def _nothing_there(where: Where) -> None:
    sign = where.character
    if sign in "]}":
        message, hint = (
            f"`{sign}` closes a bracket that was not opened.",
            "Remove it, or put the whole text in quotes.",
        )
    elif sign == ",":
        message, hint = (
            "Nothing stands before this comma.",
            "Remove the comma. If a text starts with it, put it in quotes.",
        )
    else:
        message, hint = f"A value should stand here, not `{sign}`.", QUOTES
    where.add("syntax", message, (where.at, where.at + 1), hint)


def _bad_start(where: Where) -> None:
    sign = where.character
    if where.before.rstrip()[-1:] in ("'", '"'):
        _leftover(where)
        return
    if sign == "%" and where.column == 1:
        where.troubles.directive(*where.rest())
        return
    where.add("syntax", f"A text without quotes cannot start with “{sign}”.", (where.at, where.at + 1), QUOTES)


def _sign(where: Where) -> None:
    """``&``, ``*`` or ``!`` at the start of a text, and then something that the parser does not take."""
    start = where.refused.since
    sign = where.source.text[start : start + 1]
    if sign in ("&", "*"):
        where.troubles.anchor(sign, start, start + 1, ())
    else:
        where.troubles.tag(start, start + 1, ())


def _block_header(where: Where) -> None:
    start = where.refused.since
    sign = where.source.text[start : start + 1]
    message = f"`{sign}` at the start of a value means that the text begins on the next line."
    hint = f"Start the text there, further to the right. If the text itself starts with {sign}, use quotes."
    where.add("syntax", message, (start, max(where.whole_line(where.number)[1], start + 1)), hint)


def _question(where: Where) -> None:
    where.add("syntax", "A text without quotes cannot start with “?”.", (where.at, where.at + 1), QUOTES)


def _directive(where: Where) -> None:
    where.troubles.directive(*where.whole_line(where.since_number))


def _anything(where: Where) -> None:
    hint = "Compare it and the line above with their neighbours: spaces at the start, colons, quotes, brackets."
    where.add("syntax", "The file cannot be read from here on.", where.rest(), hint)


# The phrases of both parsers, the narrower first.
_CAUSES: tuple[tuple[str, Callable[[Where], None]], ...] = (
    (r"directive|incompatible YAML", _directive),
    (r"scanning an? (alias|anchor)", _sign),
    (r"(scanning|parsing) a tag|undefined tag handle|tag handle", _sign),
    (r"escape|hexdecimal|hexadecimal", _escape),
    (r"quoted scalar", _open_quote),
    (r"block scalar", _block_header),
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", _no_colon),
    (r"sequence entries are not allowed", _list_beside_name),
    (r"mapping keys are not allowed", _question),
    (r"cannot start any token", _bad_start),
    (r"node content", _nothing_there),
    (r"parsing a flow|unexpected ':'", _open_bracket),
    (r"expected (key|'-' indicator|<document start>|<block end>|'<document start>')", _misfit),
)
