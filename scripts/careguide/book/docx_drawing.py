"""A drawing as shapes of the DOCX: vectors with text that can be found, and no picture that needs a fallback.

Pandoc can put an SVG into a DOCX only beside a raster image, which it cannot make, and Word shows a blank without
one. So the drawing becomes a group of DrawingML shapes. Programs that do not know such groups show the text
alternative instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from careguide.book.docx_ast import DRAWING
from careguide.book.docx_body import style_of
from careguide.book.docx_stylesheet import style_id
from careguide.book.drawing import Arrow, Box, Drawing, Tone, Words
from careguide.book.ooxml import NAMESPACES, Element, alternatives, element, q, text_run

_EMU = 8890
"""English metric units to a unit of the drawing: 0.7 points."""

_HALF_POINTS = 1.4
_FILLS = {Tone.STATE: "EEF3F5", Tone.START: "E4F0E9", Tone.END: "F4EFE4", Tone.CONDITION: "FFFFFF"}
_LINES = {Tone.STATE: "2F5D6B", Tone.START: "2D6A45", Tone.END: "75541A", Tone.CONDITION: "5B6A70"}
_WAY = "46565C"


def draw(body: Element, drawings: Iterator[tuple[Drawing, str]]) -> None:
    """Puts each drawing into the paragraph that holds its place; its text becomes the fallback."""
    places = [paragraph for paragraph in body.iter(q("w:p")) if style_of(paragraph) == style_id(DRAWING)]
    for number, (paragraph, (drawing, alternative)) in enumerate(zip(places, drawings, strict=True), start=1):
        runs = paragraph.findall(q("w:r"))
        fallback = [part for run in runs for part in run if part.tag == q("w:t")]
        inline = _inline(drawing, alternative, 1000 * number)
        for run in runs[1:]:
            paragraph.remove(run)
        runs[0].append(alternatives("wpg", inline, fallback))


def _inline(drawing: Drawing, alternative: str, first_id: int) -> Element:
    extent = {"cx": str(drawing.width * _EMU), "cy": str(drawing.height * _EMU)}
    ids = count(first_id)
    said = {"id": str(next(ids)), "name": "Diagram", "descr": alternative}
    group = _group(drawing, ids)
    return element(
        "w:drawing",
        None,
        element(
            "wp:inline",
            {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
            element("wp:extent", extent),
            element("wp:docPr", said),
            element("a:graphic", None, element("a:graphicData", {"uri": NAMESPACES["wpg"]}, group)),
        ),
    )


def _group(drawing: Drawing, ids: Iterator[int]) -> Element:
    whole = (drawing.width, drawing.height)
    frame = element("a:xfrm", None, *_place(0, 0, *whole), *_place(0, 0, *whole, prefix="ch"))
    shapes = [_way(arrow, next(ids)) for arrow in drawing.arrows] + [_box(box, next(ids)) for box in drawing.boxes]
    return element("wpg:wgp", None, element("wpg:cNvGrpSpPr"), element("wpg:grpSpPr", None, frame), *shapes)


def _place(x: int, y: int, width: int, height: int, prefix: str = "") -> tuple[Element, Element]:
    offset, extent = ("a:chOff", "a:chExt") if prefix else ("a:off", "a:ext")
    return (
        element(offset, {"x": str(x * _EMU), "y": str(y * _EMU)}),
        element(extent, {"cx": str(width * _EMU), "cy": str(height * _EMU)}),
    )


def _shape(number: int, name: str, look: Element, text: Element | None = None) -> Element:
    inset = {"lIns": str(8 * _EMU), "tIns": str(7 * _EMU), "rIns": str(4 * _EMU), "bIns": "0"}
    content = (element("wps:txbx", None, text),) if text is not None else ()
    return element(
        "wps:wsp",
        None,
        element("wps:cNvPr", {"id": str(number), "name": f"{name} {number}"}),
        element("wps:cNvSpPr"),
        look,
        *content,
        element("wps:bodyPr", {"wrap": "square", **inset, "anchor": "t"}, element("a:noAutofit")),
    )


def _box(box: Box, number: int) -> Element:
    width = 12700 if box.tone is Tone.CONDITION else 19050
    dash = (element("a:prstDash", {"val": "dash"}),) if box.tone is Tone.CONDITION else ()
    look = element(
        "wps:spPr",
        None,
        element("a:xfrm", None, *_place(box.x, box.y, box.width, box.height)),
        element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        _fill(_FILLS[box.tone]),
        element("a:ln", {"w": str(width)}, _fill(_LINES[box.tone]), *dash),
    )
    return _shape(number, "Box", look, element("w:txbxContent", None, *map(_paragraph, box.words)))


def _paragraph(words: Words) -> Element:
    run = text_run(words.text)
    size = str(round(words.size * _HALF_POINTS))
    looks = [element("w:b"), element("w:bCs")] if words.bold else []
    run.insert(0, element("w:rPr", None, *looks, element("w:sz", {"w:val": size}), element("w:szCs", {"w:val": size})))
    return element("w:p", None, element("w:pPr", None, element("w:pStyle", {"w:val": "DrawingText"})), run)


def _way(arrow: Arrow, number: int) -> Element:
    xs, ys = [x for x, _ in arrow.points], [y for _, y in arrow.points]
    left, top, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    points = [element("a:pt", {"x": str((x - left) * _EMU), "y": str((y - top) * _EMU)}) for x, y in arrow.points]
    moves = [element("a:moveTo", None, points[0]), *(element("a:lnTo", None, point) for point in points[1:])]
    size = {"w": str(width * _EMU), "h": str(height * _EMU), "fill": "none"}
    lists = [element(f"a:{name}") for name in ("avLst", "gdLst", "ahLst", "cxnLst")]
    rectangle = element("a:rect", {"l": "0", "t": "0", "r": "r", "b": "b"})
    path = element("a:pathLst", None, element("a:path", size, *moves))
    head = (element("a:tailEnd", {"type": "triangle"}),) if arrow.head else ()
    look = element(
        "wps:spPr",
        None,
        element("a:xfrm", None, *_place(left, top, width, height)),
        element("a:custGeom", None, *lists, rectangle, path),
        element("a:noFill"),
        element("a:ln", {"w": "12700"}, _fill(_WAY), element("a:miter", {"lim": "800000"}), *head),
    )
    return _shape(number, "Way", look)


def _fill(colour: str) -> Element:
    return element("a:solidFill", None, element("a:srgbClr", {"val": colour}))
