"""The table of styles → the DOCX's part ``styles.xml``, made from pandoc's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from careguide.book.docx_ast import TABLE
from careguide.book.docx_styles import (
    ACCENT,
    CHARACTER_STYLES,
    FONT,
    GROUND,
    HAIRLINE,
    Characters,
    Paragraphs,
    paragraph_styles,
)
from careguide.book.ooxml import Element, element, parse, q, serialise, switch, value

_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_CELL_MARGINS = (("top", "40"), ("left", "85"), ("bottom", "40"), ("right", "85"))
_LINES = (("top", "8", ACCENT), ("bottom", "8", ACCENT), ("insideH", "4", HAIRLINE))


def stylesheet(pandocs: bytes, text_width: int) -> bytes:
    """Pandoc's styles, of which those in our table are made anew. Theme fonts and colours go: they would win."""
    root = parse(pandocs)
    for themed in [*root.iter(q("w:rFonts")), *root.iter(q("w:color"))]:
        themed.getparent().remove(themed)  # type: ignore[union-attr]
    _defaults(root)
    known = {value(style.find(q("w:name"))).casefold(): style for style in root.iter(q("w:style"))}
    for look in (*paragraph_styles(text_width), *CHARACTER_STYLES):
        _restyle(root, known, look)
    for table in ("Table", TABLE):
        if table.casefold() in known:
            root.remove(known[table.casefold()])
    root.extend(_tables())
    return serialise(root)


def style_id(name: str) -> str:
    """The id by which paragraphs name a style, as Word and pandoc make it: ``toc 1`` is ``TOC1``."""
    if name.startswith("toc "):
        return name.upper().replace(" ", "")
    return (name[:1].upper() + name[1:]).replace(" ", "")


def _defaults(root: Element) -> None:
    defaults = next(root.iter(q("w:rPrDefault"))).find(q("w:rPr"))
    if defaults is not None:
        defaults.insert(0, _fonts(FONT))


def _fonts(name: str) -> Element:
    return element("w:rFonts", {f"w:{script}": name for script in _SCRIPTS})


def _restyle(root: Element, known: Mapping[str, Element], look: Characters) -> None:
    style = known.get(look.name.casefold())
    if style is None:
        kind = "paragraph" if isinstance(look, Paragraphs) else "character"
        style = element("w:style", {"w:type": kind, "w:styleId": style_id(look.name)})
        root.append(style)
    built_in = look.name in _BUILT_IN
    if not built_in:
        style.set(q("w:customStyle"), "1")
    for part in list(style):
        style.remove(part)
    style.append(element("w:name", {"w:val": look.name}))
    if isinstance(look, Paragraphs):
        if look.based_on:
            style.append(element("w:basedOn", {"w:val": style_id(look.based_on)}))
        if look.next:
            style.append(element("w:next", {"w:val": style_id(look.next)}))
    style.append(element("w:qFormat"))
    if isinstance(look, Paragraphs):
        style.append(element("w:pPr", None, *_paragraph(look)))
    if letters := tuple(_letters(look)):
        style.append(element("w:rPr", None, *letters))


_BUILT_IN = frozenset(
    {
        *("Normal", "Body Text", "Title", "Subtitle", "TOC Heading", "toc 1", "toc 2", "header", "footer", "caption"),
        *("heading 1", "heading 2", "heading 3", "heading 4", "List Bullet", "List Number", "List Continue"),
        *("Strong", "Hyperlink"),
    }
)


def _paragraph(look: Paragraphs) -> Iterator[Element]:
    """In the order that the format demands."""
    yield from switch("w:keepNext", look.keep_next)
    yield from switch("w:keepLines", look.keep_lines)
    yield from switch("w:pageBreakBefore", look.page_break)
    if look.rule:
        yield element("w:pBdr", None, _line("bottom", "8", "6", look.rule))
    if look.bar:
        width, colour, ground = look.bar
        yield element("w:pBdr", None, _line("left", str(width), "8", colour))
        yield _shade(ground)
    if look.tab:
        yield element("w:tabs", None, element("w:tab", {"w:val": look.tab_at, "w:pos": str(look.tab)}))
    yield element("w:spacing", {"w:before": str(look.before), "w:after": str(look.after)})
    yield element("w:ind", {"w:left": str(look.left), "w:right": str(look.right)})
    yield from switch("w:contextualSpacing", look.together)
    if look.level is not None:
        yield element("w:outlineLvl", {"w:val": str(look.level)})


def _letters(look: Characters) -> Iterator[Element]:
    if look.font:
        yield _fonts(look.font)
    for name, on in (("b", look.bold), ("i", look.italic)):
        if on is not None:
            yield from (element(f"w:{tag}", {} if on else {"w:val": "0"}) for tag in (name, f"{name}Cs"))
    if look.colour:
        yield element("w:color", {"w:val": look.colour})
    if look.size:
        yield from (element(f"w:{tag}", {"w:val": str(look.size)}) for tag in ("sz", "szCs"))
    if look.underline:
        yield element("w:u", {"w:val": "single"})


def _line(side: str, size: str, space: str, colour: str) -> Element:
    return element(f"w:{side}", {"w:val": "single", "w:sz": size, "w:space": space, "w:color": colour})


def _shade(fill: str) -> Element:
    return element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill})


def _tables() -> Iterator[Element]:
    """``TableNormal``, on which pandoc's own style stands without defining it, and ours."""
    margins = (element(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in _CELL_MARGINS)
    indent = element("w:tblInd", {"w:w": "0", "w:type": "dxa"})
    yield element(
        "w:style",
        {"w:type": "table", "w:default": "1", "w:styleId": "TableNormal"},
        element("w:name", {"w:val": "Normal Table"}),
        element("w:tblPr", None, indent, element("w:tblCellMar", None, *margins)),
    )
    lines = (_line(side, size, "0", colour) for side, size, colour in _LINES)
    yield element(
        "w:style",
        {"w:type": "table", "w:customStyle": "1", "w:styleId": style_id(TABLE)},
        element("w:name", {"w:val": TABLE}),
        element("w:basedOn", {"w:val": "TableNormal"}),
        element("w:tblPr", None, element("w:tblBorders", None, *lines)),
        element("w:tblStylePr", {"w:type": "firstRow"}, element("w:tcPr", None, _shade(GROUND))),
    )
