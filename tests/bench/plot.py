"""A picture of growth: time and memory of a check, against the number of guides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from bench.measure import Took
from bench.page import megabytes, seconds

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 760, 300, 70, 40, 90
_ROOM = (_WIDTH - 2 * _LEFT - _GAP) / 2

_NAMED = 'role="img" aria-labelledby="title told"'

# Readable on light and on dark ground: it follows what the reader's system asks for, and no colour alone says anything.
_STYLE = """
  text { font: 13px sans-serif; fill: #1b1b1b; } .axis, .grid { stroke: #767676; fill: none; }
  .grid { stroke-opacity: .35; } .line { stroke: #005b66; stroke-width: 2.5; fill: none; } .dot { fill: #005b66; }
  .ground { fill: #fff; }
  @media (prefers-color-scheme: dark) {
    text { fill: #ececec; } .line { stroke: #6fd6e3; } .dot { fill: #6fd6e3; } .ground { fill: #1e2129; }
  }
"""


def plot(growth: Mapping[int, Took]) -> str:
    """The picture as SVG, with its figures as text for those who do not see it."""
    told = "; ".join(f"{n:,} guides: {seconds(t.cpu)}, {megabytes(t.memory)}" for n, t in growth.items())
    time = [(count, took.cpu) for count, took in growth.items()]
    memory = [(count, took.memory) for count, took in growth.items()]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT + 40}" {_NAMED}>',
            '<title id="title">Time and memory of careguide check, against the number of guides</title>',
            f'<desc id="told">{escape(told)}</desc>',
            f"<style>{_STYLE}</style>",
            '<rect class="ground" width="100%" height="100%"/>',
            *_panel("processor time", time, _LEFT, seconds),
            *_panel("memory of the process", memory, _LEFT + _ROOM + _GAP, megabytes),
            "</svg>\n",
        )
    )


def _panel(title: str, points: Sequence[tuple[int, float]], left: float, show: Callable[[float], str]) -> Iterator[str]:
    """One curve; both axes grow tenfold from line to line, so that a straight line means: in proportion."""
    across = _Scale([count for count, _ in points], left, left + _ROOM)
    up = _Scale([value for _, value in points], _HEIGHT - 20, _TOP)
    yield f'<text x="{left}" y="{_TOP - 16}" font-weight="bold">{escape(title)}</text>'
    for value in up.lines:
        yield f'<path class="grid" d="M{left} {up(value):.1f}h{_ROOM}"/>'
        yield f'<text x="{left - 8}" y="{up(value) + 4:.1f}" text-anchor="end">{escape(show(value))}</text>'
    for value in across.lines:
        yield f'<path class="grid" d="M{across(value):.1f} {_TOP}V{_HEIGHT - 20}"/>'
        yield f'<text x="{across(value):.1f}" y="{_HEIGHT}" text-anchor="middle">{value:,.0f}</text>'
    yield f'<path class="axis" d="M{left} {_TOP}V{_HEIGHT - 20}h{_ROOM}"/>'
    places = [(across(count), up(value)) for count, value in points]
    yield f'<polyline class="line" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>'
    for x, y in places:
        yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    yield f'<text x="{left + _ROOM / 2}" y="{_HEIGHT + 24}" text-anchor="middle">guides</text>'


class _Scale:
    """Where a value stands between two edges; ``lines`` are the powers of ten around all values."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        low, high = floor(log10(min(values))), ceil(log10(max(values)))
        self.low, self.high = low, max(high, low + 1)
        self.start, self.end = start, end

    @property
    def lines(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]

    def __call__(self, value: float) -> float:
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)
