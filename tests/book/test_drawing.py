"""The ladder: every state and every way is drawn, nothing overlaps, and nothing leaves the page."""

from __future__ import annotations

from itertools import combinations

import pytest
from lxml import etree

from bundles import edition, everything
from careguide.book.assemble import book
from careguide.book.blocks import Figure
from careguide.book.drawing import Box, Ends, words
from careguide.book.svg import svg
from careguide.edition import Edition


def figure(of: Edition) -> Figure:
    overview = next(chapter for chapter in book(of).chapters if chapter.name == "overview")
    return next(block for block in overview.content if isinstance(block, Figure))


@pytest.fixture(params=["everything", "spondylosis"])
def published(request: pytest.FixtureRequest) -> Edition:
    return everything() if request.param == "everything" else edition(request.param)


def test_every_state_and_every_way_is_drawn(published: Edition) -> None:
    drawing, escalation = figure(published).drawing, published.guide.overview.escalation
    assert len(drawing.boxes) == len(escalation.states) + len(escalation.transitions)
    reached = {published.guide.resolve(step.to, step) for step in escalation.transitions}
    assert sum(arrow.end is Ends.HEAD for arrow in drawing.arrows) == len({unit.address for unit in reached if unit})
    assert all(state.name.rstrip(".") in figure(published).alternative for state in escalation.states)


def test_nothing_overlaps_or_leaves_the_page(published: Edition) -> None:
    drawing = figure(published).drawing
    assert not [pair for pair in combinations(drawing.boxes, 2) if overlap(*pair)]
    points = [point for arrow in drawing.arrows for point in arrow.points]
    corners = [(box.x + box.width, box.y + box.height) for box in drawing.boxes]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in (*points, *corners))


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def test_the_svg_says_what_is_drawn(published: Edition) -> None:
    drawn = etree.fromstring(svg(figure(published).drawing, "Title & <more>").encode())
    said = " ".join(" ".join(map(str, drawn.itertext())).split())
    assert "Title & <more>" in said
    for box in figure(published).drawing.boxes:
        for paragraph in box.words:
            assert paragraph.lines
            assert all(line in said for line in paragraph.lines)


def test_a_word_longer_than_a_line_is_cut() -> None:
    cut = words("Donaudampfschifffahrtsgesellschaft " * 3, 100, 15)
    assert len(cut.lines) > 6
    assert "".join(cut.lines) == "Donaudampfschifffahrtsgesellschaft" * 3
