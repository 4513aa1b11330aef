"""Signs that mean something else than whoever wrote them thought: quotes, brackets, backslashes, and the like."""

from __future__ import annotations

import re

from careguide.source.syntax.where import Where
from careguide.source.troubles import QUOTES, shown

_END_QUOTE = "Write {} where the text ends."
_LEFT_OPEN = re.compile(r"""(?<=[\s\[{,:])(?P<quote>["'])(?:(?!(?P=quote)).)*$""")
"""A quote that begins a value and has no second of its kind behind it in its line."""


def leftover(where: Where) -> None:
    """Something after the end of a value in quotes or brackets."""
    last = where.before.rstrip()[-1:]
    opening = _opening_quote(where, last) if last and last in "'\"" else None
    if opening is not None:
        message = f"The quote {last} that opens here is closed only on line {where.number}."
        hint = _END_QUOTE.format(last)
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
        anything(where)
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


def open_quote(where: Where) -> None:
    start = where.refused.since
    quote = where.source.text[start : start + 1]
    other = "'" if quote == '"' else '"'
    hint = f"Write {quote} where the text ends. If the text only contains it, put all of it between {other}."
    where.add("syntax", f"The quote {quote} that opens here is never closed.", (start, start + 1), hint)


def escape(where: Where) -> None:
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


def open_bracket(where: Where) -> None:
    start = where.refused.since
    bracket = where.source.text[start : start + 1]
    closing = {"[": "]", "{": "}"}.get(bracket, "]")
    left_open = _LEFT_OPEN.search(where.source.line(where.since_number), where.source.position(start)[1])
    if left_open and where.since_number != where.number:
        message, hint = f"The quote {left_open['quote']} that opens here is not closed in this line.", _END_QUOTE
        at = where.source.offset(where.since_number, left_open.start("quote") + 1)
        where.add("syntax", message, (at, at + 1), hint.format(left_open["quote"]))
        return
    if where.since_number != where.number or where.refused.at >= len(where.source.text.rstrip()):
        message = f"The bracket `{bracket}` that opens here is not closed."
        hint = f"Write `{closing}` where it ends. If it is a text that starts with {bracket}, put it in quotes."
        where.add("syntax", message, (start, start + 1), hint)
        return
    message = f"A comma or `{closing}` is missing before this."
    hint = f"Separate with commas between {bracket} and {closing}. Texts with : ? [ {{ or , need quotes there."
    where.add("syntax", message, where.rest(), hint)


def nothing_there(where: Where) -> None:
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


def bad_start(where: Where) -> None:
    sign = where.character
    if where.before.rstrip()[-1:] in ("'", '"'):
        leftover(where)
        return
    if sign == "%" and where.column == 1:
        where.troubles.directive(*where.rest())
        return
    where.add("syntax", f"A text without quotes cannot start with “{sign}”.", (where.at, where.at + 1), QUOTES)


def anchor_or_tag(where: Where) -> None:
    """``&``, ``*`` or ``!`` at the start of a text, and then something that the parser does not take."""
    start = where.refused.since
    sign = where.source.text[start : start + 1]
    if sign in ("&", "*"):
        where.troubles.anchor(sign, start, start + 1, ())
    else:
        where.troubles.tag(start, start + 1, ())


def block_header(where: Where) -> None:
    start = where.refused.since
    sign = where.source.text[start : start + 1]
    message = f"`{sign}` at the start of a value means that the text begins on the next line."
    hint = f"Start the text there, further to the right. If the text itself starts with {sign}, use quotes."
    where.add("syntax", message, (start, max(where.whole_line(where.number)[1], start + 1)), hint)


def question(where: Where) -> None:
    where.add("syntax", "A text without quotes cannot start with “?”.", (where.at, where.at + 1), QUOTES)


def directive(where: Where) -> None:
    where.troubles.directive(*where.whole_line(where.since_number))


def anything(where: Where) -> None:
    hint = "Compare it and the line above with their neighbours: spaces at the start, colons, quotes, brackets."
    where.add("syntax", "The file cannot be read from here on.", where.rest(), hint)
