"""Makes faults on a guide, one at a time, and prints what became of them.

Without arguments it makes every kind of fault at every place of the guide on spondylosis; ``--page FILE``
also writes a page of the documentation, and ``--only TEXT`` makes the kinds whose name or group holds the text, and
shows all that was found. The exit code is 1 where less is noticed, or at the right line, than should be.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

CLONE = Path(__file__).parents[2]
sys.path.insert(0, str(CLONE / "tests"))

from faults.harness import Result, measure  # noqa: E402  # they are found through the line above
from faults.kind import kinds  # noqa: E402
from faults.screen import details, screen  # noqa: E402
from faults.table import page, totals  # noqa: E402

FLOOR = 0.98
"""The share of all faults that has to be caught, and at the right line."""


def main() -> int:
    arguments = _arguments()
    chosen = [kind.name for kind in kinds() if arguments.only.lower() in f"{kind.group} {kind.name}".lower()]
    results = measure(CLONE, arguments.guide, arguments.processes, chosen, _progress)
    sys.stdout.write(details(results) + "\n" if arguments.only else screen(results))
    if arguments.page:
        arguments.page.write_text(page(results, "nox -s faults"), encoding="utf-8")
    return 0 if arguments.only else _judge(results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--guide", default="spondylosis")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--only", default="", metavar="TEXT", help="only kinds whose name or group holds this")
    chosen.add_argument("--page", type=Path, metavar="FILE", help="also write a page of the documentation")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _judge(results: Sequence[Result]) -> int:
    places, caught, right, _ = totals(results)
    if min(caught, right) >= FLOOR * places:
        return 0
    sys.stderr.write(f"That is less than the {FLOOR:.0%} that have to be caught at the right line.\n")
    return 1


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} of {of}" if done < of else "\r\033[K")


if __name__ == "__main__":
    sys.exit(main())
