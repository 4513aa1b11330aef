"""Measures careguide against what else could do part of its work, and tells which targets are met.

``python tests/bench/run.py --quick`` tries it on few guides; ``--page FILE`` writes a page of the documentation and its
picture. Call it through ``nox -s bench``, which installs what it is held against, and on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CLONE = Path(__file__).parents[2]
sys.path.insert(0, str(CLONE / "tests"))

from bench.measure import own_memory, surroundings  # noqa: E402  # they are found through the line above
from bench.page import PICTURE, page  # noqa: E402
from bench.plot import plot  # noqa: E402
from bench.rows import Bench, Sizes  # noqa: E402

QUICK = Sizes(many=20, books=4, sample=4, growth=(1, 4, 20), rounds=2, seconds=20)


def main() -> int:
    arguments = _arguments()
    start = time.perf_counter()
    sizes = QUICK if arguments.quick else Sizes(growth=_growth(arguments.largest))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(arguments.folder.resolve(), sizes, arguments.node_modules, _say)
    rows, growth = list(bench.rows()), bench.growth()
    stages = _measured("stages", "where the time goes", str(bench.project(min(sizes.sample, 16))))
    some = str(bench.project(min(sizes.many, 40)))
    sentences = _measured("sentences", "what is gained where guides have sentences in common", some)
    waits = {} if arguments.no_waits else {**_waited("preview", sizes.rounds), **_waited("editor", sizes.rounds)}
    told = page(rows, growth, stages, waits, sentences, sizes, _command(arguments), own_memory())
    if arguments.page:
        arguments.page.parent.mkdir(parents=True, exist_ok=True)
        arguments.page.write_text(told, "utf-8")
        arguments.page.with_name(PICTURE).write_text(plot(growth), "utf-8")
    _say(f"{told}\nIt took {(time.perf_counter() - start) / 60:.0f} minutes.")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few guides, few runs: to try it")
    parser.add_argument("--largest", type=int, default=1000, help="measure growth up to so many guides, such as 10000")
    parser.add_argument("--no-waits", action="store_true", help="leave out the preview and the language server")
    parser.add_argument("--page", type=Path, help="write this page, and its picture beside it")
    parser.add_argument("--folder", type=Path, default=CLONE / "build" / "bench", help="where guides are made")
    parser.add_argument("--node-modules", type=Path, default=CLONE / "node_modules", help="where ajv-cli is")
    return parser.parse_args()


def _growth(largest: int) -> tuple[int, ...]:
    return tuple(count for count in (1, 10, 100, 1000, 10_000) if count <= max(largest, 10))


def _command(arguments: argparse.Namespace) -> str:
    said = ["--quick"] * arguments.quick + [f"--largest {arguments.largest}"] * (arguments.largest != 1000)
    return " ".join(["nox -s bench", *(["--", *said] if said else [])])


def _waited(what: str, runs: int) -> Mapping[str, Any]:
    """What somebody waits for at the preview or in an editor; nothing where what it takes is not installed."""
    measured = _measured(what, "how long one waits", str(runs))
    return {f"{what}: {name}": figures for name, figures in measured.items()}


def _measured(module: str, what: str, argument: str) -> Mapping[str, Any]:
    """What another module of the benchmark measures, in a process of its own; nothing where it does not run."""
    _say(f"{module}: {what}")
    environment = {**surroundings(), "PYTHONPATH": str(CLONE / "tests")}
    call = (sys.executable, "-m", f"bench.{module}", argument)
    ended = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        _say(f"{module}: left out, for it did not run: {ended.stderr.strip().splitlines()[-1:]}")
        return {}
    figures: Mapping[str, Any] = json.loads(ended.stdout)
    return figures


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
