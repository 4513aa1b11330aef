"""Clocks that are wrong, and files from another time."""

from __future__ import annotations

import os
from pathlib import Path

from mishaps.ground import GUIDE, Broken, Ground, texts
from mishaps.mishap import Group, Turn, need

GROUP = Group("The clock")
SAME = "the build has the same bytes as ever"
DAYS = {
    "1970-01-01": 0,
    "1979-12-31": 315_532_799,
    "2100-01-01": 4_102_444_800,
    "2242-03-16": 8_589_934_592,
    "1901-12-13": -(2**31),
}


@GROUP.mishap(f"sources, schemas and builds dated {', '.join(DAYS)}", SAME, times=len(DAYS))
def old_files(where: Ground, turn: Turn) -> None:
    usual = built(where)
    when = list(DAYS.values())[turn.number % len(DAYS)]
    for path in where.project.rglob("*"):
        os.utime(path, (when, when))
    if built(where) != usual:
        raise Broken("other bytes")


@GROUP.mishap(
    f"SOURCE_DATE_EPOCH says {', '.join(DAYS)}, or nonsense",
    f"{SAME}; nonsense is refused with exit code 2, and the build stays",
    times=9,
)
def epochs(where: Ground, turn: Turn) -> None:
    usual = built(where)
    said = [*map(str, DAYS.values()), "", "nonsense", "9" * 30, "²"][turn.number % 9]
    sound = said == "" or (said.isascii() and said.isdigit() and len(said) < 20)
    for command in ("status", "build"):
        ended = where.run(command, environment={"SOURCE_DATE_EPOCH": said})
        ended.must(0 if sound else 2, says="" if sound else "SOURCE_DATE_EPOCH")
    if texts(where.build / GUIDE) != usual:
        raise Broken("other bytes")


@GROUP.mishap("the machine's clock stands at 1975, 1999, 2038 and 2100", SAME, times=4)
def wrong_clock(where: Ground, turn: Turn) -> None:
    need("faketime")
    usual = built(where)
    day = ("1975-06-01", "1999-12-31 23:59:58", "2038-01-19 03:14:06", "2100-02-28")[turn.number % 4]
    if built(where, before=["faketime", day]) != usual:
        raise Broken("other bytes")
    where.run("check", before=["faketime", day]).must(0)


def built(where: Ground, before: list[str] | None = None, **environment: str) -> dict[str, bytes]:
    """The files of a new build."""
    where.run("build", before=before or [], environment=environment).must(0)
    return texts(Path(where.build / GUIDE))
