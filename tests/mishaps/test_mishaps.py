"""Some mishaps, each once; ``nox -s mishaps`` brings all of them about, many times."""

from __future__ import annotations

import sys

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("the mishaps are made with what Linux has: /proc, mounts, signals", allow_module_level=True)

from mishaps.harness import Result, take
from mishaps.mishap import Mishap, mishaps
from mishaps.table import page

SEED = 2


@pytest.mark.parametrize(
    "mishap", [mishap for mishap in mishaps() if mishap.sample], ids=lambda mishap: f"{mishap.group}: {mishap.name}"
)
def test_promises_hold(mishap: Mishap) -> None:
    result = take(mishap, SEED, [SEED])
    if result.impossible:
        pytest.skip(result.impossible)
    assert not result.broken


def test_the_page_tells_what_was_broken_and_what_was_not_tried() -> None:
    good, bad = Result("A", "happens", "holds", 3), Result("A", "breaks | it", "holds", 3, [(2, "left\nbehind")])
    text = page([good, bad, Result("B", "cannot be", "holds", impossible="no root")], "nox -s mishaps")
    assert "**6 mishaps of 2 kinds: 5 times all held that must hold.**" in text
    assert "| happens | holds | 3 | 3 |\n| breaks \\| it | holds | 3 | 2 |\n" in text
    assert "| cannot be | holds | not tried | no root |" in text
    assert text.endswith("## Broken\n\n- A: breaks | it, turn 2: left behind\n")
