"""Mended guides as a person reads them: what was mended, what could not be, and the difference line by line."""

from __future__ import annotations

from collections.abc import Iterator

from careguide.finding import Finding
from careguide.fixes.mend import Mending
from careguide.reports.parts.difference import unified
from careguide.reports.parts.printable import hanging, one_line, printable
from careguide.reports.parts.run import plural
from careguide.reports.parts.style import Style


class Mended:
    """What fixes were made, or would be, and which were not and why; of the guides, nothing is kept but these words."""

    def __init__(self, style: Style, *, written: bool = True) -> None:
        self.style = style
        self._written = written
        self._files: set[str] = set()
        self._made: list[str] = []
        self._refused: list[str] = []
        self._number_made = self._number_refused = 0

    def take(self, mending: Mending) -> None:
        """Adds what has become of a guide."""
        for finding in mending.mended:
            self._files.add(finding.place.source.name)
            self._made += self._told(finding, one_line(finding.fix.title if finding.fix else ""))
        for each in mending.refused:
            self._refused += self._told(each.finding, f"{each.reason.rstrip('.')}.")
        self._number_made += len(mending.mended)
        self._number_refused += len(mending.refused)

    @property
    def text(self) -> str:
        lines = [self._headline(), *self._made]
        if self._refused:
            lines.append(f"Not mended, although there is a fix for {'it' if self._number_refused == 1 else 'them'}:")
        return "".join(f"{line}\n" for line in (*lines, *self._refused))

    def _headline(self) -> str:
        if not self._number_made:
            return "Nothing was mended." if self._written else "Nothing would be mended."
        done = f"{'Mended' if self._written else 'Would mend'} {plural(self._number_made, 'finding')}"
        return f"{self.style.good(done)} in {plural(len(self._files), 'file')}:"

    def _told(self, finding: Finding, words: str) -> Iterator[str]:
        yield f"  {_where(finding)}"
        yield from hanging("    ", words, self.style.width)


def _where(finding: Finding) -> str:
    line, column, *_ = finding.place.span
    return f"{printable(finding.place.source.name)}:{line}:{column} {finding.rule}"


def difference(mending: Mending) -> Iterator[str]:
    """A unified diff of every file of a guide that changes, line by line."""
    sources = {source.name: source for source in mending.before.sources.values()}
    for name, text in mending.texts.items():
        yield from unified(name, sources[name].text, text)
