"""A project to be made hostile, something beside it that no command may touch, and what holds of every command."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import careguide
from careguide.testing.overlay import PROJECT
from hostile.places import SECRET

if os.name != "posix":
    collect_ignore_glob = ["*"]  # limits of processor time, pipes and such are those of Unix

PROGRAM = (sys.prefix, sys.base_prefix, *{str(Path(careguide.__file__).resolve().parents[n]) for n in (0, 2)})
"""What every command reads: Python, what is installed, and careguide with its schemas."""

SYSTEM = ("/dev/null", "/dev/urandom", "/proc/meminfo", "/sys/fs/cgroup")
"""What tells of the machine and not of anybody's files."""


@dataclass
class Ground:
    """``project`` is a sound project; ``outside`` is not part of it; ``scratch`` is the folder for temporary files."""

    project: Path
    outside: Path
    scratch: Path

    def is_reserved(self, path: str) -> bool:
        """Whether a command may not read what stands at a path."""
        return not path.startswith((str(self.project), str(self.scratch), *PROGRAM, *SYSTEM))

    def outside_now(self) -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(self.outside.rglob("*")) if path.is_file()}


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    made = Ground(*(tmp_path.resolve() / name for name in ("project", "outside", "scratch")))
    shutil.copytree(PROJECT, made.project)
    made.outside.mkdir()
    made.scratch.mkdir()
    (made.outside / "secret.yaml").write_text(SECRET, "utf-8")
    (made.outside / "link").symlink_to("secret.yaml")
    yield made
    shutil.rmtree(tmp_path)  # some of it is large
