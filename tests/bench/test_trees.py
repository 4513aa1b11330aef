"""What pandoc is handed for a guide's books can be handed to it again, without careguide."""

import subprocess
from pathlib import Path

from bench.trees import write
from careguide.project import Project
from careguide.testing.overlay import BASE, PROJECT


def test_pandoc_alone_makes_both_books(tmp_path: Path) -> None:
    calls = write(Project(PROJECT), tmp_path, BASE.name)
    assert len(calls) == 2
    for call in calls:
        with Path(call["input"]).open("rb") as tree:
            made = subprocess.run(call["command"], stdin=tree, capture_output=True, check=True)
        assert made.stdout.startswith(b"PK")
