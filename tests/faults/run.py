"""Makes faults on a guide, one at a time, and writes what became of them as a page of the documentation.

``python tests/faults/run.py`` does it for the guide on spondylosis; ``--only TEXT`` for the kinds whose name or group
holds the text, with everything that was found.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

CLONE = Path(__file__).parents[2]
sys.path.insert(0, str(CLONE / "tests"))

from faults.harness import Result, measure  # noqa: E402  # they are found through the line above
from faults.kind import kinds  # noqa: E402
from faults.table import page, totals  # noqa: E402

COMMAND = "nox -s faults"


def main() -> int:
    arguments = _arguments()
    start = time.perf_counter()
    chosen = [kind.name for kind in kinds() if arguments.only.lower() in f"{kind.group} {kind.name}".lower()]
    results = measure(CLONE, arguments.guide, arguments.processes, chosen)
    if arguments.only:
        _tell(results)
    else:
        arguments.page.parent.mkdir(parents=True, exist_ok=True)
        arguments.page.write_text(page(results, COMMAND), encoding="utf-8")
    places, caught, right, more = totals(results)
    _say(f"{places} faults: {caught} caught, {right} at the right line, {more} with more than one finding.")
    _say(f"It took {time.perf_counter() - start:.0f} s.")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guide", default="spondylosis")
    parser.add_argument("--only", default="", help="only kinds whose name or group holds this")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--page", type=Path, default=CLONE / "docs" / "reference" / "faults.md")
    return parser.parse_args()


def _tell(results: list[Result]) -> None:
    for result in results:
        counts = f"{result.caught} caught, {result.right} at the right line, {result.collateral} more"
        _say(f"{result.kind.group}: {result.kind.name}: {result.places} places, {counts}")
        for outcome in result.outcomes:
            if not outcome.right or outcome.collateral:
                _say(f"    {outcome.where}")
                for found in outcome.found[:6]:
                    where = f"{found.line[0].rpartition('/')[2]}:{found.line[1]}"
                    _say(f"        {'' if found.right else '(elsewhere) '}{found.rule} {where} {found.message}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
