"""Runs the one pandoc that is known to work: in its sandbox, with bounds on memory and time."""

from __future__ import annotations

import os
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_PATIENCE = 60
_MEMORY = "512M"


class PandocFault(Exception):
    """Pandoc is missing, crashed, warned or hung. Never the fault of whoever wrote the guide."""


def convert(document: bytes, to: str, *options: str) -> bytes:
    """Pandoc's JSON → a file in another format."""
    # The folder stands for the user's own pandoc folder too: no template or style of theirs may get in.
    with tempfile.TemporaryDirectory(prefix="careguide-") as folder:
        command = [
            *(pandoc(), "+RTS", f"-M{_MEMORY}", "-RTS", "--sandbox", "--fail-if-warnings", f"--data-dir={folder}"),
            *("--from=json", f"--to={to}", "--wrap=none", "--output=-", *options),
        ]
        return _run(command, document, folder)


@cache
def pandoc() -> str:
    """The program itself: the package's own, never one that happens to be installed."""
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            program = Path(folder) / "files" / name
            if program.is_file():
                return str(program)
    raise PandocFault("pandoc is missing: install the package pypandoc_binary")


def _run(command: list[str], document: bytes, folder: str) -> bytes:
    # Nothing of the user's environment reaches pandoc; Windows cannot start a program without its SystemRoot.
    environment = {"LC_ALL": "C.UTF-8", "HOME": folder}
    if root := os.environ.get("SYSTEMROOT"):
        environment["SYSTEMROOT"] = root
    try:
        done = subprocess.run(
            command, input=document, capture_output=True, env=environment, cwd=folder, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as hung:
        raise PandocFault(f"pandoc did not end within {_PATIENCE} seconds") from hung
    except OSError as error:
        raise PandocFault(f"pandoc does not start: {error.strerror}") from error
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode or said:
        raise PandocFault(f"pandoc ended with code {done.returncode}: {said[:2000] or 'without a word'}")
    return done.stdout
