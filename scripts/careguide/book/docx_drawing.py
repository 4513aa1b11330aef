"""A drawing as shapes of the DOCX: vectors with text that can be found, and no picture that needs a fallback.

Pandoc can put an SVG into a DOCX only beside a raster image, which it cannot make, and Word shows a blank without
one. So the drawing becomes a group of DrawingML shapes. Programs that do not know such groups show the text
alternative instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from careguide.book.docx_ast import DRAWING
from careguide.book.docx_body import styled
from careguide.book.docx_stylesheet import style_id
from careguide.book.drawing import Arrow, Box, Drawing, Ends, Tone, Words
from careguide.book.ooxml import NAMESPACES, Element, alternatives, element, q, text_run, value

_UNIT = 8890
"""A unit of the drawing in English metric units, where there is room for it: 0.7 points."""

_HIGHEST = 7_900_000
"""As high as a page's text, less a heading and the caption."""

_POINT = 12700
_FILLS = {Tone.STATE: "EEF3F5", Tone.START: "E4F0E9", Tone.END: "F4EFE4", Tone.CONDITION: "FFFFFF"}
_LINES = {Tone.STATE: "2F5D6B", Tone.START: "2D6A45", Tone.END: "75541A", Tone.CONDITION: "5B6A70"}
_WAY = "46565C"
_ENDS = {Ends.PLAIN: "none", Ends.HEAD: "triangle", Ends.DOT: "oval"}


def draw(body: Element, drawings: Iterator[tuple[Drawing, str]]) -> None:
    """Puts each drawing into the paragraph that holds its place; its text becomes the fallback."""
    places = styled(body, style_id(DRAWING))
    for number, (paragraph, (drawing, alternative)) in enumerate(zip(places, drawings, strict=True), start=1):
        runs = paragraph.findall(q("w:r"))
        fallback = [part for run in runs for part in run if part.tag == q("w:t")]
        inline = _Canvas(drawing, 1000 * number).inline(alternative)
        for run in runs[1:]:
            paragraph.remove(run)
        runs[0].append(alternatives("wpg", inline, fallback))


class _Canvas:
    """Draws one drawing, small enough for a page; every shape gets an id of its own."""

    def __init__(self, drawing: Drawing, first_id: int) -> None:
        self._drawing = drawing
        self._unit = min(_UNIT, _HIGHEST // drawing.height)
        self._ids = count(first_id)

    def inline(self, alternative: str) -> Element:
        drawing = self._drawing
        said = {"id": str(next(self._ids)), "name": "Diagram", "descr": alternative}
        (_, extent) = self._place("a:off", "a:ext", 0, 0, drawing.width, drawing.height)
        return element(
            "w:drawing",
            None,
            element(
                "wp:inline",
                {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
                element("wp:extent", {key: value(extent, key) for key in ("cx", "cy")}),
                element("wp:docPr", said),
                element("a:graphic", None, element("a:graphicData", {"uri": NAMESPACES["wpg"]}, self._group())),
            ),
        )

    def _group(self) -> Element:
        drawing = self._drawing
        whole = (0, 0, drawing.width, drawing.height)
        frame = element(
            "a:xfrm", None, *self._place("a:off", "a:ext", *whole), *self._place("a:chOff", "a:chExt", *whole)
        )
        shapes = [*map(self._way, drawing.arrows), *map(self._box, drawing.boxes)]
        return element("wpg:wgp", None, element("wpg:cNvGrpSpPr"), element("wpg:grpSpPr", None, frame), *shapes)

    def _size(self, units: float) -> str:
        return str(round(units * self._unit))

    def _place(self, offset: str, extent: str, x: int, y: int, width: int, height: int) -> tuple[Element, Element]:
        return (
            element(offset, {"x": self._size(x), "y": self._size(y)}),
            element(extent, {"cx": self._size(width), "cy": self._size(height)}),
        )

    def _frame(self, x: int, y: int, width: int, height: int) -> Element:
        return element("a:xfrm", None, *self._place("a:off", "a:ext", x, y, width, height))

    def _shape(self, name: str, look: Element, text: Element | None = None) -> Element:
        number = str(next(self._ids))
        inset = {"lIns": self._size(8), "tIns": self._size(7), "rIns": self._size(4), "bIns": "0"}
        content = (element("wps:txbx", None, text),) if text is not None else ()
        return element(
            "wps:wsp",
            None,
            element("wps:cNvPr", {"id": number, "name": f"{name} {number}"}),
            element("wps:cNvSpPr"),
            look,
            *content,
            element("wps:bodyPr", {"wrap": "square", **inset, "anchor": "t"}, element("a:noAutofit")),
        )

    def _box(self, box: Box) -> Element:
        condition = box.tone is Tone.CONDITION
        dash = (element("a:prstDash", {"val": "dash"}),) if condition else ()
        look = element(
            "wps:spPr",
            None,
            self._frame(box.x, box.y, box.width, box.height),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
            _fill(_FILLS[box.tone]),
            element("a:ln", {"w": "12700" if condition else "19050"}, _fill(_LINES[box.tone]), *dash),
        )
        return self._shape("Box", look, element("w:txbxContent", None, *map(self._paragraph, box.words)))

    def _paragraph(self, words: Words) -> Element:
        run = text_run(words.text)
        half_points = str(int(words.size * self._unit * 2 / _POINT))
        looks = [element("w:b"), element("w:bCs")] if words.bold else []
        sizes = (element(f"w:{name}", {"w:val": half_points}) for name in ("sz", "szCs"))
        run.insert(0, element("w:rPr", None, *looks, *sizes))
        return element("w:p", None, element("w:pPr", None, element("w:pStyle", {"w:val": "DrawingText"})), run)

    def _way(self, arrow: Arrow) -> Element:
        xs, ys = [x for x, _ in arrow.points], [y for _, y in arrow.points]
        left, top, width, height = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
        first, *others = (
            element("a:pt", {"x": self._size(x - left), "y": self._size(y - top)}) for x, y in arrow.points
        )
        moves = (element("a:moveTo", None, first), *(element("a:lnTo", None, point) for point in others))
        path = element("a:path", {"w": self._size(width), "h": self._size(height), "fill": "none"}, *moves)
        lists = (element(f"a:{name}") for name in ("avLst", "gdLst", "ahLst", "cxnLst"))
        rectangle = element("a:rect", {"l": "0", "t": "0", "r": "r", "b": "b"})
        end = element("a:tailEnd", {"type": _ENDS[arrow.end]})
        look = element(
            "wps:spPr",
            None,
            self._frame(left, top, width, height),
            element("a:custGeom", None, *lists, rectangle, element("a:pathLst", None, path)),
            element("a:noFill"),
            element("a:ln", {"w": "12700"}, _fill(_WAY), element("a:miter", {"lim": "800000"}), end),
        )
        return self._shape("Way", look)


def _fill(colour: str) -> Element:
    return element("a:solidFill", None, element("a:srgbClr", {"val": colour}))
