"""The page of the documentation that tells what was measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from bench.measure import SHORT, Took
from bench.rows import Row, Sizes

PICTURE = "growth.svg"

_COMPARED = {"cpu": "processor time", "wall": "wall time"}


def page(
    rows: Sequence[Row],
    growth: Mapping[int, Took],
    stages: Mapping[str, float],
    waits: Mapping[str, Any],
    sentences: Mapping[str, float],
    sizes: Sizes,
    command: str,
    floor: float,
) -> str:
    """Everything that was measured, as Markdown. ``floor`` is the memory that cannot be told from less."""
    return "\n".join(
        (
            *_head(sizes, command),
            *_table(rows),
            *_conditions(rows, sentences, floor),
            *_stages(stages),
            *_growth(growth),
            *_waits(waits),
            "",
        )
    )


def _head(sizes: Sizes, command: str) -> Iterator[str]:
    yield "# Speed"
    yield f"\nMeasured with `{command}` on {machine()}."
    if sizes.many < 1000:
        yield "\nThis was a short run, to try the benchmark: its figures are not to be quoted."


def machine() -> str:
    """What tells a reader how to take the figures, and nothing of whose machine it is."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()}, {platform.machine()}"
    return f"{cores} cores ({system}) with {platform.python_implementation()} {platform.python_version()}"


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield "\n## Against what else there is\n"
    yield "| task | against | at most | ratio | | careguide | the other | memory |"
    yield "| --- | --- | ---: | ---: | --- | ---: | ---: | ---: |"
    for row in rows:
        ours, theirs = (seconds(getattr(took, row.figure)) for took in (row.ours, row.theirs))
        memory = f"{megabytes(row.ours.memory)}, {megabytes(row.theirs.memory)}"
        compared = f"{row.against}, {_COMPARED[row.figure]}"
        figures = f"{_number(row.bound)} | {_number(row.ratio)} | {row.verdict} | {ours} | {theirs} | {memory}"
        yield f"| {row.task} | {compared} | {figures} |"


def _conditions(rows: Sequence[Row], sentences: Mapping[str, float], floor: float) -> Iterator[str]:
    yield "\nHow to read it:\n"
    yield "- The guides are made from the guide on spondylosis: other names, ids, figures, notes and numbers of steps."
    if sentences:
        yield "  Most of their sentences are the same. Where nothing is kept of a sentence from one guide to the next,"
        yield f"  a check takes {_number(sentences['ratio'])} times as long."
    yield "- Each ratio comes from one series, in which both commands were run in turn; the figures are medians."
    yield f"  A first run of less than {SHORT:.0f} s is not counted: modules are compiled, files come from the disk."
    yield "- What the machine sets for Python and Node (`PYTHON…`, `NODE_…`) is taken out of the environment of all"
    yield "  that is measured: each runs as it does for a user, with its modules compiled."
    yield "- Processor time is that of a command and of everything that it starts. Memory is that of the largest single"
    yield f"  process of a command, first careguide's; less than {megabytes(floor)} cannot be told."
    yield "- check-jsonschema and ajv-cli get all files in one call, with one schema that chooses by a file's `id`,"
    yield "  unless said otherwise."
    yield "- Nobody else checks what a guide means: careguide runs all its rules in these figures."
    for remark, names in _remarks(rows).items():
        yield f"- {names}: {remark}."


def _remarks(rows: Sequence[Row]) -> Mapping[str, str]:
    told: dict[str, list[str]] = {}
    for row in rows:
        if row.remark:
            told.setdefault(row.remark, []).append(row.against)
    return {remark: " and ".join(dict.fromkeys(names)) for remark, names in told.items()}


def _stages(stages: Mapping[str, float]) -> Iterator[str]:
    """What each stage takes; those that are only a part of another begin with *of*."""
    if not stages:
        return
    yield "\n## Where the time goes\n"
    yield "Processor time for one guide among many, after the first few:\n"
    yield "| stage | takes |"
    yield "| --- | ---: |"
    for stage, took in stages.items():
        yield f"| {stage} | {seconds(took)} |"


def _growth(growth: Mapping[int, Took]) -> Iterator[str]:
    yield "\n## From one guide to many\n"
    yield "`careguide check --no-cache`, one process:\n"
    yield "| guides | processor time | for each guide | memory |"
    yield "| ---: | ---: | ---: | ---: |"
    for count, took in growth.items():
        yield f"| {count:,} | {seconds(took.cpu)} | {seconds(took.cpu / count)} | {megabytes(took.memory)} |"
    for (less, few), (more, many) in list(pairwise(growth.items()))[-1:]:
        time = (many.cpu / more) / (few.cpu / less) - 1
        yield f"\nFrom {less:,} to {more:,} guides, the time for each guide changes by {time:+.0%} (at most +10%),"
        yield f"and the memory by {many.memory / few.memory - 1:+.0%}."
        if more < 10_000:
            yield "\nThe target speaks of 1,000 to 10,000 guides: `nox -s bench -- --largest 10000`."
    yield f"\n![Time and memory of a check against the number of guides; the figures are in the table above]({PICTURE})"


def _waits(waits: Mapping[str, Any]) -> Iterator[str]:
    """What somebody waits for while writing; nothing where the tools were missing."""
    if not waits:
        return
    yield "\n## While writing\n"
    yield "| wait | median | worst | at most | |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for name, figures in waits.items():
        goal = figures.get("goal")
        verdict = "" if goal is None else "met" if figures["median"] <= goal else "missed"
        most = "" if goal is None else seconds(goal)
        yield f"| {name} | {seconds(figures['median'])} | {seconds(figures['worst'])} | {most} | {verdict} |"


def seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s" if value < 100 else f"{value:,.0f} s"


def megabytes(value: float) -> str:
    return f"{value / 1_000_000:.0f} MB"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
