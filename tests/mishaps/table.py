"""The results as a page: a table for each group, and what was broken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from mishaps.harness import Result

_OPENING = """\
# Mishaps

<!-- Made by `{command}`; do not edit. -->

What becomes of a project when a command is killed, the disk is full, or pandoc hangs? A program makes a small project,
lets the command work in it, brings the mishap about, and looks at every file and every process that is left. Where and
when it happens is chosen by chance, from a seed; *at each step of its writing* means at calls of the system and of open
files, one after the other, from the first to the last. This page is of one whole run, and made anew by
`{command}`.

**{times} mishaps of {kinds} kinds: {held} times all held that must hold.**

[Safety](../explanation/safety.md) says why it holds, and where it does not.
"""


_HEAD = ("| what happens | what must hold | times | held |", "| --- | --- | --: | --: |")


def page(results: Sequence[Result], command: str) -> str:
    """The page, in Markdown."""
    times, held = totals(results)
    opening = _OPENING.format(command=command, times=times, kinds=sum(bool(r.times) for r in results), held=held)
    return "\n".join([opening.rstrip(), *_tables(results), *_broken(results), ""])


def totals(results: Sequence[Result]) -> tuple[int, int]:
    """How often something happened, and how often all promises held."""
    times = sum(result.times for result in results)
    return times, times - sum(len(result.broken) for result in results)


def line(result: Result) -> str:
    """One result, for a terminal."""
    if result.impossible:
        return f"{result.group}: {result.name}: not tried: {result.impossible}"
    return f"{result.group}: {result.name}: held {result.times - len(result.broken)} of {result.times} times"


def _tables(results: Sequence[Result]) -> Iterator[str]:
    for group, held in groupby(results, key=lambda result: result.group):
        yield from ("", f"## {group}", "", *_HEAD)
        yield from map(_row, held)


def _row(result: Result) -> str:
    name, promise = (text.replace("|", "\\|") for text in (result.name, result.promise))
    if result.impossible:
        return f"| {name} | {promise} | not tried | {result.impossible} |"
    return f"| {name} | {promise} | {result.times} | {result.times - len(result.broken)} |"


def _broken(results: Sequence[Result]) -> Iterator[str]:
    broken = [(result, number, what) for result in results for number, what in result.broken]
    if broken:
        yield from ("", "## Broken", "")
        for result, number, what in broken:
            yield f"- {result.group}: {result.name}, turn {number}: {' '.join(what.split())}"
