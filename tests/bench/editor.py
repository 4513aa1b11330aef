"""How long an editor's program waits for the language server, on the guide on spondylosis.

Prints the median and the worst of the runs, in seconds, as JSON: from the start of the server to the first findings,
from a key to the findings of the text as it then is, and from a key to the answers of completion and hover that are
asked for at once. The findings are waited for with intent: see `careguide.lsp.checks.PAUSE`.

    PYTHONPATH=tests python -m bench.editor [RUNS]
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.seconds import summary
from lsp.editor import Editor

RUNS = 12
CLONE = Path(__file__).parents[2]


def measure(runs: int = RUNS) -> Mapping[str, Any]:
    """Each figure of so many runs, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        shutil.copytree(CLONE / "sources" / "spondylosis", root / "sources" / "spondylosis")
        shutil.copyfile(CLONE / "careguide.toml", root / "careguide.toml")
        path = root / "sources" / "spondylosis" / "massage.yaml"
        figures = {"start to first findings": [_started(path) for _ in range(runs)]}
        with Editor(root) as editor:
            editor.open(path)
            editor.diagnostics(path)
            asked: dict[str, Callable[[], object]] = {
                "key to findings": lambda: editor.diagnostics(path),
                "key to completion": lambda: editor.labels(path, "title: Massage|"),
                "key to hover": lambda: editor.hover(path, "tit|le: Massage"),
            }
            for name, ask in asked.items():
                figures[name] = [_after_a_key(editor, path, ask) for _ in range(runs)]
    return {name: summary(seconds) for name, seconds in figures.items()}


def _started(path: Path) -> float:
    start = time.monotonic()
    with Editor(path.parents[2]) as editor:
        editor.open(path)
        editor.diagnostics(path)
        return time.monotonic() - start


def _after_a_key(editor: Editor, path: Path, ask: Callable[[], object]) -> float:
    """What is asked for after one more character in a sentence; then the server comes to rest."""
    text = editor.texts[path]
    start = time.monotonic()
    editor.type(path, text.replace("directions of treatment", "directionss of treatment", 1))
    ask()
    waited = time.monotonic() - start
    editor.diagnostics(path)
    editor.type(path, text)
    editor.diagnostics(path)
    return waited


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:2])), indent=2) + "\n")
