"""Writes the trees that pandoc is handed for the books of some guides, and the calls for whole books, as JSON.

    python tests/bench/trees.py PROJECT FOLDER GUIDE...

What pandoc takes for them alone is what the time of a build is held against.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from careguide.edition import Edition
from careguide.exporters import docx, epub
from careguide.pipeline import check_guide, edition
from careguide.project import Project

# For its EPUB careguide has pandoc write the chapters alone; without careguide it must be pandoc's own EPUB.
_WHOLE = {"--to=html5": ("--to=epub3", "--split-level=1", "--epub-title-page=false"), "--section-divs": ()}


class _Handed(Exception):
    """Pandoc has been handed something; it need not run."""


def write(project: Project, folder: Path, name: str) -> list[dict[str, Any]]:
    """The calls for one guide: the arguments, and the file that is its input."""
    checked = check_guide(project, name)
    if checked.guide is None:
        raise ValueError(f"{name} cannot be understood")
    made = edition(project, checked, checked.guide)
    return [_call(kind, made, folder / f"{name}.{kind.NAME}.json") for kind in (epub, docx)]


def _call(kind: Any, made: Edition, tree: Path) -> dict[str, Any]:
    taken: list[tuple[list[str], bytes]] = []

    def take(command: list[str], document: bytes, *_: object) -> None:
        taken.append((command, document))
        raise _Handed

    with patch("careguide.book.pandoc.running", take), suppress(_Handed):
        kind.export(made)
    [(command, document)] = taken
    tree.write_bytes(document)
    return {"command": [part for given in command for part in _WHOLE.get(given, (given,))], "input": str(tree)}


if __name__ == "__main__":
    root, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    calls = [call for name in sys.argv[3:] for call in write(Project(root), folder, name)]
    (folder / "calls.json").write_text(json.dumps(calls), "utf-8")
