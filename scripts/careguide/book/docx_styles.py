"""The styles of the DOCX, as a table: what a Word user finds in the list of styles."""

from __future__ import annotations

from dataclasses import dataclass, replace

from careguide.book.blocks import Kind, Look, Style
from careguide.book.docx_ast import CALLOUTS, LOOKS, STYLES, WORDS

FONT, FIXED = "Calibri", "Consolas"
INK, HEADING, ACCENT, MUTED, LINK = "1C2529", "17414D", "2F5D6B", "4B5A60", "0B5568"
HAIRLINE, GROUND = "C3CED2", "EEF3F5"
_RED, _AMBER = ("9C1F1F", "FDF3F2", "8A1616"), ("8A5A00", "FDF7EA", "6B4500")
TONES = {
    Kind.DRAFT: _RED,
    Kind.CONTRAINDICATION: _RED,
    Kind.CRITICAL: _RED,
    Kind.WARNING: _AMBER,
    Kind.HIGH: _AMBER,
}
"""By kind of callout: the colours of its bar, its ground and its word."""


@dataclass(frozen=True, kw_only=True)
class Characters:
    """A style, or the part of one that shapes letters. Sizes in half points, as Word counts them."""

    name: str
    size: int = 0
    bold: bool | None = None
    italic: bool | None = None
    underline: bool = False
    colour: str = ""
    font: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraphs(Characters):
    """A paragraph style. Spaces and indents in twentieths of a point; other styles by their names."""

    based_on: str = "Normal"
    next: str = ""
    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    together: bool = False
    """No space between paragraphs of this style."""
    bar: tuple[int, str, str] | None = None
    """A bar at the left: its width in eighths of a point, its colour, and the colour of the ground."""
    rule: str = ""
    """The colour of a line below."""
    tab: int = 0
    tab_at: str = "right"
    """A tab stop, and the side of it at which words are lined up."""
    level: int | None = None
    """The level in the outline."""


def _heading(level: int, size: int, before: int, after: int, rule: str = "") -> Paragraphs:
    return Paragraphs(
        name=f"heading {level}", next="Body Text", size=size, bold=True, colour=HEADING, before=before, after=after,
        keep_next=True, keep_lines=True, page_break=level == 1, rule=rule, level=level - 1,
    )  # fmt: skip


def _callout(kind: Kind) -> tuple[Paragraphs, Paragraphs]:
    """The style of a callout's word, and that of what follows it.

    Their bars differ by an eighth of a point: paragraphs with the same borders grow together, and so would callouts
    that follow each other.
    """
    colour, ground, word = TONES[kind]
    draft = kind is Kind.DRAFT
    head = Paragraphs(
        name=WORDS[kind], next=CALLOUTS[kind], bold=True, colour=word, size=32 if draft else 0, before=160, left=284,
        right=142, keep_next=True, keep_lines=True, bar=(36, colour, ground),
    )  # fmt: skip
    rest = Paragraphs(
        name=CALLOUTS[kind], size=24 if draft else 0, after=160, left=284, right=142, keep_lines=True, together=True,
        bar=(35, colour, ground),
    )  # fmt: skip
    return head, rest


def paragraph_styles(text_width: int) -> tuple[Paragraphs, ...]:
    """``text_width`` is where the page numbers of the contents stand."""
    return (
        Paragraphs(name="Normal", based_on="", size=21, colour=INK, after=100),
        Paragraphs(name="Body Text", before=60, after=100),
        Paragraphs(name="First Paragraph", based_on="Body Text", before=60, after=100),
        Paragraphs(name="Compact", based_on="Body Text", before=30, after=30),
        Paragraphs(name="Title", next="Subtitle", size=60, bold=True, colour=HEADING, before=2600, after=120),
        Paragraphs(name="Subtitle", next="Body Text", size=28, colour=MUTED, after=500, rule=ACCENT),
        _heading(1, 40, 0, 240, rule=ACCENT),
        _heading(2, 29, 400, 100),
        _heading(3, 24, 260, 60),
        _heading(4, 21, 200, 40),
        replace(_heading(1, 40, 0, 240, rule=ACCENT), name="TOC Heading", level=None),
        Paragraphs(name="toc 1", size=19, bold=True, before=30, tab=text_width),
        Paragraphs(name="toc 2", size=18, left=284, tab=text_width),
        Paragraphs(name="header", size=17, colour=MUTED, tab=text_width),
        Paragraphs(name="footer", size=17, colour=MUTED, tab=text_width),
        Paragraphs(name="caption", size=19, bold=True, colour=HEADING, before=160, after=60),
        Paragraphs(name="Table Caption", based_on="caption", before=160, after=60, keep_next=True),
        Paragraphs(name="Image Caption", based_on="caption", bold=False, colour=MUTED, after=200),
        Paragraphs(name="Drawing", keep_next=True, before=120, after=60),
        Paragraphs(name="Drawing Text", size=18),
        Paragraphs(name="Table Text", size=18, before=20, after=20),
        Paragraphs(name="Table Head", based_on="Table Text", bold=True, before=20, after=20, keep_next=True),
        Paragraphs(name="List Bullet", before=30, after=30),
        Paragraphs(name="List Number", before=30, after=30),
        Paragraphs(name="List Continue", after=60),
        Paragraphs(name="Definition Term", bold=True, before=120, keep_next=True),
        Paragraphs(name="Definition", after=40, left=284),
        Paragraphs(name=LOOKS[Look.FACTS], size=20, after=80),
        Paragraphs(name=LOOKS[Look.ENTRY], before=160, after=20, keep_next=True),
        Paragraphs(name=LOOKS[Look.SMALL], size=17, colour=MUTED, after=120),
        Paragraphs(name=LOOKS[Look.COVER_FACT], size=22, before=40, after=40, tab=1700, tab_at="left"),
        *(style for kind in Kind for style in _callout(kind)),
    )


CHARACTER_STYLES = (
    Characters(name=STYLES[Style.STRONG], bold=True),
    Characters(name=STYLES[Style.LABEL], bold=True, colour="3F5961", size=18),
    Characters(name=STYLES[Style.ASIDE], size=16, colour=MUTED),
    Characters(name=STYLES[Style.LOCATOR], size=15, colour=MUTED),
    Characters(name=STYLES[Style.UNSTATED], italic=True),
    Characters(name=STYLES[Style.CODE], font=FIXED, size=18),
    Characters(name="Hyperlink", colour=LINK, underline=True),
)
