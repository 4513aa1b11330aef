"""A state of the preview → the page that shows it: one frame, and parts that are exchanged when they change."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from careguide.finding import Finding
from careguide.preview.margin import anchors
from careguide.preview.panels import contents, coverage_list, finding_list, trouble, verdict
from careguide.preview.proof import Proof
from careguide.preview.tags import Part, digest, part, tag


@dataclass(frozen=True)
class State:
    """What there is to show of a guide.

    ``proof`` is the last one that could be made. Where that is not of the files as they are now, ``words`` says why,
    and ``findings`` are those of now. ``editor`` is the address that opens one, or nothing.
    """

    name: str
    proof: Proof | None
    words: str = ""
    findings: tuple[Finding, ...] = ()
    editor: str = ""


@dataclass(frozen=True)
class Shown:
    """A page, in parts, and its revision: another one whenever anything on the page is."""

    revision: str
    frame: Mapping[str, str]
    panels: tuple[Part, ...]
    chapters: tuple[Part, ...]

    @property
    def digests(self) -> frozenset[str]:
        return frozenset(part.digest for part in (*self.panels, *self.chapters))

    def html(self, known: Container[str] = ()) -> str:
        """The page; parts of a digest that is known are only hinted at."""

        def said(part: Part) -> str:
            return part.stub if part.digest in known else part.html

        panels = {panel.anchor.rpartition(".")[2]: said(panel) for panel in self.panels}
        pages = "\n".join(map(said, self.chapters))
        return _frame().substitute(self.frame, revision=self.revision, pages=pages, **panels)


def show(state: State) -> Shown:
    proof = state.proof
    now = state.findings if state.words or proof is None else proof.findings
    found = anchors(now, "Preview.now") if state.words or proof is None else proof.anchors
    panels = (
        verdict(now, stale=bool(state.words)),
        finding_list(now, found),
        coverage_list(proof.coverage if proof else ()),
        contents(proof.chapters if proof else ()),
        trouble(state.words, now, found, state.editor),
    )
    blank = tag("p", "There is no page of this guide yet.", id="Preview.blank")
    frame = {
        "name": escape(state.name),
        "title": escape(proof.title if proof else state.name),
        "language": escape(proof.language if proof else "en"),
    }
    parts = tuple(map(part, panels))
    chapters = tuple(chapter.part for chapter in proof.chapters) if proof else (part(blank),)
    revision = digest(" ".join([*frame.values(), *(each.digest for each in (*parts, *chapters))]))
    return Shown(revision, frame, parts, chapters)


@cache
def _frame() -> Template:
    return Template((files(__package__) / "assets" / "page.html").read_text("utf-8"))
