"""The results on a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from faults.harness import Outcome, Result
from faults.table import GROUPS, missed, share, totals

WIDTH = 80
_NAME = 52
_HEAD = f"{'':{_NAME}} places caught  right  more"


def screen(results: Sequence[Result]) -> str:
    """The table, and what was not caught at the right line, with the reason."""
    return "\n".join([*_table(results), *_not_caught(results), *_sum(results), ""])


def details(results: Sequence[Result]) -> str:
    """Every place that was not caught at the right line, or brought more than one finding, with what was found."""
    return "\n".join(
        line
        for result in results
        for line in (*_row(result), *(told for outcome in result.outcomes for told in _detail(outcome)))
    )


def _table(results: Sequence[Result]) -> Iterator[str]:
    yield _HEAD
    for group, held in groupby(results, key=lambda result: result.kind.group):
        yield from ("", GROUPS[group])
        for result in held:
            yield from _row(result)


def _row(result: Result) -> Iterator[str]:
    """A kind's line; a long name goes on in a second one."""
    first, *rest = wrap(result.kind.name, _NAME - 3, subsequent_indent="  ")
    counts = f"{result.places:6} {result.caught:6} {result.right:6} {result.collateral or '':>5}".rstrip()
    yield f"  {first:{_NAME - 2}} {counts}" if result.places else f"  {first:{_NAME - 2}} does not apply here"
    yield from (f"  {line}" for line in rest)


def _not_caught(results: Sequence[Result]) -> Iterator[str]:
    yield from ("", "Not caught, or not at the right line", "")
    for result in results:
        wrong = [outcome for outcome in result.outcomes if not outcome.right]
        if wrong:
            text = f"{result.kind.name} ({len(wrong)} of {result.places}). {missed(result)}"
            yield from wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _sum(results: Sequence[Result]) -> Iterator[str]:
    places, caught, right, more = totals(results)
    yield ""
    yield f"{places} faults: {share(caught, places)} caught, {share(right, places)} at the right line,"
    yield f"{share(more, places)} with more than one finding."


def _detail(outcome: Outcome) -> Iterator[str]:
    if outcome.right and not outcome.collateral:
        return
    yield f"    {outcome.where}"
    for found in outcome.found[:6]:
        where = f"{found.line[0].rpartition('/')[2]}:{found.line[1]}"
        yield f"      {'' if found.right else '(elsewhere) '}{found.rule} {where} {found.message}"
