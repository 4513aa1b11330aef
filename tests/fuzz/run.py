"""Looks for files that bring careguide to harm, for some seconds, and tells what came of it.

Two ways: bytes, led by the code that they reach (atheris), and altered trees of a sound guide (Hypothesis). What is
found is put into ``tests/fuzz/found``, which the ordinary tests run again for ever after. Then come the tests that are
too heavy for every day. ``--page FILE`` writes what came of it as a page of the documentation.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

CLONE = Path(__file__).parents[2]
sys.path.insert(0, str(CLONE / "tests"))

from fuzz.targets import TARGETS, seeds  # noqa: E402  # they are found through the line above
from fuzz.trees import explore  # noqa: E402

FOUND = Path(__file__).parent / "found"
SECONDS, MEMORY = 5, 500
"""The most seconds, and the most megabytes, that one input may take."""

# Of the time there is: how much each target gets with bytes, and with trees.
_SHARES = {"reading": (2, 0), "layout": (1, 1), "checking": (2, 3), "exporting": (1, 2)}


class Result(NamedTuple):
    """``crashes`` are inputs that ended in an exception, or took too much."""

    target: str
    way: str
    executions: int
    findings: int
    crashes: Sequence[bytes]


def main() -> int:
    arguments = _arguments()
    results = []
    for result in _results(arguments.seconds):
        for crash in result.crashes:
            _keep(result.target, crash)
        results.append(result)
        _say(_row(result))
    told = "\n".join(_page(results, arguments.seconds))
    if arguments.page:
        arguments.page.write_text(told, "utf-8")
    _say(f"\n{told}")
    heavy = 0 if arguments.light else _heavy()
    return 1 if heavy or any(result.crashes for result in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120, help="for how long to look (120)")
    parser.add_argument("--light", action="store_true", help="without the tests that are too heavy for every day")
    parser.add_argument("--page", type=Path, help="write what came of it to this page")
    return parser.parse_args()


def _results(seconds: int) -> Iterator[Result]:
    part = seconds / sum(map(sum, _SHARES.values()))
    for target, (bytes_, trees) in _SHARES.items():
        yield _led_by_coverage(target, bytes_ * part)
        if trees:
            executions, findings, crashes = explore(target, time.monotonic() + trees * part)
            yield Result(target, "altered trees", executions, findings, crashes)


def _led_by_coverage(target: str, seconds: float) -> Result:
    way = "bytes, led by coverage"
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        corpus = folder / "corpus"
        corpus.mkdir()
        for number, data in enumerate(seeds(target)):
            (corpus / str(number)).write_bytes(data)
        options = [f"-max_total_time={max(int(seconds), 1)}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEMORY}"]
        options += [f"-artifact_prefix={folder}/crash-", "-print_final_stats=1", "-max_len=40000", str(corpus)]
        call = (sys.executable, str(Path(__file__).with_name("covered.py")), target, str(folder), *options)
        ended = subprocess.run(call, capture_output=True, text=True, errors="replace", check=False)
        crashes = [path.read_bytes() for path in sorted(folder.glob("crash-*"))]
        told = folder / "findings"
        ran, findings = map(int, told.read_text("utf-8").split()) if told.exists() else (0, 0)
        units = re.search(r"number_of_executed_units: (\d+)", ended.stderr)
    if ended.returncode and not crashes:
        raise SystemExit(f"{target}: the fuzzer did not run:\n{ended.stderr[-2000:]}")
    if crashes:
        _say(ended.stderr[-3000:])
    return Result(target, way, int(units[1]) if units else ran, findings, crashes)


def _keep(target: str, crash: bytes) -> None:
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{target}-{hashlib.sha256(crash).hexdigest()[:12]}"
    path.write_bytes(crash)
    _say(f"{target}: came to harm; kept in {path.relative_to(CLONE)}")


def _heavy() -> int:
    call = (sys.executable, "-m", "pytest", "-q", "-m", "heavy", "tests/hostile", "--numprocesses=auto")
    return subprocess.run(call, cwd=CLONE, check=False).returncode


def _page(results: Sequence[Result], seconds: int) -> Iterator[str]:
    yield "# Fuzzing\n"
    yield f"What came of `nox -s fuzz -- --seconds {seconds}`. Every input had at most {SECONDS} seconds and"
    yield f"{MEMORY} MB. What brings careguide to harm is kept, and the ordinary tests run it again:"
    yield f"{len(list(FOUND.glob('*-*')))} inputs by now.\n"
    yield "| target | way | executions | with findings | crashes |\n| --- | --- | ---: | ---: | ---: |"
    yield from map(_row, results)
    yield ""


def _row(result: Result) -> str:
    target = TARGETS[result.target].__doc__ or ""
    told = f"{result.target}: {target.splitlines()[0]}"
    return f"| {told} | {result.way} | {result.executions:,} | {result.findings:,} | {len(result.crashes)} |"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
