"""Runs one target on inputs, and notes which lines of careguide are run; in a process of its own.

    python tests/fuzz/play.py TARGET FOLDER INPUTS
    python tests/fuzz/play.py TARGET FOLDER --seconds N

INPUTS is a folder with a file for each input: such as libFuzzer leaves of those that reached new code; with ``all``,
every target runs on them. With a time instead, the trees of a sound guide are altered for so long (Hypothesis). FOLDER
gets ``lines`` and, with a time, ``reached``, as from ``covered.py``, and ``crash-tree``, the smallest input found that
brings the target to harm.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz.lines import noted


def main() -> None:
    name, folder, what, *seconds = sys.argv[1:]
    with noted(Path(folder) / "lines"):
        if seconds:
            _explore(name, Path(folder), float(seconds[0]))
        else:
            _run(name, Path(what))


def _run(name: str, inputs: Path) -> None:
    from fuzz.targets import TARGETS

    for target in TARGETS.values() if name == "all" else (TARGETS[name],):
        for path in sorted(inputs.iterdir()):
            target(path.read_bytes())


def _explore(name: str, folder: Path, seconds: float) -> None:
    from fuzz.trees import explore

    reached, crash = explore(name, time.monotonic() + seconds)
    (folder / "reached").write_text(json.dumps(reached), "utf-8")
    if crash is not None:
        (folder / "crash-tree").write_bytes(crash)


if __name__ == "__main__":
    main()
