"""Several at once in one project."""

from __future__ import annotations

import shutil
import time

from mishaps.ground import GUIDE, Broken, Ground, end, kill
from mishaps.kinds.killed import duration
from mishaps.mishap import Group, Turn

GROUP = Group("Several at once")
MANY = 4


@GROUP.mishap(
    f"{MANY} builds begin together, where nothing is built yet",
    "each succeeds; one whole set is there",
    times=8,
    sample=True,
)
def first_builds(where: Ground, turn: Turn) -> None:
    shutil.rmtree(where.build, ignore_errors=True)
    for process in [where.start("build") for _ in range(MANY)]:
        end(process).must(0)
    where.must_hold_a_build_of(where.fingerprint())
    where.must_be_tidy()


@GROUP.mishap(
    f"{MANY} builds while the sources change, and one of them is killed",
    "the others succeed; at every moment some set is there; in the end a whole one, of one state of the sources",
    times=8,
)
def builds_and_a_kill(where: Ground, turn: Turn) -> None:
    where.must_build()
    states = {where.fingerprint()}
    running = []
    for _ in range(MANY):
        where.edit()
        states.add(where.fingerprint())
        running.append(where.start("build"))
        time.sleep(turn.chance.uniform(0, duration("build") / 4))
    victim = running.pop(turn.chance.randrange(MANY))
    until = time.monotonic() + turn.chance.uniform(0, duration("build"))
    while time.monotonic() < until:
        if not (where.build / GUIDE / "manifest.json").exists():
            raise Broken("for a moment there is no build")
    kill(victim)
    for process in running:
        end(process).must(0)
    where.must_hold_a_build_of(*states)
    where.must_build()


@GROUP.mishap(
    "`fmt` and `check --fix` while builds run",
    "each ends well, or says that a file has changed; all files are whole",
    times=6,
)
def writers_and_builds(where: Ground, turn: Turn) -> None:
    where.replace("massage.yaml", "position: last|Position: Last", "Position: Last")
    commands = [("check", "--fix"), ("fmt",), ("build",), ("fmt",), ("check", "--fix")]
    running = [where.start(*command) for command in commands]
    for process in running:
        end(process).must(0, 1, 2)
    where.run("check", "--fix").must(0)
    where.must_build()
