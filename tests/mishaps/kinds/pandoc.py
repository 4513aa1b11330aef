"""Pandoc is missing, crashes, hangs, or wants more than there is."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

from mishaps.ground import Ground, end, kill, wait_for
from mishaps.kinds.stopped import judge
from mishaps.mishap import Group, Happen, Turn

GROUP = Group("Pandoc")
PROMISE = (
    "exit code 3 and a line that names pandoc and its fault; the old set stays whole; nothing is left behind or goes on"
)

FAKES = {
    "crashes": ("sys.exit('out of order')", "pandoc ended with code 1: out of order"),
    "crashes by a signal": ("os.kill(os.getpid(), 11)", "signal 11"),
    "does not read what it gets": ("os.close(0); sys.exit(3)", "pandoc ended with code 3"),
    "sleeps for ever": ("time.sleep(3600)", "pandoc did not end within 2 seconds"),
    "computes for ever": ("[0 for _ in iter(int, 1)]", "pandoc did not end within 2 seconds"),
    "cannot be asked to stop": (
        "[signal.signal(n, signal.SIG_IGN) for n in (2, 15)]; time.sleep(3600)",
        "pandoc did not end within 2 seconds",
    ),
    "eats all memory": ("x = [bytearray(10**8) for _ in range(40)]", "pandoc ended with code 1: (.|\n)*MemoryError"),
    "writes without end": ("[os.write(1, bytes(10**6)) for _ in range(10**4)]", "signal 25|File too large"),
    "complains without end": ("[os.write(2, b'no' * 10**6) for _ in range(10**4)]", "signal 25|File too large|: nono"),
    "writes nothing": ("pass", "pandoc"),
    "writes what is no book": ("print('nothing of use')", "pandoc"),
}


def _fake(behaviour: str, says: str) -> Happen:
    def happen(where: Ground, turn: Turn) -> None:
        before = where.fingerprint()
        where.must_build()
        where.edit()
        playing = {"pandoc": str(program(where, behaviour)), "patience": 2 if "2 seconds" in says else 30}
        where.run("build", playing=playing).must(3, says=says)
        where.must_be_tidy()
        where.must_hold_a_build_of(before)
        where.edits -= 1
        where.edit()

    return happen


def program(where: Ground, behaviour: str) -> Path:
    """A program that stands in for pandoc."""
    path = where.home / "pandoc"
    path.write_text(f"#!{sys.executable} -IS\nimport os, signal, sys, time\n{behaviour}\n")
    path.chmod(0o755)
    return path


def hanging(where: Ground) -> Path:
    """One that hangs, after it has made the file ``begun``."""
    (where.home / "begun").unlink(missing_ok=True)
    return program(where, f"open({str(where.home / 'begun')!r}, 'w').close(); time.sleep(3600)")


@GROUP.mishap("is not installed", PROMISE)
def missing(where: Ground, turn: Turn) -> None:
    where.run("build", playing={"pandoc": None}).must(3, says="pandoc is missing: install the package pypandoc_binary")
    where.must_hold_a_build_of(none=True)
    where.must_be_tidy()


@GROUP.mishap("cannot be started", PROMISE)
def unstartable(where: Ground, turn: Turn) -> None:
    program(where, "pass").chmod(0o644)
    where.run("build", playing={"pandoc": str(where.home / "pandoc")}).must(3, says="pandoc does not start")
    where.must_hold_a_build_of(none=True)
    where.must_be_tidy()


for _name, (_behaviour, _says) in FAKES.items():
    GROUP.mishap(_name, PROMISE, sample=_name in ("eats all memory", "sleeps for ever"))(_fake(_behaviour, _says))


@GROUP.mishap("hangs, and `build` is killed", "pandoc ends too", times=5, sample=True)
def orphan(where: Ground, turn: Turn) -> None:
    process = where.start("build", playing={"pandoc": str(hanging(where))})
    wait_for(where.home / "begun")
    time.sleep(turn.chance.uniform(0, 0.2))
    kill(process)
    where.must_be_alone()
    where.must_build()


@GROUP.mishap(
    "hangs, and `build` is asked to stop", "exit code 143 or 130 at once; pandoc ends too", times=4, sample=True
)
def stopped(where: Ground, turn: Turn) -> None:
    number = (signal.SIGTERM, signal.SIGINT)[turn.number % 2]
    process = where.start("build", playing={"pandoc": str(hanging(where)), "patience": 3600})
    wait_for(where.home / "begun")
    process.send_signal(number)
    end(process).must(128 + number, says="stopped while building base")
    where.must_be_tidy()


@GROUP.mishap("hangs, and one presses Ctrl-C twice", "both end at once")
def impatient(where: Ground, turn: Turn) -> None:
    process = where.start("build", playing={"pandoc": str(hanging(where))})
    wait_for(where.home / "begun")
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    judge(end(process), signal.SIGINT)
    where.must_be_alone()
