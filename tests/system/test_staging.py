"""What is made beside its place gets there whole; what the killed have left goes, and nothing else does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from careguide.source.writer import write_atomically, write_new
from careguide.system import staging

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there: nobody tidies")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def leave(folder: Path) -> None:
    """A file, a folder and a link, as a killed program leaves them."""
    (folder / ".careguide-0123.new").write_text("half")
    (folder / ".careguide-4567.new").mkdir()
    (folder / ".careguide-4567.new" / "guide.epub").write_text("half")
    (folder / ".careguide-89ab.new").symlink_to(folder / "mine")


def test_leftovers_go_and_nothing_else(tmp_path: Path) -> None:
    others = [".careguide-cache", ".careguide-x.txt", "mine", ".x.new"]
    for name in others:
        (tmp_path / name).write_text("mine")
    leave(tmp_path)
    with staging.staging(tmp_path) as new:
        assert names(tmp_path) == sorted(others)
        new.mkdir()
        (new / "file").touch()
    assert names(tmp_path) == sorted(others)


def test_what_somebody_else_is_making_stays(tmp_path: Path) -> None:
    with staging.staging(tmp_path) as theirs:
        staging.write(theirs, b"theirs")
        with staging.staging(tmp_path) as ours:
            staging.write(ours, b"ours")
            assert theirs.read_bytes() == b"theirs"
        assert names(tmp_path) == [theirs.name]
    assert names(tmp_path) == []


@pytest.mark.parametrize("at", [1, 2, 3])
def test_killed_between_two_moves(tmp_path: Path, at: int) -> None:
    """Where folders cannot be exchanged, whatever was killed at whichever move leaves a whole set to be found again."""
    for name in ("new", "old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    script = (
        "import os, sys; from pathlib import Path; from careguide.system import swap\n"
        "swap._exchanged = lambda *_: False\n"
        f"left = [{at}]; rename = Path.rename\n"
        "def killed(self, to):\n    left[0] -= 1\n    os._exit(9) if left[0] < 0 else rename(self, to)\n"
        "Path.rename = killed; swap.swap(Path('new'), Path('old')); os._exit(9)"
    )
    path = os.pathsep.join(sys.path)
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False, env={"PYTHONPATH": path})
    assert done.returncode == 9
    with staging.staging(tmp_path):
        assert (tmp_path / "old" / "file").read_text() == ("old" if at == 1 else "new")
        assert not staging.aside(tmp_path / "old").exists()


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for links in (True, False):
        if not links:
            monkeypatch.setattr(Path, "hardlink_to", refuse)
        path = tmp_path / f"{links}.yaml"
        write_new(path, "first")
        with pytest.raises(FileExistsError):
            write_new(path, "second")
        assert path.read_text() == "first"
    assert names(tmp_path) == ["False.yaml", "True.yaml"]


def refuse(self: Path, target: Path) -> None:
    raise OSError(1, "no links here")


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_new_files_are_as_open_as_the_user_wants_and_old_ones_stay_so(tmp_path: Path, mask: int) -> None:
    old = tmp_path / "old"
    old.touch()
    old.chmod(0o640)
    before = os.umask(mask)
    try:
        write_atomically(old, "text")
        write_atomically(tmp_path / "new", "text")
        write_new(tmp_path / "newer", "text")
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in (old, tmp_path / "new", tmp_path / "newer")]
    assert modes == [0o640, 0o666 & ~mask, 0o666 & ~mask]
