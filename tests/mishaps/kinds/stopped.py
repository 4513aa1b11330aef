"""Asked to stop: Ctrl-C, SIGTERM, a terminal that is closed."""

from __future__ import annotations

import os
import signal
import subprocess
import time

from mishaps.ground import Broken, Ended, Ground, end, texts
from mishaps.kinds.killed import MANY, WORKERS, WRITERS, duration, judge_sources, prepare
from mishaps.mishap import Group, Happen, Turn

GROUP = Group("Asked to stop")
PROMISE = "exit code {code} and a line that says so, or the work is done; nothing half-written, left behind or going on"
SIGNALS = {"Ctrl-C": signal.SIGINT, "SIGTERM": signal.SIGTERM, "SIGHUP": signal.SIGHUP}


def _build(number: signal.Signals) -> Happen:
    def happen(where: Ground, turn: Turn) -> None:
        where.must_build()
        before = where.fingerprint()
        where.edit()
        process = where.start("build")
        _ask(process, number, turn.chance.uniform(0, 1.1 * duration("build")), group=turn.number % 2 == 1)
        judge(end(process), number)
        where.must_hold_a_build_of(before, where.fingerprint())
        where.must_be_tidy()

    return happen


def _writer(number: signal.Signals) -> Happen:
    def happen(where: Ground, turn: Turn) -> None:
        name = list(WRITERS)[turn.number % len(WRITERS)]
        command = prepare(where, name)
        before = texts(where.project)
        process = where.start(*command)
        _ask(process, number, turn.chance.uniform(0, 1.1 * duration(name)))
        judge(end(process), number)
        where.must_be_tidy()
        judge_sources(where, name, before)

    return happen


def _workers(number: signal.Signals) -> Happen:
    def happen(where: Ground, turn: Turn) -> None:
        where.multiply(MANY)
        process = where.start(*WORKERS)
        _ask(process, number, turn.chance.uniform(0, 1.1 * duration("workers")), group=turn.number % 2 == 1)
        judge(end(process), number)
        where.must_be_tidy()

    return happen


def _ask(process: subprocess.Popen[str], number: signal.Signals, after: float, *, group: bool = False) -> None:
    time.sleep(after)
    if process.poll() is not None:
        return
    if group:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)


def judge(ended: Ended, number: signal.Signals) -> None:
    if ended.code == -number or (ended.code == 1 and "careguide" not in ended.err):
        return  # before our first line or after our last one: the system has answered, or Python as it starts
    ended.must(0, 128 + number)
    if ended.code and "careguide: stopped while" not in ended.err:
        raise Broken(f"it does not say that it stopped: {ended.err[-400:]}")


for _name, _number in SIGNALS.items():
    _promise = PROMISE.format(code=128 + _number)
    GROUP.mishap(f"{_name} during `build`", _promise, times=20)(_build(_number))
    GROUP.mishap(f"{_name} during `{' '.join(WORKERS)}` on {MANY} guides", _promise, times=10)(_workers(_number))
    GROUP.mishap(f"{_name} during {', '.join(f'`{name}`' for name in WRITERS)}", _promise, times=20)(_writer(_number))
