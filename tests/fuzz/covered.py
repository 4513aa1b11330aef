"""Fuzzes one target for some seconds, led by what it covers; libFuzzer tells of it on stderr.

    python tests/fuzz/covered.py TARGET FOLDER [LIBFUZZER OPTION ...]

FOLDER gets a file `findings` with two numbers: how often the target ran, and how often it had something to say.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["careguide"]):
    from fuzz.targets import TARGETS

EVERY = 20
"""So often the two numbers are written."""


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    target, told = TARGETS[name], [0, 0]

    def once(data: bytes) -> None:
        told[0] += 1
        told[1] += target(data)
        if told[0] % EVERY == 0:
            (folder / "findings").write_text(f"{told[0]} {told[1]}", "utf-8")

    atheris.Setup([sys.argv[0], *sys.argv[3:]], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
