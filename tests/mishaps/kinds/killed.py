"""Killed: no handler runs, nothing can be put in order."""

from __future__ import annotations

import shutil
import subprocess
import time
from functools import cache, partial

from mishaps.ground import Broken, Ground, ground, kill, texts, whole
from mishaps.mishap import Group, Happen, Turn

GROUP = Group("Killed (SIGKILL)")
WHOLE = "`build/` holds one whole set, old or new; the next build succeeds and tidies up; nothing goes on running"
SOURCES = "each file is wholly the old or wholly the new one; the same command then ends what it began, and tidies up"


@GROUP.mishap("`build`, at any moment", WHOLE, times=120)
def build_killed(where: Ground, turn: Turn) -> None:
    _kill_build(where, turn, group=False)


@GROUP.mishap("`build` and its pandoc together, at any moment", WHOLE, times=80, sample=True)
def group_killed(where: Ground, turn: Turn) -> None:
    _kill_build(where, turn, group=True)


def _kill_build(where: Ground, turn: Turn, *, group: bool) -> None:
    before = where.fingerprint()
    where.edit()
    process = where.start("build", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(turn.chance.uniform(0, 1.1 * duration("build")))
    kill(process, group=group)
    _judge_build(where, before)


@GROUP.mishap("`build`, at each step of its writing", WHOLE, times=lambda: _tries("build"), sample=True)
def build_killed_while_writing(where: Ground, turn: Turn) -> None:
    where.must_build()  # to replace a build takes the most steps
    before = where.fingerprint()
    where.edit()
    where.run("build", playing={"kill_at": turn.number % steps("build") + 1}).must(-9)
    _judge_build(where, before)


def _judge_build(where: Ground, before: str) -> None:
    where.must_hold_a_build_of(before, where.fingerprint(), none=True)
    where.must_be_alone()
    where.must_build()


# Those who write sources

AT_MOST = 25
"""Steps that are tried of each command, evenly spread; those of a build are all tried."""

MISSPELT = {"massage.yaml": ("position: last", "Position: Last"), "guide.yaml": ("audience: both", "Audience: Both")}
UNTIDY = dict.fromkeys(("massage.yaml", "guide.yaml", "surgery.yaml"), ("^title:", "title:   "))
NOTE = ("--id", "one", "--severity", "info", "--text", "Somebody should look at this.", "--author", "a reviewer")
SIGN = ("--reviewer", "a physician", "--outcome", "changes-requested", "--date", "2026-01-02")

Command = tuple[str, ...]
WRITERS: dict[str, tuple[Command, dict[str, tuple[str, str]]]] = {
    "check --fix": (("check", "--fix"), MISSPELT),
    "fmt": (("fmt",), UNTIDY),
    "review sign": (("review", "sign", "base", *SIGN), {}),
    "new note": (("new", "note", "base", *NOTE), {}),
    "new guide": (("new", "guide", "other", "--document", "careguide.toml", "--modality", "massage"), {}),
    "init": (("init", "another"), {}),
}


def prepare(where: Ground, name: str) -> Command:
    """The project as it was at first, with what the command has to do."""
    folder = where.project
    shutil.rmtree(folder / "sources" / "other", ignore_errors=True)
    shutil.rmtree(folder / "another", ignore_errors=True)
    for path, text in originals().items():
        (where.sources / path).write_bytes(text)
    command, changes = WRITERS[name]
    for file, (old, new) in changes.items():
        where.replace(file, old, new)
    return command


@cache
def originals() -> dict[str, bytes]:
    from careguide.testing.overlay import BASE

    return texts(BASE)


def _writer(name: str, *, at_each_step: bool) -> Happen:
    def happen(where: Ground, turn: Turn) -> None:
        command = prepare(where, name)
        before = texts(where.project)
        if at_each_step:
            where.run(*command, playing={"kill_at": 1 + turn.number * steps(name) // AT_MOST % steps(name)}).must(-9)
        else:
            process = where.start(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(turn.chance.uniform(0, 1.1 * duration(name)))
            kill(process)
        judge_sources(where, name, before)

    return happen


def judge_sources(where: Ground, name: str, before: dict[str, bytes]) -> None:
    """Raises ``Broken`` unless each file is the old or the new one, and a second run comes to the same end."""
    after = texts_after(name)
    there = texts(where.project)
    for path in before.keys() | there.keys():
        if there.get(path) not in (before.get(path), after.get(path)):
            raise Broken(f"{path} is neither the old file nor the new one")
    if there not in (before, after) and name == "new guide":
        raise Broken("a guide of which a part is missing")
    where.must_be_alone()
    if there != after:
        where.run(*WRITERS[name][0]).must(0)
        if texts(where.project) != after:
            raise Broken("the second run does not come to the same end")
        where.must_be_tidy()


# Those with workers

MANY = 40
WORKERS = ("check", "--jobs", "2", "--no-cache")


@GROUP.mishap(
    f"`{' '.join(WORKERS)}` on {MANY} guides, at any moment", "the workers end too; nothing is left", times=15
)
def workers_orphaned(where: Ground, turn: Turn) -> None:
    where.multiply(MANY)
    process = where.start(*WORKERS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(turn.chance.uniform(0, 1.1 * duration("workers")))
    kill(process)
    where.must_be_tidy()
    if turn.number == 0:
        where.run(*WORKERS).must(0)
        where.must_be_tidy()


FEW = 4
BUILDERS = ("build", "--jobs", "2")


@GROUP.mishap(f"`{' '.join(BUILDERS)}` of {FEW} guides, at any moment", "the same for each guide", times=10)
def builders_orphaned(where: Ground, turn: Turn) -> None:
    where.multiply(FEW)
    where.edit()
    process = where.start(*BUILDERS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(turn.chance.uniform(0, 1.1 * duration("builders")))
    kill(process)
    where.must_be_alone()
    for folder in where.build.glob("[!.]*"):
        whole(folder)
    where.run(*BUILDERS).must(0)
    where.must_be_tidy()
    if len([whole(folder) for folder in where.build.iterdir()]) != FEW:
        raise Broken("not every guide has been built")
    where.must_hold_a_build_of(where.fingerprint())


# What happens without a mishap


def _undisturbed(where: Ground, name: str) -> Command:
    if name in ("workers", "builders"):
        where.multiply(MANY if name == "workers" else FEW)
        return WORKERS if name == "workers" else BUILDERS
    return ("build",) if name == "build" else prepare(where, name)


@cache
def duration(name: str) -> float:
    """How many seconds the command takes when nothing happens to it."""
    with ground() as where:
        start = time.monotonic()
        where.run(*_undisturbed(where, name)).must(0)
        return time.monotonic() - start


@cache
def steps(name: str) -> int:
    """How many steps its writing takes."""
    with ground() as where:
        count = where.home / "count"
        if name == "build":
            where.must_build()  # to replace a build takes the most steps
        where.run(*_undisturbed(where, name), playing={"count": str(count)}).must(0)
        return int(count.read_text())


def _tries(name: str) -> int:
    return steps(name) if name == "build" else min(AT_MOST, steps(name))


@cache
def texts_after(name: str) -> dict[str, bytes]:
    """The files of the project after the command."""
    with ground() as where:
        where.run(*prepare(where, name)).must(0)
        return texts(where.project)


for _name in WRITERS:
    GROUP.mishap(f"`{_name}`, at any moment", SOURCES, times=15)(_writer(_name, at_each_step=False))
    GROUP.mishap(
        f"`{_name}`, at each step of its writing", SOURCES, times=partial(_tries, _name), sample=_name == "check --fix"
    )(_writer(_name, at_each_step=True))
