"""A drawing as SVG, in colours for light and for dark pages."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from careguide.book.drawing import Arrow, Box, Drawing, Ends, line_height

_CSS = """
text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1c2529 }
.bold { font-weight: 700 }
rect { fill: #eef3f5; stroke: #2f5d6b; stroke-width: 1.5 }
.start { fill: #e4f0e9; stroke: #2d6a45; stroke-width: 2.5 }
.end { fill: #f4efe4; stroke: #75541a; stroke-width: 2.5 }
.condition { fill: #ffffff; stroke: #5b6a70; stroke-width: 1; stroke-dasharray: 4 2 }
.page { fill: #ffffff; stroke: none }
path { fill: none; stroke: #46565c; stroke-width: 1.5 }
.head { fill: #46565c; stroke: none }
@media (prefers-color-scheme: dark) {
text { fill: #e6ecee }
rect { fill: #1f2d33; stroke: #8fb7c4 }
.start { fill: #1c3326; stroke: #8cc7a4 }
.end { fill: #362b16; stroke: #d8b774 }
.condition { fill: #14191b; stroke: #93a2a8 }
.page { fill: #14191b; stroke: none }
path { stroke: #a9b8bd }
.head { fill: #a9b8bd }
}
"""
_PADDING = 9


def svg(drawing: Drawing, title: str) -> str:
    """The whole file; ``title`` is what a screen reader says. Lengths are in pixels of CSS."""
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
            f"<title>{escape(title)}</title><style>{_CSS}</style>",
            '<rect class="page" width="100%" height="100%"/>',
            *map(_arrow, drawing.arrows),
            *(part for box in drawing.boxes for part in _box(box)),
            "</svg>\n",
        )
    )


def _box(box: Box) -> Iterator[str]:
    place = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
    yield f'<rect class="{box.tone}" {place} rx="6"/>'
    y = box.y + _PADDING
    for words in box.words:
        look = ' class="bold"' if words.bold else ""
        for line in words.lines:
            baseline = y + words.size
            yield f'<text x="{box.x + _PADDING}" y="{baseline}" font-size="{words.size}"{look}>{escape(line)}</text>'
            y += line_height(words.size)


def _arrow(arrow: Arrow) -> str:
    line = "M" + " L".join(f"{x} {y}" for x, y in arrow.points)
    x, y = arrow.points[-1]
    ends = {
        Ends.PLAIN: "",
        Ends.HEAD: f'<path class="head" d="M{x} {y} l9 -5 v10 z"/>',
        Ends.DOT: f'<circle class="head" cx="{x}" cy="{y}" r="3"/>',
    }
    return f'<path d="{line}"/>{ends[arrow.end]}'
