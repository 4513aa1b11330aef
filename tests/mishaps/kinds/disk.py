"""A disk that is full, a limit on the size of files, a folder that cannot be written."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mishaps.ground import Ground, texts
from mishaps.kinds.killed import WRITERS, judge_sources, prepare, texts_after
from mishaps.mishap import Group, Impossible, Turn

GROUP = Group("The disk")
BUILT = "exit code 3 and a line that says why, or the work is done; the old set stays whole; nothing is left"
WRITTEN = "the same; each source is wholly the old or wholly the new one"
SPACE = 4_000_000
"""Bytes: more than some builds of the small guide take."""


@GROUP.mishap("no space left during `build`", BUILT, times=20, sample=True)
def full_during_build(where: Ground, turn: Turn) -> None:
    shutil.rmtree(where.build, ignore_errors=True)
    where.build.mkdir()
    with small_disk(where.build):
        where.must_build()
        before = where.fingerprint()
        where.edit()
        fill(where.build, leave=turn.chance.randrange(0, size(where.build)))
        ended = where.run("build")
        (where.build / "filling").unlink()
        ended.must(0, 3, says="No space left on device" if ended.code else "")
        where.must_hold_a_build_of(before if ended.code else where.fingerprint())
        where.must_build()


@GROUP.mishap(f"no space left during {', '.join(f'`{name}`' for name in list(WRITERS)[:4])}", WRITTEN, times=20)
def full_during_writing(where: Ground, turn: Turn) -> None:
    name = list(WRITERS)[turn.number % 4]
    sources = where.project / "sources"
    kept = where.home / "kept"
    command = prepare(where, name)
    texts_after(name)
    shutil.copytree(sources, kept)
    try:
        with small_disk(sources):
            shutil.copytree(kept, sources, dirs_exist_ok=True)
            before = texts(where.project)
            fill(sources, leave=turn.chance.randrange(0, 8000))
            ended = where.run(*command)
            (sources / "filling").unlink()
            ended.must(0, 3, says="No space left on device" if ended.code else "")
            where.must_be_tidy()
            judge_sources(where, name, before)
    finally:
        shutil.rmtree(kept)


@GROUP.mishap("no more bytes may be written to a file than so many (`ulimit -f`)", BUILT, times=20)
def limited(where: Ground, turn: Turn) -> None:
    where.must_build()
    before = where.fingerprint()
    where.edit()
    most = turn.chance.randrange(0, 60_000)
    ended = where.run("build", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    ended.must(0, 3, says="File too large|pandoc" if ended.code else "")
    where.must_hold_a_build_of(before if ended.code else where.fingerprint())
    where.must_build()


@GROUP.mishap("`build/` cannot be written", BUILT, sample=True)
def read_only_build(where: Ground, turn: Turn) -> None:
    where.must_build()
    before = where.fingerprint()
    where.edit()
    with read_only(where.build) as entered:
        where.run("build", before=entered).must(3, says="building base .moving into place. failed: .*build")
    where.must_hold_a_build_of(before)
    where.must_build()


@GROUP.mishap("`sources/` cannot be written", WRITTEN, times=4)
def read_only_sources(where: Ground, turn: Turn) -> None:
    name = list(WRITERS)[turn.number % 4]
    command = prepare(where, name)
    before = texts(where.project)
    with read_only(where.sources) as entered:
        where.run(*command, before=entered).must(3, says="failed: .*sources")
    assert texts(where.project) == before
    where.must_be_tidy()


@GROUP.mishap(
    "no folder for temporary files can be written", "exit code 3 and a line that says so; nothing is left behind"
)
def no_temporary_folder(where: Ground, turn: Turn) -> None:
    where.must_build()
    with read_only(Path("/tmp"), Path("/var/tmp"), Path("/usr"), where.project, but=where.build) as entered:
        where.run("build", before=entered).must(3, says="No usable temporary directory")
    where.must_build()


# Disks


def size(folder: Path) -> int:
    return sum(map(len, texts(folder).values()))


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A folder that is a disk of its own, with little space."""
    _require_root()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SPACE}", "none", folder], capture_output=True, check=False
    )
    if made.returncode:
        raise Impossible("this machine lets us mount nothing")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path, *, leave: int) -> None:
    """Fills the disk of a folder, but for so many bytes."""
    free = os.statvfs(folder)
    with (folder / "filling").open("wb") as file:
        file.write(bytes(max(free.f_bavail * free.f_frsize - leave, 0)))


@contextmanager
def read_only(*folders: Path, but: Path | None = None) -> Iterator[list[str]]:
    """What to put before a command, so that it cannot write to the folders; root is not stopped by permissions."""
    if os.geteuid() == 0:
        mounts = [f"mount --bind '{folder}' '{folder}' && mount -o remount,ro,bind '{folder}'" for folder in folders]
        mounts += [f"mount --bind '{but}' '{but}' && mount -o remount,rw,bind '{but}'"] if but else []
        before = ["unshare", "--mount", "sh", "-c", f'{" && ".join(mounts)} && exec "$@"', "sh"]
        if subprocess.run([*before, "true"], capture_output=True, check=False).returncode:
            raise Impossible("this machine lets us mount nothing")
        yield before
        return
    if but:
        raise Impossible("that needs root, for a mount")
    modes: list[Callable[[], None]] = []
    for folder in folders:
        mode = folder.stat().st_mode
        modes.append(lambda folder=folder, mode=mode: folder.chmod(mode))  # type: ignore[misc]
        folder.chmod(0o555)
    try:
        yield []
    finally:
        for restore in modes:
            restore()


def _require_root() -> None:
    if os.geteuid():
        raise Impossible("that needs root, for a mount")
