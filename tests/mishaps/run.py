"""Brings mishaps about, and tells what became of them.

``python tests/mishaps/run.py`` prints a line for each kind; ``--page FILE`` writes a page of the documentation, of a
whole run; ``--only TEXT`` takes the kinds whose group or name holds the text; ``--most N`` takes no more than so many
of each.
The exit code is 1 where a promise was broken.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mishaps.harness import take_all  # it is found through the line above
from mishaps.table import line, page, totals

_COMMAND = "nox -s mishaps -- --page docs/reference/mishaps.md"


def main() -> int:
    arguments = _arguments()
    start = time.perf_counter()
    results = []
    for result in take_all(arguments.seed, arguments.only, arguments.most, arguments.processes):
        results.append(result)
        _say(line(result))
        for number, what in result.broken:
            _say(f"    turn {number}: {what}")
    times, held = totals(results)
    _say(f"{times} mishaps: {held} times all held. It took {time.perf_counter() - start:.0f} s.")
    if arguments.page:
        arguments.page.write_text(page(results, _COMMAND), encoding="utf-8")
    return 0 if held == times else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--most", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--page", type=Path)
    arguments = parser.parse_args()
    if arguments.page and (arguments.only or arguments.most):
        parser.error("the page tells of a whole run: leave out --only and --most")
    return arguments


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
