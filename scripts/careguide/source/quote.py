"""A value → how it is written in a source: without quotes where that is safe, else with them.

Texts with characters that a source may not hold are not for here.
"""

from __future__ import annotations

import json
import re

from careguide.source.plain_scalar import NumberFault, resolve

# A text that starts with one of these, or holds a colon or a hash with space beside it, means something else.
_SIGNS = tuple("-?:,[]{}#&*!|>'\"%@`=~.")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|^\s|\s$|[\n\r]|^(?:---|\.\.\.)")
_UNSAFE_IN_BRACKETS = re.compile(r"[,\[\]{}:?#]")


def text(value: str, style: str = "", *, in_brackets: bool = False) -> str:
    """A text, in the style of the one it replaces (``'``, ``"`` or none) where that can hold it."""
    if style == "" and _is_safe(value, in_brackets=in_brackets):
        return value
    # Between ' nothing but that quote itself needs another sign before it.
    single = style == "'" or (style == "" and ('"' in value or "\\" in value))
    if single and "\n" not in value and "\r" not in value:
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def _is_safe(value: str, *, in_brackets: bool = False) -> bool:
    """Whether a text means itself without quotes."""
    if not value or value.startswith(_SIGNS) or _UNSAFE.search(value):
        return False
    if in_brackets and _UNSAFE_IN_BRACKETS.search(value):
        return False
    try:
        return isinstance(resolve(value), str)
    except NumberFault:
        return False


def plain(value: object, *, in_brackets: bool = False) -> str:
    """Any value, on one line: lists and groups of fields stand in brackets."""
    if isinstance(value, str):
        return text(value, in_brackets=in_brackets)
    if isinstance(value, dict):
        fields = (f"{plain(name, in_brackets=True)}: {plain(held, in_brackets=True)}" for name, held in value.items())
        return "{" + ", ".join(fields) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(plain(item, in_brackets=True) for item in value) + "]"
    if isinstance(value, float):
        return _decimal(value)
    return "null" if value is None else json.dumps(value)


def _decimal(value: float) -> str:
    """A number with its digits, never with an exponent, which sources do not allow."""
    written = repr(value)
    if "e" in written:
        written = format(value, ".20f").rstrip("0")
        written += "0" if written.endswith(".") else ""
    return written
