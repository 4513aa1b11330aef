"""Whatever the order of edits, reversals, touches and damage: always the answer of a check without a cache."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cache.conftest import Asking, project_in

GUIDES = ("back", "knee")
FILES = ("massage.yaml", "guide.yaml")
ACTIONS = ("break", "mend", "touch", "same time", "remove", "restore", "damage", "truncate", "forget", "ask")


class Work:
    """A project in which somebody works; ``sound`` is what its files held at the beginning."""

    def __init__(self, root: Path) -> None:
        self.ask = Asking(root)
        self.sound = {(g, f): (root / "sources" / g / f).read_bytes() for g in GUIDES for f in FILES}

    def do(self, action: str, guide: str, name: str, at: int) -> None:
        file = self.ask.root / "sources" / guide / name
        sound = self.sound[guide, name]
        cached = sorted(self.ask.cache.glob("*"))
        if action in ("break", "same time") and file.exists():
            times = file.stat()
            file.write_bytes(sound.replace(b"\ntitle:", b"\ntitel:", 1))
            if action == "same time":
                os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        elif action in ("mend", "restore"):
            file.write_bytes(sound)
        elif action == "touch" and file.exists():
            file.touch()
        elif action == "remove":
            file.unlink(missing_ok=True)
        elif action in ("damage", "truncate") and cached:
            hit = cached[at % len(cached)]
            data = bytearray(hit.read_bytes())
            if action == "truncate":
                del data[at % (len(data) + 1) :]
            elif data:
                data[at % len(data)] ^= 1 + at % 255
            hit.write_bytes(data)
        elif action == "forget":
            shutil.rmtree(self.ask.cache, ignore_errors=True)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(ACTIONS), st.sampled_from(GUIDES), st.sampled_from(FILES), st.integers(0, 100_000)),
        min_size=1,
        max_size=8,
    )
)
def test_any_sequence(actions: list[tuple[str, str, str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        work = Work(project_in(Path(folder) / "project", *GUIDES))
        patch.chdir(work.ask.root)
        work.ask("check")
        for action in actions:
            work.do(*action)
            assert work.ask("check") == work.ask.truth("check"), action
