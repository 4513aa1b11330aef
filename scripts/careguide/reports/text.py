"""Findings as a person reads them: by file, each with the lines it is about, why it matters and what to write.

What notes acknowledge comes first: the end is what stands on the screen, and it is for what waits for somebody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from careguide.finding import Severity
from careguide.reports.parts.excerpt import Excerpts
from careguide.reports.parts.printable import hanging, one_line, printable, width, wrap
from careguide.reports.parts.run import File, Run, count, plural
from careguide.reports.parts.style import FEW, Style
from careguide.reports.parts.verdict import Quote, Told

MOST_RULES = 10


def report(run: Run) -> Iterator[str]:
    """Of many guides, what waits in each file is told when it is known, and nothing is gone through twice."""
    for file in run.files if len(run.verdicts) <= FEW else ():
        yield _text(_accepted(file, run.style))
    for file in run.files:
        yield _text(_waiting(file, run.style))
    yield _text(_summary(run))


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _accepted(file: File, style: Style) -> Iterator[str]:
    """One line for each finding that a note accepts: where, which rule, which note; two where one is too short.

    Of many guides they are only counted, in the end.
    """
    findings = [finding for finding in file.findings if finding.acknowledged_by is not None]
    if not findings:
        return
    yield _heading(file, f"{plural(len(findings), 'finding')} acknowledged by a note", style)
    for finding in findings:
        line, column, *_ = finding.place.span
        head, note = f"  {line}:{column} {finding.rule}", f"{finding.acknowledged_by}"
        if width(head) + 2 + width(note) <= style.width:
            yield f"{head}  {note}"
        else:
            yield from (head, f"      {note}")
    yield ""


def _waiting(file: File, style: Style) -> Iterator[str]:
    """The findings that wait for somebody, each in its paragraph."""
    findings = [finding for finding in file.findings if finding.acknowledged_by is None]
    if not findings:
        return
    yield _heading(file, str(count(findings)), style)
    told: set[tuple[str, str]] = set()
    for finding in findings:
        yield ""
        yield from _Paragraph(finding, style, file.quotes, why=(finding.rule, finding.why) not in told).lines()
        told.add((finding.rule, finding.why))
    yield ""


def _heading(file: File, what: str, style: Style) -> str:
    return style.strong(f"== {printable(file.name)}") + f": {what}"


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


def _summary(run: Run) -> Iterator[str]:
    if not len(run.verdicts):
        yield "There are no guides in this project."
        return
    tally, many = run.tally, len(run.verdicts) > FEW
    where = plural(tally.files, "file") + (f" of {tally.guides:,} guides" if many else "")
    accepted = plural(tally.acknowledged, "finding")
    more = f" {accepted} acknowledged by notes." if tally.acknowledged else ""
    if not tally.hit:
        yield from _verdict("No findings", f"in {where}.{more}", run.style.good, run.style)
        return
    severity = min(tally.worst, key=list(Severity).index)
    paint = partial(run.style.severity, severity)
    yield from _verdict(str(tally.counts), f"in {tally.hit:,} of {where}.{more}", paint, run.style)
    yield from _most_often(tally.rules) if many else ()
    yield from hanging("More about a rule: ", f"careguide explain {tally.worst[severity]}", run.style.width)


def _most_often(rules: Counter[str]) -> Iterator[str]:
    """How often each rule has found something, of those that did so most often."""
    digits = len(f"{max(rules.values()):,}")
    for rule, number in sorted(rules.items(), key=lambda item: (-item[1], item[0]))[:MOST_RULES]:
        yield f"  {number:>{digits},}  {rule}"
    if len(rules) > MOST_RULES:
        yield f"  {'…':>{digits}}  and {plural(len(rules) - MOST_RULES, 'more rule')}"


def _verdict(verdict: str, more: str, paint: Callable[[str], str], style: Style) -> Iterator[str]:
    first, *rest = wrap(f"{verdict} {more}", style.width)
    yield first.replace(verdict, paint(verdict), 1)
    yield from rest
