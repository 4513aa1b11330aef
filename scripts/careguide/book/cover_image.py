"""The picture that a reader's library shows for a book: its title, and whether it may be used."""

from __future__ import annotations

from html import escape

from careguide.book.blocks import Book
from careguide.book.drawing import Words, line_height, words
from careguide.content.common import Status
from careguide.content.wording import term

_WIDTH, _HEIGHT, _MARGIN = 600, 900, 60
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_TALLEST_TITLE = 460


def cover_image(book: Book) -> str:
    """As SVG. Its words stand on the title page too, where a screen reader finds them."""
    title = _fitting(book.title)
    below = 130 + title.height + 40
    band = "" if book.status == Status.APPROVED else _band(f"{term(book.status).upper()}: NOT FOR USE")
    size = f'width="{_WIDTH}" height="{_HEIGHT}"'
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {size} role="img">',
            f"<title>{escape(book.title)}</title>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
            f'<rect width="{_WIDTH}" height="70" fill="#17414d"/>',
            _written(title, 130, "#17414d"),
            f'<rect x="{_MARGIN}" y="{below - 22}" width="{_WIDTH - 2 * _MARGIN}" height="3" fill="#2f5d6b"/>',
            _written(_line(f"Treatment guide, version {book.version}", 28), below, "#3f5961"),
            band,
            _written(_line(book.publisher, 24), _HEIGHT - 80, "#4b5a60"),
            "</svg>\n",
        )
    )


def _line(text: str, size: int) -> Words:
    return words(text, _WIDTH - 2 * _MARGIN, size)


def _fitting(title: str) -> Words:
    """As large as there is room for."""
    tried = [words(title, _WIDTH - 2 * _MARGIN, size, bold=True) for size in (64, 52, 42, 34, 26, 20)]
    return next((fit for fit in tried if fit.height <= _TALLEST_TITLE), tried[-1])


def _band(text: str) -> str:
    ground = f'<rect y="700" width="{_WIDTH}" height="80" fill="#8a1616"/>'
    return ground + _written(words(text, _WIDTH - 2 * _MARGIN, 34, bold=True), 718, "#ffffff")


def _written(said: Words, top: int, colour: str) -> str:
    weight = ' font-weight="700"' if said.bold else ""
    looks = f'font-family="{_FONT}" font-size="{said.size}" fill="{colour}"{weight}'
    return "".join(
        f'<text x="{_MARGIN}" y="{top + said.size + index * line_height(said.size)}" {looks}>{escape(line)}</text>'
        for index, line in enumerate(said.lines)
    )
