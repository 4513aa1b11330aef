"""A file that is full of something is checked in little time too: no rule takes the square of what there is."""

from __future__ import annotations

import shutil

import pytest

from careguide.source.place import TreePath
from hostile.confined import run
from hostile.conftest import Ground
from hostile.growth import REAL, grown, lists
from hostile.test_files import assert_harmless

CASES = [
    pytest.param(file, place, id=f"{file}: {'.'.join(step for step in place if isinstance(step, str))}")
    for file, place in lists()
]


@pytest.mark.heavy
@pytest.mark.parametrize(("file", "place"), CASES)
def test_a_file_full_of_one_thing(ground: Ground, file: str, place: TreePath) -> None:
    sources = ground.project / "sources" / REAL.name
    shutil.copytree(REAL, sources)
    (sources / file).write_text(grown(file, place), "utf-8")
    [ran] = run(ground.project, ground.scratch, ["check", REAL.name])
    assert_harmless(ran, ground)
