"""What came of fuzzing, as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from fuzz.targets import TARGETS, Reached

_OPENING = """\
# Fuzzing

<!-- Made by `{command}`; do not edit. -->

What comes of files that nobody would write? A fuzzer takes the files of a small sound guide, and the wrong
and right examples from the manuals of all rules, alters them for as long as one likes, and runs a part of careguide on
each. It looks for an exception, a hang, a promise that is not kept.
`{command}` makes this page anew; this copy is of one run of {seconds} seconds.

There are two ways. *Led by code*: texts are altered as texts, line by line or as mere bytes, by
[atheris](https://github.com/google/atheris), which keeps whatever reaches code that was not reached before, and alters
that further. *Trees*: fields and items are taken out, put elsewhere, doubled, renamed or given odd values by
[Hypothesis](https://hypothesis.works), most often so that they still fit the schemas. One input may take 5 seconds and
500 MB.

**{runs} runs: {harm}.** What has once brought careguide to harm is kept with its mend, and the ordinary tests run it
again: {kept} by now.
"""

_TARGETS = """
## What was run, and how far it came
"""

_FAR = """
Most altered files are refused, as they should be. How much was not, and came to what is behind, stands in three
columns: the file could be read; its guide fitted the schemas and the rules judged it; it was exported.

| target | way | seconds | runs | read | judged | exported | harm |
| --- | --- | --: | --: | --: | --: | --: | --: |"""

_CODE = """
## What code was reached

Lines with code in each part of careguide, the share that runs for the sound guide alone, and the share that ran for
altered ones. What only a command or the preview runs is not aimed at here; those are tried as whole commands on hostile
files (`tests/hostile`).

| part | lines | sound guide | fuzzing |
| --- | --: | --: | --: |"""

PARTS = {
    "source": "reading, layout and writing of YAML",
    "validation/schemas": "schemas",
    "validation/misfit": "what does not fit them, in words",
    "content": "the guide as its fields mean it",
    "engine": "how rules are run",
    "rules": "the rules",
    "language": "words and phrases in texts",
    "prose": "reading figures in texts",
    "knowledge": "terms, drugs, units",
    "fixes/mend": "mending",
    "fixes/safe": "what mending may touch",
    "lsp": "what editors ask",
    "reports": "reports",
    "fhir": "FHIR",
    "book": "EPUB and DOCX",
    "exporters": "exporters",
}
"""What is aimed at: folders and modules of careguide, and what they do."""

Shares = Mapping[str, tuple[int, int]]


class Result(NamedTuple):
    """What came of one target in one way. ``crashes`` are inputs that ended in an exception, or took too much."""

    target: str
    way: str
    seconds: int
    reached: Mapping[Reached, int]
    crashes: Sequence[bytes]

    @property
    def runs(self) -> int:
        return sum(self.reached.values()) + len(self.crashes)


def page(results: Sequence[Result], sound: Shares, fuzzed: Shares, command: str, kept: int) -> str:
    """The page, in Markdown."""
    harmful = sum(len(result.crashes) for result in results)
    opening = _OPENING.format(
        command=command,
        seconds=sum(result.seconds for result in results),
        runs=f"{sum(result.runs for result in results):,}",
        harm=f"{harmful} came to harm" if harmful else "none came to harm",
        kept=f"{kept} input{'' if kept == 1 else 's'}",
    )
    targets = [f"- `{name}`: {(target.__doc__ or '').splitlines()[0]}" for name, target in TARGETS.items()]
    lines = [opening.rstrip(), _TARGETS, *targets, _FAR, *map(row, results), _CODE, *_code(sound, fuzzed), ""]
    return "\n".join(lines)


def row(result: Result) -> str:
    """One result, as a row of the table."""
    far = [f"{sum(n for stage, n in result.reached.items() if stage >= least):,}" for least in list(Reached)[1:]]
    if result.target in ("reading", "layout"):
        far[1:] = ["", ""]
    elif result.target in ("checking", "mending", "editing"):
        far[2:] = [""]
    cells = [f"`{result.target}`", result.way, result.seconds, f"{result.runs:,}", *far, len(result.crashes)]
    return f"| {' | '.join(map(str, cells))} |"


def _code(sound: Shares, fuzzed: Shares) -> Iterator[str]:
    for part, about in PARTS.items():
        lines, run = fuzzed[part]
        yield f"| {about} (`{part}`) | {lines:,} | {sound[part][1] / lines:.0%} | {run / lines:.0%} |"
    lines, run, before = (sum(column) for column in zip(*((*fuzzed[p], sound[p][1]) for p in PARTS), strict=True))
    yield f"| **all of these** | {lines:,} | {before / lines:.0%} | {run / lines:.0%} |"
