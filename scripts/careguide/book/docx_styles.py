"""The styles of the DOCX, as a table: what a Word user finds in the list of styles."""

from __future__ import annotations

from dataclasses import dataclass

from careguide.book.blocks import Kind, Look, Style
from careguide.book.docx_ast import CALLOUTS, LOOKS, STYLES, WORDS

FONT, FIXED = "Calibri", "Consolas"
INK, HEADING, ACCENT, MUTED, LINK = "1C2529", "17414D", "2F5D6B", "4B5A60", "0B5568"
HAIRLINE, GROUND = "C3CED2", "EEF3F5"
_RED, _AMBER, _PLAIN = ("9C1F1F", "FDF3F2", "8A1616"), ("8A5A00", "FDF7EA", "6B4500"), ("5B6A70", "F3F6F7", "33434A")
TONES = {
    Kind.DRAFT: _RED,
    Kind.CONTRAINDICATION: _RED,
    Kind.CRITICAL: _RED,
    Kind.WARNING: _AMBER,
    Kind.HIGH: _AMBER,
    Kind.REMARK: _PLAIN,
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
    bar: tuple[str, str] | None = None
    """The colours of a bar at the left and of the ground."""
    rule: str = ""
    """The colour of a line below."""
    tab: int = 0
    """A tab stop at the right."""
    leader: bool = False
    """Dots lead to the tab stop."""
    level: int | None = None
    """The level in the outline."""


def _heading(level: int, size: int, before: int, after: int, rule: str = "") -> Paragraphs:
    return Paragraphs(
        name=f"heading {level}", next="Body Text", size=size, bold=True, colour=HEADING, before=before, after=after,
        keep_next=True, keep_lines=True, page_break=level == 1, rule=rule, level=level - 1,
    )  # fmt: skip


def _callout(kind: Kind) -> Paragraphs:
    bar, ground, _ = TONES[kind]
    return Paragraphs(
        name=CALLOUTS[kind], size=24 if kind is Kind.DRAFT else 0, before=160, after=160, left=284, right=142,
        keep_lines=True, together=True, bar=(bar, ground),
    )  # fmt: skip


def _word(kind: Kind) -> Characters:
    return Characters(name=WORDS[kind], bold=True, colour=TONES[kind][2], size=32 if kind is Kind.DRAFT else 0)


def paragraph_styles(text_width: int) -> tuple[Paragraphs, ...]:
    """``text_width`` is where the page numbers of the contents stand."""
    head = {"next": "Body Text", "size": 40, "bold": True, "colour": HEADING, "after": 240, "rule": ACCENT}
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
        Paragraphs(name="TOC Heading", keep_next=True, page_break=True, **head),
        Paragraphs(name="toc 1", bold=True, before=100, after=20, tab=text_width, leader=True),
        Paragraphs(name="toc 2", after=10, left=284, tab=text_width, leader=True),
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
        Paragraphs(name=LOOKS[Look.SMALL], size=17, colour=MUTED, after=120),
        Paragraphs(name=LOOKS[Look.COVER_FACT], size=22, before=40, after=40),
        *(_callout(kind) for kind in Kind),
    )


CHARACTER_STYLES = (
    Characters(name=STYLES[Style.STRONG], bold=True),
    Characters(name=STYLES[Style.LABEL], bold=True, colour="3F5961", size=18),
    Characters(name=STYLES[Style.ASIDE], size=16, colour=MUTED),
    Characters(name=STYLES[Style.UNSTATED], italic=True),
    Characters(name=STYLES[Style.CODE], font=FIXED, size=18),
    Characters(name="Hyperlink", colour=LINK, underline=True),
    *map(_word, Kind),
)
