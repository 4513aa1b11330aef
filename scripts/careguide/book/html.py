"""A book → the HTML of its chapters, as the EPUB and the preview show them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from careguide.book.blocks import Book
from careguide.book.html_ast import HtmlAst
from careguide.book.pandoc import PandocFault, convert
from careguide.book.pandoc_ast import encoded

HTML = ("html5", "--section-divs")
"""How pandoc is called for chapters: each becomes a ``section`` that holds its heading, and its sections alike."""

# Nothing that an editor writes can look like this: in text, every < is escaped.
_BETWEEN_CHAPTERS = re.compile(r'(?<=</section>)\s+(?=<section id="[^"]*" class="level1")')


def split(made: bytes, count: int) -> list[str]:
    """What pandoc has made of so many chapters, one by one. Raises ``PandocFault`` if it is another number."""
    chapters = _BETWEEN_CHAPTERS.split(made.decode().strip())
    if len(chapters) != count:
        raise PandocFault(f"pandoc made {len(chapters)} chapters of {count}")
    return chapters


class HtmlPress:
    """Makes one book after the other; a chapter that is as it was in the last book is not made again."""

    def __init__(self) -> None:
        self._made: Mapping[bytes, str] = {}

    def chapters(self, book: Book) -> dict[str, str]:
        """Each chapter by its name.

        Raises ``BrokenLink`` and ``Unprintable`` for a book that cannot be made, ``PandocFault`` where pandoc fails.
        """
        ast = HtmlAst()
        nodes = {chapter.name: ast.chapter(chapter) for chapter in book.chapters}
        ast.check_links()
        keys = {name: msgspec.json.encode(content) for name, content in nodes.items()}
        new = [name for name, key in keys.items() if key not in self._made]
        document = encoded(ast.meta(book), [node for name in new for node in nodes[name]])
        made = split(convert(document, *HTML), len(new)) if new else []
        known = {**self._made, **{keys[name]: text for name, text in zip(new, made, strict=True)}}
        self._made = {key: known[key] for key in keys.values()}
        return {name: self._made[key] for name, key in keys.items()}
