"""Coverage as a person reads it: a line for each block, and a summary."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.content.coverage import BlockCoverage
from careguide.document.blocks import Fate, FoundBlock, Match
from careguide.finding import Severity
from careguide.reports.parts.printable import hanging, printable
from careguide.reports.parts.run import plural
from careguide.reports.parts.style import Style
from careguide.reports.parts.survey import Survey

UNMAPPED = "NOT MAPPED: cited nowhere, and not excluded"
OPENING = 40
"""So many characters of a new block are shown, enough to find it."""


def report(survey: Survey) -> str:
    width = max((len(block.block.locator) for block in survey.blocks), default=0) + 2
    lines = [line for block, match in survey.rows() for line in _block(block, match, width, survey)]
    lines += [line for block in survey.new for line in _new(block, width, survey.style)]
    return "".join(f"{line}\n" for line in [*lines, "", *_summary(survey)])


def _block(row: BlockCoverage, match: Match | None, width: int, survey: Survey) -> Iterator[str]:
    style = survey.style
    label, indent = f"{row.block.locator:<{width}}", " " * width
    if row.units:
        yield from hanging(label, ", ".join(unit.address or "guide" for unit in row.units), style.width)
        label = indent
    if row.exclusion:
        yield from hanging(label, f"excluded: {row.exclusion.reason}", style.width)
    if not row.mapped:
        yield from _alarm(label, UNMAPPED, style)
    if match and match.fate is not Fate.RIGHT:
        yield from _alarm(indent, f"in the document: {_fate(match)}", style)
    for said in survey.figures_lost(row):
        yield from _alarm(indent, f"in the document: “{printable(said)}”, which is no figure of these units", style)


def _fate(match: Match) -> str:
    if match.found is None:
        return "missing"
    if match.fate is Fate.MOVED:
        return f"moved, now {match.found.locator} on line {match.found.line}"
    return f"another text stands here, on line {match.found.line}"


def _new(block: FoundBlock, width: int, style: Style) -> Iterator[str]:
    opening = block.text if len(block.text) <= OPENING else f"{block.text[:OPENING].rstrip()}…"
    words = f"in the document: new, on line {block.line}: “{printable(opening)}”"
    yield from _alarm(f"{block.locator:<{width}}", words, style)


def _alarm(label: str, words: str, style: Style) -> Iterator[str]:
    for line in hanging(label, words, style.width):
        yield line[: len(label)] + style.severity(Severity.ERROR, line[len(label) :])


def _summary(survey: Survey) -> Iterator[str]:
    total, excluded = len(survey.blocks), survey.mapped - survey.cited
    verdict = f"{survey.mapped} of {plural(total, 'block')}"
    paint = survey.style.good if survey.mapped == total else lambda text: survey.style.severity(Severity.ERROR, text)
    yield f"{paint(verdict)}: {survey.cited} cited, {excluded} excluded, {total - survey.mapped} not mapped."
    if survey.comparison:
        yield from _compared(survey, total)


def _compared(survey: Survey, total: int) -> Iterator[str]:
    fates = survey.fates
    faults = [f"{fates[fate]} {word}" for fate, word in _FAULTS.items() if fates[fate]]
    faults += [f"{len(survey.new)} new"] if survey.new else []
    faults += [f"{plural(len(survey.uncarried), 'figure')} not carried"] if survey.uncarried else []
    verdict = f"{fates[Fate.RIGHT]} of {total} hashes right"
    painted = survey.style.severity(Severity.ERROR, verdict) if faults else survey.style.good(verdict)
    yield f"{painted} in {printable(survey.document)}" + (f": {', '.join(faults)}." if faults else ".")


_FAULTS = {Fate.DIFFERS: "with another text", Fate.MOVED: "moved", Fate.MISSING: "missing"}
