"""Where mishaps happen: a project of its own, the command in it, and whether everything in it is whole."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import careguide
from careguide.testing.overlay import PROJECT

CODE = str(Path(careguide.__file__).parents[1])
STAND_IN = Path(__file__).with_name("stand_in.py")
GUIDE = "base"
PATIENCE = 60
"""So many seconds a command may take, on a machine that is busy; longer is a hang."""


class Broken(Exception):
    """A promise was broken; the message says which and how."""


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code (below zero: a signal), and what it said."""

    code: int
    out: str
    err: str

    def must(self, *codes: int, says: str = "") -> None:
        """Raises ``Broken`` unless it ended with one of the codes, without a traceback, and with these words."""
        if self.code not in codes:
            raise Broken(f"exit code {self.code}, not {' or '.join(map(str, codes))}: {(self.out + self.err)[-400:]}")
        if re.search("^(Traceback|Exception ignored)", self.err, re.MULTILINE):
            raise Broken(f"a traceback: {self.err[-400:]}")
        if not re.search(says, self.err):
            raise Broken(f"it does not say “{says}”: {self.err[-400:]}")


@dataclass
class Ground:
    """A project in a folder of its own, with a folder for temporary files beside it."""

    home: Path
    edits: int = 0
    started: list[int] = field(default_factory=list)

    @property
    def project(self) -> Path:
        return self.home / "project"

    @property
    def sources(self) -> Path:
        return self.project / "sources" / GUIDE

    @property
    def build(self) -> Path:
        return self.project / "build"

    @property
    def temporary(self) -> Path:
        return self.home / "tmp"

    # The command

    def start(self, *arguments: str, playing: Mapping[str, Any] | None = None, **options: Any) -> subprocess.Popen[str]:
        """Starts the command in a session of its own; ``playing`` is for the stand-in, which then plays its part."""
        program = ["-m", "careguide"] if playing is None else [str(STAND_IN), json.dumps(playing)]
        usual = {"PATH": os.environ["PATH"], "PYTHONPATH": CODE, "HOME": str(self.home), "TMPDIR": str(self.temporary)}
        environment = usual | options.pop("environment", {})
        pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        pipes["preexec_fn"] = _heed
        process = subprocess.Popen(
            [*options.pop("before", ()), sys.executable, *program, *arguments],
            cwd=self.project,
            env=environment,
            text=True,
            start_new_session=True,
            **{**pipes, **options},
        )
        self.started.append(process.pid)
        return process

    def run(self, *arguments: str, **options: Any) -> Ended:
        """Runs the command to its end."""
        return end(self.start(*arguments, **options))

    # The sources

    def edit(self) -> None:
        """Makes the sources other than they were, so that a new build differs from the old one."""
        self.edits += 1
        self.replace("guide.yaml", r"^title: .*$", f"title: A made-up guide for the tests, as of edit {self.edits}")

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.sources / name
        text, found = re.subn(old, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        assert found, f"{name} does not have {old}"
        beside = self.home / name  # moved into place, since a build may be reading
        beside.write_text(text, "utf-8")
        beside.replace(path)

    def multiply(self, number: int) -> None:
        """Puts further guides beside the one, until there are so many."""
        for index in range(1, number):
            folder = self.sources.with_name(f"guide-{index}")
            if not folder.exists():
                shutil.copytree(self.sources, folder)
                overview = folder / "guide.yaml"
                overview.write_text(
                    overview.read_text("utf-8").replace("id: base\n", f"id: {folder.name}\n", 1), "utf-8"
                )

    def fingerprint(self) -> str:
        """The fingerprint of the sources, as the manifest of their build must have it."""
        lines = "".join(f"{digest(path)}  {path.name}\n" for path in sorted(self.sources.glob("*.yaml")))
        return hashlib.sha256(lines.encode()).hexdigest()

    # What must hold

    def must_hold_a_build_of(self, *fingerprints: str, none: bool = False) -> None:
        """Raises ``Broken`` unless the build is whole and one of these; ``none``: or there is no build at all."""
        folder = self.build / GUIDE
        if none and not folder.exists():
            return
        manifest = whole(folder)
        if manifest["fingerprint"] not in fingerprints:
            raise Broken("a build of other sources")

    def must_build(self) -> None:
        """Raises ``Broken`` unless a build now succeeds, and nothing is left of what went before."""
        self.run("build").must(0)
        self.must_hold_a_build_of(self.fingerprint())
        self.must_be_tidy()

    def must_be_tidy(self) -> None:
        """Raises ``Broken`` where something is left that nobody wanted: files, or processes."""
        left = [path for path in self.project.rglob(".careguide-*") if path.suffix in (".new", ".old")]
        left += self.temporary.iterdir()
        if left:
            raise Broken(f"left behind: {', '.join(path.name for path in left)}")
        self.must_be_alone()

    def must_be_alone(self) -> None:
        """Raises ``Broken`` where a process that we started, or one of its children, goes on."""
        until = time.monotonic() + PATIENCE
        while running := [pid for pid, session in sessions() if session in self.started]:
            if time.monotonic() > until:
                raise Broken(f"processes go on: {running}")
            time.sleep(0.01)


def _heed() -> None:
    """Has Ctrl-C and SIGHUP heeded, also where we are in a shell's background, or under nohup, and do not heed them."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def whole(folder: Path) -> dict[str, Any]:
    """The manifest of a build; raises ``Broken`` unless it lists the files that are there, with their bytes."""
    if not folder.exists():
        raise Broken("there is no build")
    there = {path.name: path for path in folder.iterdir()}
    try:
        manifest: dict[str, Any] = json.loads(there.pop("manifest.json").read_text("utf-8"))
    except (KeyError, ValueError) as error:
        raise Broken(f"a build without a manifest: {error}") from error
    listed = {name: about["sha256"] for name, about in manifest["files"].items()}
    found = {name: digest(path) for name, path in there.items()}
    if listed != found or len(found) != 3:
        raise Broken(f"the manifest lists {sorted(listed)}, and there are {sorted(found)}, or their bytes differ")
    return manifest


def sessions() -> Iterator[tuple[int, int]]:
    """The processes that run, each with its session. Those that have ended and wait for a parent do not count."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] not in "ZX":
            yield int(status.parent.name), int(fields[3])


def end(process: subprocess.Popen[str]) -> Ended:
    """Waits for a command; raises ``Broken`` where it hangs."""
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired as hung:
        kill(process)
        raise Broken("it hangs") from hung
    return Ended(process.returncode, out or "", err or "")


def wait_for(path: Path) -> None:
    """Waits until a program that we have started has made a file."""
    until = time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > until:
            raise Broken(f"{path} never came")
        time.sleep(0.01)


def kill(process: subprocess.Popen[str], *, group: bool = False) -> None:
    """SIGKILL, for the process alone or for its whole group."""
    if group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def texts(folder: Path) -> dict[str, bytes]:
    """All files below a folder, but for what careguide has in its cache, or was making when it was killed."""
    files = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {str(name): path.read_bytes() for name, path in files.items() if ".careguide-" not in str(name)}


@contextmanager
def ground() -> Iterator[Ground]:
    """A fresh one, with the clean guide of the tests; gone afterwards, and so is whatever still runs in it."""
    made = Ground(Path(tempfile.mkdtemp(prefix="mishaps-")))
    try:
        shutil.copytree(PROJECT, made.project)
        made.temporary.mkdir()
        yield made
    finally:
        for pid, session in sessions():
            if session in made.started:
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(made.home)


def pick(chance: Any, choices: Sequence[Any]) -> Any:
    return choices[chance.randrange(len(choices))]
