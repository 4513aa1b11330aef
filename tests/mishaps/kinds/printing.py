"""What is printed goes nowhere: a reader that has gone, a full disk behind the output, closed streams."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from mishaps.ground import Ended, Ground
from mishaps.mishap import Group, Impossible, Turn

GROUP = Group("What is printed")
AGAIN = 2
"""Each command is tried twice in the same project: the second time, careguide may know the answer."""

COMMANDS = (
    ("check",),
    ("check", "--format", "json"),
    ("build",),
    ("fmt", "--check"),
    ("rules",),
    ("--help",),
    ("status",),
)


@GROUP.mishap(
    "the reader goes away after the first line (`| head -1`)",
    "exit code 141 or 0, no message, a build is whole",
    times=AGAIN * len(COMMANDS),
    sample=True,
)
def reader_gone(where: Ground, turn: Turn) -> None:
    reading, writing = os.pipe()
    process = where.start(*COMMANDS[turn.number % len(COMMANDS)], stdout=writing)
    os.close(writing)
    with os.fdopen(reading) as output:
        output.readline()
    said = process.communicate()[1]
    Ended(process.returncode, "", said).must(0, 1, 141, says="^$")
    where.must_hold_a_build_of(where.fingerprint(), none=True)
    where.must_be_tidy()


@GROUP.mishap("nobody reads from the start", "exit code 141, no message, a build is whole", times=AGAIN * len(COMMANDS))
def nobody_reads(where: Ground, turn: Turn) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = where.start(*COMMANDS[turn.number % len(COMMANDS)], stdout=writing)
    os.close(writing)
    said = process.communicate()[1]
    Ended(process.returncode, "", said).must(141, says="^$")
    where.must_hold_a_build_of(where.fingerprint(), none=True)
    where.must_be_tidy()


@GROUP.mishap(
    "the disk behind the output is full (`> /dev/full`)",
    "exit code 3 and a line that says so",
    times=AGAIN * len(COMMANDS),
    sample=True,
)
def full(where: Ground, turn: Turn) -> None:
    if not Path("/dev/full").exists():
        raise Impossible("there is no /dev/full")
    with Path("/dev/full").open("w") as output:
        ended = where.run(*COMMANDS[turn.number % len(COMMANDS)], stdout=output)
    ended.must(3, says="No space left on device")
    where.must_hold_a_build_of(where.fingerprint(), none=True)
    where.must_be_tidy()


@GROUP.mishap(
    "stdin, stdout or stderr are closed",
    "the exit code is the usual one, a build is whole",
    times=3 * len(COMMANDS),
    sample=True,
)
def closed(where: Ground, turn: Turn) -> None:
    command = COMMANDS[turn.number % len(COMMANDS)]
    stream = turn.number // len(COMMANDS) % 3
    shell = ["sh", "-c", f'exec "$@" {stream}{"<" if stream == 0 else ">"}&-', "sh"]
    usual = where.run(*command)
    ended = where.run(*command, before=shell, stderr=subprocess.PIPE)
    ended.must(usual.code)
    where.must_hold_a_build_of(where.fingerprint(), none=True)
    where.must_be_tidy()
