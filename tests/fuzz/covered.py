"""Fuzzes one target for some seconds, led by what it covers; libFuzzer tells of it on stderr.

    python tests/fuzz/covered.py TARGET FOLDER [LIBFUZZER OPTION ...]

FOLDER gets a file ``reached``: how many inputs ended at each stage.
"""

from __future__ import annotations

import json
import pkgutil
import sys
from collections import Counter, deque
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from random import Random

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

# What is imported later would not be seen: so all of it is, now.
with atheris.instrument_imports(include=["careguide"]):
    import careguide
    from fuzz.alter import altered
    from fuzz.page import PARTS
    from fuzz.targets import TARGETS, Reached, examples, seeds

    for _module in pkgutil.walk_packages(careguide.__path__, "careguide."):
        if _module.name.split(".")[1] in {part.partition("/")[0] for part in PARTS}:
            import_module(_module.name)

EVERY = 20
"""So often the numbers are written."""

_ANY_BYTES = 0.25
"""The share of inputs that are altered as bytes, by libFuzzer; the others as texts of a guide."""

_FAR, _FROM_FAR = 500, 0.5
"""So many of those that came as far as any are kept in mind, and such a share of inputs is made of them."""


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    target, told = TARGETS[name], Counter[Reached]()
    far = deque([*seeds(), *examples()], maxlen=_FAR)

    def once(data: bytes) -> None:
        reached = target(data)
        told[reached] += 1
        if reached == max(told):
            far.append(data)
        if told.total() % EVERY == 1:
            (folder / "reached").write_text(json.dumps(told), "utf-8")

    atheris.Setup([sys.argv[0], *sys.argv[3:]], once, custom_mutator=partial(_mutated, far))
    atheris.Fuzz()


def _mutated(far: Sequence[bytes], data: bytes, longest: int, number: int) -> bytes:
    """Half of all begin with one that came far: those that reach new code are most often ones that are refused."""
    chance = Random(number)
    if chance.random() < _FROM_FAR:
        data = chance.choice(far)
    if chance.random() < _ANY_BYTES or not data:
        return bytes(atheris.Mutate(data, longest))
    text = data[1:].decode(errors="replace")
    return (data[:1] + altered(text, chance).encode(errors="replace"))[:longest]


if __name__ == "__main__":
    main()
