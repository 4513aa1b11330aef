"""A book → the HTML of its chapters, for a page on a screen."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from careguide.book.blocks import Book
from careguide.book.html_ast import HtmlAst
from careguide.book.pandoc import PandocFault, convert
from careguide.book.pandoc_ast import encoded

# Nothing that an editor writes can look like this: in text, every < is escaped.
_BETWEEN_CHAPTERS = re.compile(r'(?<=</section>)\s+(?=<section id="[^"]*" class="level1")')


class HtmlPress:
    """Makes one book after the other; a chapter that is as it was in the last book is not made again."""

    def __init__(self) -> None:
        self._made: Mapping[bytes, str] = {}

    def chapters(self, book: Book) -> dict[str, str]:
        """Each chapter by its name: a ``section`` that holds its heading, and its sections in the same way.

        Raises ``BrokenLink`` and ``Unprintable`` for a book that cannot be made, ``PandocFault`` where pandoc fails.
        """
        ast = HtmlAst()
        nodes = {chapter.name: ast.chapter(chapter) for chapter in book.chapters}
        ast.check_links()
        keys = {name: msgspec.json.encode(content) for name, content in nodes.items()}
        new = [name for name, key in keys.items() if key not in self._made]
        document = encoded(ast.meta(book), [node for name in new for node in nodes[name]])
        made = _BETWEEN_CHAPTERS.split(convert(document, "html5", "--section-divs").decode().strip()) if new else []
        if len(made) != len(new):
            raise PandocFault(f"pandoc made {len(made)} chapters of {len(new)}")
        known = {**self._made, **{keys[name]: text for name, text in zip(new, made, strict=True)}}
        self._made = {key: known[key] for key in keys.values()}
        return {name: self._made[key] for name, key in keys.items()}
