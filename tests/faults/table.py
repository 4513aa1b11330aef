"""The results as a page of the documentation: a table of all kinds, and what was not caught."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from faults.harness import Outcome, Result

GROUPS = {
    "figures": "Figures",
    "loss": "What is lost or copied",
    "meaning": "What a treatment means",
    "notes": "Notes and sign-offs",
    "order": "Order",
    "provenance": "The way back to the source",
    "references": "References and the ladder of escalation",
    "shape": "Slips of the keyboard",
}
_HEAD = (
    "| what an editor did, and what finds most of it | places | caught | right line | more |",
    "| --- | --: | --: | --: | --: |",
)
_SHOWN = 6


def page(results: Sequence[Result], command: str) -> str:
    """The page, in Markdown."""
    return "\n".join([*_opening(results, command), *_tables(results), *_not_caught(results), *_collateral(results), ""])


def totals(results: Sequence[Result]) -> tuple[int, int, int, int]:
    """How many places there are, and how many faults were caught, at the right line, and with more findings."""
    return (
        sum(result.places for result in results),
        sum(result.caught for result in results),
        sum(result.right for result in results),
        sum(bool(outcome.collateral) for result in results for outcome in result.outcomes),
    )


_OPENING = """\
# Seeded faults

<!-- Made by `{command} -- --page docs/reference/faults.md`; do not edit. -->

How much of what goes wrong in an editor's hands does `careguide check` notice? A program takes the guide on spinal
spondylosis, makes one fault at a time in the text of its files, as a careless editor would, checks the guide, and looks
at what is found:

```console
$ {command}
```

**{kinds} kinds of fault at {places} places: {caught} caught, {right} at the right line, {more} with more than one
finding.** Without slips of the keyboard and lost fields, which the schemas catch, it is {places_of_meaning} places:
{caught_of_meaning} caught, {right_of_meaning} at the right line.

*Right line*: the finding, or a second place that it shows, is on a line that was edited, or on a field of the same unit
that has to agree with it: the words beside a figure, the id of a drug whose code was changed. For something that was
taken out it is what it was taken out of, what refers to it, or the block of the source that it carried; for a slip of
the keyboard also the line above or below, or the name of a list or a unit in which the line stands. *More*: findings
beyond one. Slips of the keyboard can happen in every line: there every third or ninth place, and for lost fields every
fifth, stands for all.

Each kind of fault is a function in `tests/faults/kinds/`. What is not caught is listed below, with the reason.
"""


def _opening(results: Sequence[Result], command: str) -> Iterator[str]:
    places, caught, right, more = totals(results)
    rest = [r for r in results if r.outcomes and not all(_is_of_shape(outcome) for outcome in r.outcomes)]
    places_of_meaning, caught_of_meaning, right_of_meaning, _ = totals(rest)
    yield _OPENING.rstrip().format(
        command=command,
        kinds=sum(bool(result.places) for result in results),
        places=places,
        caught=share(caught, places),
        right=share(right, places),
        more=share(more, places),
        places_of_meaning=places_of_meaning,
        caught_of_meaning=share(caught_of_meaning, places_of_meaning),
        right_of_meaning=share(right_of_meaning, places_of_meaning),
    )


def _is_of_shape(outcome: Outcome) -> bool:
    """Whether a fault was caught before any rule was run."""
    return any(found.rule.partition("/")[0] in ("schema", "yaml", "guide") for found in outcome.found)


def _tables(results: Sequence[Result]) -> Iterator[str]:
    for group, held in groupby(results, key=lambda result: result.kind.group):
        members = list(held)
        yield from ("", f"## {GROUPS[group]}", "", *_HEAD)
        yield from map(_row, members)
        places, caught, right, _ = totals(members)
        yield f"| **all** | **{places}** | **{caught}** | **{right}** | **{sum(r.collateral for r in members)}** |"


def _row(result: Result) -> str:
    if not result.places:
        return f"| {result.kind.name}<br>does not apply to this guide | 0 | | | |"
    by = "".join(f"<br>`{rule}`" for rule, _ in result.rules.most_common(1))
    cells = [f"{result.kind.name}{by}", result.places, result.caught, result.right, result.collateral or ""]
    return f"| {' | '.join(map(str, cells))} |"


def _not_caught(results: Sequence[Result]) -> Iterator[str]:
    yield from ("", "## Not caught, or not at the right line", "")
    for result in results:
        wrong = [outcome for outcome in result.outcomes if not outcome.right]
        if wrong:
            yield f"- **{result.kind.name}** ({len(wrong)} of {result.places}). {missed(result)}"
            yield from (f"    - {_told(outcome)}" for outcome in wrong[:_SHOWN])
            if len(wrong) > _SHOWN:
                yield f"    - and {len(wrong) - _SHOWN} more"


def missed(result: Result) -> str:
    """Why some faults of a kind are not caught at the right line."""
    return result.kind.missed or "No reason is known: a rule is missing."


def _told(outcome: Outcome) -> str:
    if not outcome.found:
        return outcome.where
    found = outcome.found[0]
    return f"{outcome.where}: `{found.rule}` in {found.line[0].rpartition('/')[2]}, line {found.line[1]}"


def _collateral(results: Sequence[Result]) -> Iterator[str]:
    yield from ("", "## More than one finding", "")
    for result in results:
        several = [outcome for outcome in result.outcomes if outcome.collateral]
        if several:
            yield f"- **{result.kind.name}** ({len(several)} of {result.places}). {result.kind.echoes}".rstrip()
            for outcome in several[:2]:
                yield f"    - {outcome.where}: {', '.join(f'`{found.rule}`' for found in outcome.found[:5])}"


def share(part: int, whole: int) -> str:
    """A part of a whole in per cent."""
    return f"{100 * part / whole:.1f} %" if whole else "none"
