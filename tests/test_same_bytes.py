"""The same sources give the same bytes: on another machine, for another user, at another time, in another order."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

CLONE = Path(__file__).parents[1]
NOBODY = 65534

SHUFFLED = """\
import os, random

def shuffled(listing):
    def listed(*arguments):
        found = list(listing(*arguments))
        random.Random(7).shuffle(found)
        return found
    return listed

class Entries(list):
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
    def __next__(self): return self.pop()

listdir, scandir = os.listdir, os.scandir
os.listdir = shuffled(listdir)
os.scandir = lambda *arguments: Entries(shuffled(scandir)(*arguments))
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own."""
    folder = Path(mkdtemp(prefix="same-bytes-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def usual() -> dict[str, bytes]:
    """The files of a build here and now."""
    folder = Path(mkdtemp(prefix="same-bytes-"))
    try:
        return built(copied(folder / "project"))
    finally:
        shutil.rmtree(folder)


def copied(folder: Path, *, backwards: bool = False) -> Path:
    """The project with the real guide, its files made in the order of their names or in the opposite one."""
    sources, schemas = sorted((CLONE / "sources" / "spondylosis").iterdir()), (CLONE / "schema").iterdir()
    files = [CLONE / "careguide.toml", *sources, *schemas]
    for file in reversed(files) if backwards else files:
        place = folder / file.relative_to(CLONE)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    return folder


def built(
    project: Path, before: Sequence[str] = (), environment: dict[str, str] | None = None, **options: Any
) -> dict[str, bytes]:
    done = subprocess.run(
        [*before, sys.executable, "-m", "careguide", "--project", str(project), "build", "spondylosis"],
        env={"PATH": os.environ["PATH"], "HOME": str(project.parent), "LC_ALL": "C.UTF-8"} | (environment or {}),
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    assert done.returncode == 0, done.stderr
    folder = project / "build" / "spondylosis"
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    assert len(files) == 4
    return files


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def test_in_another_world(usual: dict[str, bytes], home: Path) -> None:
    """Another folder, umask, time zone, locale, order of hashes and of files; files from another day."""
    (home / "patches").mkdir()
    (home / "patches" / "sitecustomize.py").write_text(SHUFFLED, "utf-8")
    project = copied(home / "eine andere Mappe – mit Ümläuten" / "p", backwards=True)
    for path in project.rglob("*"):
        os.utime(path, (86_400, 86_400))
    world = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": str(home / "patches"),
        "SOURCE_DATE_EPOCH": "1",
        "USER": "somebody",
        "COLUMNS": "40",
    }
    assert differing(usual, built(project, environment=world, umask=0o077, cwd="/")) == []


def test_the_order_is_really_another_one(home: Path) -> None:
    (home / "sitecustomize.py").write_text(SHUFFLED, "utf-8")
    for number in range(10):
        (home / f"{number}").touch()
    code = "import os, sys; print(os.listdir(sys.argv[1]), [e.name for e in os.scandir(sys.argv[1])])"
    said = [
        subprocess.run([sys.executable, "-c", code, str(home)], env=world, capture_output=True, check=True).stdout
        for world in ({}, {"PYTHONPATH": str(home)})
    ]
    assert said[0] != said[1]


def test_for_another_user(usual: dict[str, bytes], home: Path) -> None:
    """Another user, who may read what root may, since Python itself can stand in root's own folders."""
    reading = [f"--{kind}-caps=+dac_read_search" for kind in ("inh", "ambient")]
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *reading]
    if not shutil.which("setpriv") or subprocess.run([*become, "true"], capture_output=True, check=False).returncode:
        pytest.skip("only root can become another user, with setpriv")
    project = copied(home / "project")
    for path in (project, *project.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    assert differing(usual, built(project, before=become, cwd="/")) == []
    assert {path.stat().st_uid for path in (project / "build").rglob("*")} == {NOBODY}


def test_without_assertions(usual: dict[str, bytes], home: Path) -> None:
    assert differing(usual, built(copied(home / "project"), environment={"PYTHONOPTIMIZE": "1"})) == []
