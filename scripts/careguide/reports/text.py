"""Findings as a person reads them: by file, each with the lines it is about, why it matters and what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from careguide.finding import Severity
from careguide.reports.parts.excerpt import Excerpts
from careguide.reports.parts.printable import hanging, one_line, printable, width, wrap
from careguide.reports.parts.run import Run, count, plural
from careguide.reports.parts.style import Style
from careguide.verdict import Quote, Told


def report(run: Run) -> str:
    lines = [line for file in run.files if run.of(file) for line in _file(file, run.of(file), run)]
    return "".join(f"{line}\n" for line in [*lines, *_summary(run)])


def _file(name: str, findings: Sequence[Told], run: Run) -> Iterator[str]:
    """A heading, the findings that wait for somebody, and the list of the acknowledged ones."""
    counts, style = count(findings), run.style
    yield style.strong(f"== {printable(name)}") + (f": {counts}" if str(counts) else "")
    told: set[tuple[str, str]] = set()
    for finding in findings:
        if finding.acknowledged_by is None:
            yield ""
            yield from _Paragraph(finding, style, run.quotes, why=(finding.rule, finding.why) not in told).lines()
            told.add((finding.rule, finding.why))
    if counts.acknowledged:
        yield ""
        yield from _acknowledged([f for f in findings if f.acknowledged_by is not None], style)
    yield ""


@dataclass(frozen=True)
class _Paragraph:
    """One finding, told. ``why`` is left out where the same has been said further up in the file."""

    finding: Told
    style: Style
    quotes: Mapping[str, Quote]
    why: bool

    def lines(self) -> Iterator[str]:
        finding, draw = self.finding, self._draw
        yield from self._headline()
        yield self._arrow(finding.place.file, *finding.place.span[:2])
        excerpt = draw.of(finding.place, self._paint)
        for related in finding.related:
            if related.place.file != finding.place.file:
                excerpt += [draw.bar(), self._arrow(related.place.file, *related.place.span[:2])]
            excerpt += [draw.bar(), *draw.of(related.place, self.style.faint, one_line(related.message))]
        yield from [draw.bar(), *excerpt, draw.bar()] if excerpt else []
        yield from self._said("why", finding.why if self.why else "")
        yield from self._said("write", finding.hint)

    @property
    def _draw(self) -> Excerpts:
        return Excerpts.about(self.finding, self.style, self.quotes)

    def _paint(self, text: str) -> str:
        return self.style.severity(self.finding.severity, text)

    def _headline(self) -> Iterator[str]:
        label = f"{self.finding.severity}[{self.finding.rule}]:"
        first, *rest = wrap(f"{label} {self.finding.message}", self.style.width)
        yield self._paint(label) + self.style.strong(first.removeprefix(label))
        yield from map(self.style.strong, rest)

    def _arrow(self, name: str, line: int, column: int) -> str:
        return f"{self.style.faint(' ' * self._draw.digits + ' -->')} {printable(name)}:{line}:{column}"

    def _said(self, label: str, text: str) -> Iterator[str]:
        """What a finding says besides its message, its lines one under the other."""
        name = f"{label:>{self._draw.digits + 2}}: "
        for line in hanging(name, text, self.style.width):
            yield line.replace(f"{label}:", self.style.strong(f"{label}:"), 1) if line.startswith(name) else line


def _acknowledged(findings: Sequence[Told], style: Style) -> Iterator[str]:
    """One line for each finding that a note accepts: where, which rule, which note; two where one is too short."""
    yield f"{plural(len(findings), 'finding')} acknowledged by a note:"
    for finding in findings:
        line, column, *_ = finding.place.span
        head, note = f"  {line}:{column} {finding.rule}", f"{finding.acknowledged_by}"
        if width(head) + 2 + width(note) <= style.width:
            yield f"{head}  {note}"
        else:
            yield from (head, f"      {note}")


def _summary(run: Run) -> Iterator[str]:
    if not run.verdicts:
        yield "There are no guides in this project."
        return
    waiting = [finding for finding in run.findings if finding.acknowledged_by is None]
    files, hit = plural(len(run.files), "file"), len({finding.place.file for finding in waiting})
    accepted = plural(run.counts.acknowledged, "finding")
    more = f" {accepted} acknowledged by notes." if run.counts.acknowledged else ""
    if not waiting:
        yield from _verdict("No findings", f"in {files}.{more}", run.style.good, run.style)
        return
    worst = min(waiting, key=lambda finding: list(Severity).index(finding.severity))
    paint = partial(run.style.severity, worst.severity)
    yield from _verdict(str(run.counts), f"in {hit} of {files}.{more}", paint, run.style)
    yield from hanging("More about a rule: ", f"careguide explain {worst.rule}", run.style.width)


def _verdict(verdict: str, more: str, paint: Callable[[str], str], style: Style) -> Iterator[str]:
    first, *rest = wrap(f"{verdict} {more}", style.width)
    yield first.replace(verdict, paint(verdict), 1)
    yield from rest
