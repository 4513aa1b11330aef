"""Runs the one pandoc that is known to work: in its sandbox, with bounds on memory and time."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from careguide.system.bounded import Bounds, Ended, running

_PATIENCE = 60
_MEMORY = "512M"
# Pandoc's new objects: room for them means an eighth less time, and a fifth less memory, than it takes unasked.
_NURSERY = "64m"
# The heap is bounded by pandoc itself, which then says so; these stand behind it.
_BEYOND = {"memory": 2**30, "output": 200_000_000}
# Stands for the user's own folders: no template or style of theirs may get in, and no file can stand below it.
_NOWHERE = os.devnull


class PandocFault(Exception):
    """Pandoc is missing, crashed, warned or hung. Never the fault of whoever wrote the guide."""


def convert(document: bytes, to: str, *options: str) -> bytes:
    """Pandoc's JSON → a file in another format."""
    with converting(document, to, *options) as converted:
        return converted()


@contextmanager
def converting(document: bytes, to: str, *options: str) -> Iterator[Callable[[], bytes]]:
    """Like ``convert``, beside other work: pandoc begins at once, and what is given waits for the file."""
    command = [
        *(
            pandoc(),
            "+RTS",
            f"-M{_MEMORY}",
            f"-A{_NURSERY}",
            "-RTS",
            "--sandbox",
            "--fail-if-warnings",
            f"--data-dir={_NOWHERE}",
        ),
        *("--from=json", f"--to={to}", "--wrap=none", "--output=-", *options),
    ]
    # Nothing of the user's environment reaches pandoc; Windows cannot start a program without its SystemRoot.
    environment = {"LC_ALL": "C.UTF-8", "HOME": _NOWHERE}
    if root := os.environ.get("SYSTEMROOT"):
        environment["SYSTEMROOT"] = root
    with ExitStack() as stack:
        bounds = Bounds(_PATIENCE, **_BEYOND)
        try:
            process = running(command, document, environment, Path(command[0]).parent, bounds)
            ended = stack.enter_context(process)
        except OSError as error:
            raise PandocFault(f"pandoc does not start: {error.strerror}") from error
        yield lambda: _output(ended)


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


def _output(wait: Callable[[], Ended]) -> bytes:
    try:
        ended = wait()
    except subprocess.TimeoutExpired as hung:
        raise PandocFault(f"pandoc did not end within {_PATIENCE} seconds") from hung
    if ended.code < 0:
        raise PandocFault(f"the system ended pandoc with signal {-ended.code} ({signal.strsignal(-ended.code)})")
    if ended.code or ended.said:
        raise PandocFault(f"pandoc ended with code {ended.code}: {ended.said[:2000] or 'without a word'}")
    return ended.output
