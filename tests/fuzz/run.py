"""Looks for files that bring careguide to harm, for some seconds, and tells what came of it.

Two ways: texts, led by the code that they reach (atheris), and altered trees of a sound guide (Hypothesis). What is
found is put into ``tests/fuzz/found``, which the ordinary tests run again for ever after. Then come the tests that are
too heavy for every day. ``--page FILE`` writes what came of it as a page of the documentation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

CLONE = Path(__file__).parents[2]
sys.path.insert(0, str(CLONE / "tests"))

from fuzz.alter import words  # noqa: E402  # they are found through the line above
from fuzz.lines import shares  # noqa: E402
from fuzz.page import Result, page, row  # noqa: E402
from fuzz.targets import Reached, examples, seeds  # noqa: E402
from fuzz.trees import MEMORY, SECONDS  # noqa: E402

FOUND = Path(__file__).parent / "found"

# Of the time there is: how much each target gets with texts led by code, and with trees.
_SHARES = {
    "reading": (2, 0),
    "layout": (1, 1),
    "checking": (3, 2),
    "mending": (2, 1),
    "editing": (2, 2),
    "exporting": (2, 2),
    "printing": (0, 2),
}


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        _seed(folder)
        results = []
        for result in _results(folder, arguments.seconds):
            for crash in result.crashes:
                _keep(result.target, crash)
            results.append(result)
            _say(row(result))
        fuzzed = shares(folder.glob("*/lines"))
        command = f"nox -s fuzz -- --seconds {arguments.seconds} --page docs/reference/fuzzing.md"
        told = page(results, shares([folder / "reached" / "lines"]), fuzzed, command, len(list(FOUND.glob("*-*"))))
    if arguments.page:
        arguments.page.write_text(told, "utf-8")
    _say(f"\n{told}")
    heavy = 0 if arguments.light else _heavy()
    return 1 if heavy or any(result.crashes for result in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120, help="for how long to look (120)")
    parser.add_argument("--light", action="store_true", help="without the tests that are too heavy for every day")
    parser.add_argument("--page", type=Path, help="write what came of it to this page")
    return parser.parse_args()


def _seed(folder: Path) -> None:
    """Writes down the inputs to begin with and the words to alter them with, and what the sound ones reach."""
    for name, inputs in (("sound", seeds()), ("examples", examples())):
        for number, data in enumerate(inputs):
            (_made(folder / name) / f"{name}-{number}").write_bytes(data)
    quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words())
    (folder / "words").write_text("".join(f'"{word}"\n' for word in quoted), "utf-8")
    _run("play.py", "all", _made(folder / "reached"), str(folder / "sound"))


def _results(folder: Path, seconds: int) -> Iterator[Result]:
    part = seconds / sum(map(sum, _SHARES.values()))
    for target, (texts, trees) in _SHARES.items():
        if texts:
            yield _led_by_code(target, round(texts * part), folder)
        if trees:
            yield _trees(target, round(trees * part), folder)


def _led_by_code(target: str, seconds: int, parent: Path) -> Result:
    folder, corpus = _made(parent / f"texts-{target}"), _made(parent / f"corpus-{target}")
    for name in ("sound",) if target in ("reading", "layout", "editing") else ("sound", "examples"):
        shutil.copytree(parent / name, corpus, dirs_exist_ok=True)
    options = [f"-max_total_time={max(seconds, 1)}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEMORY}"]
    options += [f"-artifact_prefix={folder}/crash-", f"-dict={parent / 'words'}", "-max_len=40000"]
    told = _run("covered.py", target, folder, *options, str(corpus))
    result = _result(target, "led by code", seconds, folder)
    if not result.runs:
        raise SystemExit(f"{target}: the fuzzer did not run:\n{told[-2000:]}")
    if result.crashes:
        _say(told[-3000:])
    else:
        _run("play.py", target, folder, str(corpus))
    return result


def _trees(target: str, seconds: int, parent: Path) -> Result:
    folder = _made(parent / f"trees-{target}")
    _run("play.py", target, folder, "--seconds", str(seconds))
    return _result(target, "trees", seconds, folder)


def _result(target: str, way: str, seconds: int, folder: Path) -> Result:
    told = folder / "reached"
    reached = json.loads(told.read_text("utf-8")) if told.exists() else {}
    crashes = [path.read_bytes() for path in sorted(folder.glob("crash-*"))]
    return Result(target, way, seconds, {Reached(int(stage)): n for stage, n in reached.items()}, crashes)


def _run(program: str, target: str, folder: Path, *arguments: str) -> str:
    """Runs one of the programs beside this one; what it says."""
    call = (sys.executable, str(Path(__file__).with_name(program)), target, str(folder), *arguments)
    ended = subprocess.run(call, capture_output=True, text=True, errors="replace", check=False)
    if ended.returncode and program == "play.py":
        raise SystemExit(f"{target}: {ended.stderr[-2000:]}")
    return ended.stderr


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


def _keep(target: str, crash: bytes) -> None:
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{target}-{hashlib.sha256(crash).hexdigest()[:12]}"
    path.write_bytes(crash)
    _say(f"{target}: came to harm; kept in {path.relative_to(CLONE)}")


def _heavy() -> int:
    call = (sys.executable, "-m", "pytest", "-q", "-m", "heavy", "tests/hostile", "--numprocesses=auto")
    return subprocess.run(call, cwd=CLONE, check=False).returncode


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
