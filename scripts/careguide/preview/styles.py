"""The books' style sheet as the preview needs it: for a part of a page, and with switches in the place of devices."""

from __future__ import annotations

import re

from careguide.book.epub import style

# A book asks the reader's device; the preview shows either answer, on whatever it runs.
_SWITCHES = {
    "@media (prefers-color-scheme: dark) {": '[data-scheme="dark"] & {',
    "@media (max-width: 28em) {": "@container device (max-width: 28em) {",
}
_CHARSET = '@charset "utf-8";'
_BODY = re.compile(r"^(\s*)body \{", re.MULTILINE)


def book_style() -> str:
    """The sheet for everything inside ``.book``, which stands for the body of a book."""
    sheet = style().decode().replace(_CHARSET, "")
    for asked, switched in _SWITCHES.items():
        sheet = sheet.replace(asked, switched)
    inside = _BODY.sub(r"\1& {", sheet)
    return f".book {{\n{inside}\n}}\n"
