"""Mended guides as a person reads them: what was mended, what could not be, and the difference line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from careguide.finding import Finding
from careguide.mend import Mending
from careguide.reports.parts.difference import unified
from careguide.reports.parts.printable import hanging, one_line, printable
from careguide.reports.parts.run import plural
from careguide.reports.parts.style import Style


def mended(mendings: Sequence[Mending], style: Style, written: bool = True) -> str:
    """What fixes were made, or would be, and which were not and why."""
    made = [finding for mending in mendings for finding in mending.mended]
    refused = [each for mending in mendings for each in mending.refused]
    lines = list(_made(made, style, written))
    if refused:
        lines.append(f"Not mended, although there is a fix for {'it' if len(refused) == 1 else 'them'}:")
        for each in refused:
            lines += [f"  {_where(each.finding)}", *hanging("    ", f"{each.reason.rstrip('.')}.", style.width)]
    return "".join(f"{line}\n" for line in lines)


def _made(findings: Sequence[Finding], style: Style, written: bool) -> Iterator[str]:
    files = plural(len({finding.place.source.name for finding in findings}), "file")
    if not findings:
        yield "Nothing was mended." if written else "Nothing would be mended."
        return
    done = "Mended" if written else "Would mend"
    yield style.good(f"{done} {plural(len(findings), 'finding')}") + f" in {files}:"
    for finding in findings:
        yield f"  {_where(finding)}"
        yield from hanging("    ", one_line(finding.fix.title if finding.fix else ""), style.width)


def _where(finding: Finding) -> str:
    line, column, *_ = finding.place.span
    return f"{printable(finding.place.source.name)}:{line}:{column} {finding.rule}"


def difference(mendings: Iterable[Mending]) -> str:
    """A unified diff of every file that changes."""
    return "".join(line for mending in mendings for line in _differences(mending))


def _differences(mending: Mending) -> Iterator[str]:
    sources = {source.name: source for source in mending.before.sources.values()}
    for name, text in mending.texts.items():
        yield from unified(name, sources[name].text, text)
