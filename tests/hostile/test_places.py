"""Projects whose files and folders are not what they seem: refused by name, without a look at what stands elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread

import pytest

from hostile.confined import run
from hostile.conftest import Ground
from hostile.files import HALVES
from hostile.places import Trap, traps
from hostile.test_files import WHAT, assert_harmless

TRAPS = {trap.name: trap for trap in traps()}
COMMANDS = ("check", "build", "fmt", "status")


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_a_trap(ground: Ground, trap: Trap) -> None:
    trap.make(ground.project, ground.outside)
    outside = ground.outside_now()
    command = ["build", "base"] if trap.name.startswith("settings") else ["check"]
    [ran] = run(ground.project, ground.scratch, command)
    assert_harmless(ran, ground)
    assert (ran.code, trap.named in ran.said) == (trap.code, True), ran.said
    assert ground.outside_now() == outside


@pytest.mark.parametrize("at", ["build", "build/base", ".careguide-cache", "build/base/base.epub"])
def test_a_link_where_something_is_written(ground: Ground, at: str) -> None:
    (ground.project / at).parent.mkdir(exist_ok=True, parents=True)
    target = ground.outside / ("secret.yaml" if at.endswith(".epub") else "")
    (ground.project / at).symlink_to(target)
    outside = ground.outside_now()
    [ran] = run(ground.project, ground.scratch, ["build", "base"])
    assert "Traceback" not in ran.said
    assert ground.outside_now() == outside


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read(ground: Ground) -> None:
    (ground.project / WHAT).chmod(0)
    [ran] = run(ground.project, ground.scratch, ["check"])
    assert_harmless(ran, ground)
    assert (ran.code, "massage.yaml" in ran.said) == (1, True)


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../outside/secret.yaml", "../outside", "/", ".", "..", "", "con", "a\nb", "base/../../../etc"],
)
@pytest.mark.parametrize("command", ["check", "build", "fmt", "status"])
def test_a_path_out_of_the_project(ground: Ground, command: str, path: str) -> None:
    outside = ground.outside_now()
    [ran] = run(ground.project, ground.scratch, [command, path])
    assert_harmless(ran, ground)
    assert ran.code == 2, ran.said
    assert ground.outside_now() == outside


def test_a_file_that_changes_while_it_is_read(ground: Ground) -> None:
    file = ground.project / WHAT
    real, done = file.read_bytes(), Event()
    writer = Thread(target=_change, args=(file, real, done))
    writer.start()
    try:
        every = run(ground.project, ground.scratch, *[["check"]] * 20)
    finally:
        done.set()
        writer.join()
    for ran in every:
        assert_harmless(ran, ground)
        assert ran.code in (0, 1), ran.said


def _change(file: Path, real: bytes, done: Event) -> None:
    """Until told to stop: cuts the file, makes it grow, puts another in its place, takes it away."""
    while not done.is_set():
        for data in (real[: len(real) // 2], real + real, b"", HALVES, real):
            file.write_bytes(data)
        file.unlink()
        other = file.with_name("other")
        other.write_bytes(real)
        other.replace(file)
