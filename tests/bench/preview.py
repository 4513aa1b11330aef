"""How long an editor waits for the preview, in a real browser: for the first page, and for a save to show.

Prints the median and the worst of the runs, in seconds, as JSON. Call it on a quiet machine, in the environment of
`nox -s preview`:

    PYTHONPATH=tests python -m bench.preview [RUNS]
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.seconds import summary
from preview_conformance.conftest import opened_browser
from preview_conformance.running import Running, copied, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 12
FIRST_PAGE, SAVE = 2.0, 1.0
"""The most seconds that each may take."""


def measure(runs: int = RUNS) -> Mapping[str, Any]:
    """Per figure: its median and its worst of so many runs, the goal, and each run, in seconds."""
    with opened_browser() as browser, tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        starts = [_start(browser, root) for _ in range(runs)]
        with _open(browser, root) as (preview, page):
            page.get_by_text("Follows the files.").wait_for()
            saves = [_save(preview, page, turn) for turn in range(runs)]
    return {
        "start to first page": summary([wall for wall, _ in starts], FIRST_PAGE),
        "of it, processor time of the preview": summary([processor for _, processor in starts]),
        "save to new page": summary(saves, SAVE),
    }


@contextmanager
def _open(browser: Browser, root: Path) -> Iterator[tuple[Running, Page]]:
    """A preview that has just been started, and its page, with the cover in sight."""
    page = browser.new_page()
    with running(root) as preview:
        page.goto(preview.address, wait_until="commit")
        page.locator("[id='Book.cover']").get_by_role("heading").wait_for()
        yield preview, page
    page.close()


def _start(browser: Browser, root: Path) -> tuple[float, float]:
    """How long it takes, and how much of that a processor works for the program and its pandoc: so much is its own."""
    before = _processor()
    with _open(browser, root) as (preview, _):
        wall = time.monotonic() - preview.started
    return wall, _processor() - before


def _processor() -> float:
    """The processor time of all programs that we have started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _save(preview: Running, page: Page, turn: int) -> float:
    title = f"Massage, edited {turn}"
    shown = page.locator("[id='massage']").get_by_role("heading", name=title, exact=True)
    text = preview.file("massage.yaml").read_text("utf-8")
    line = next(line for line in text.splitlines() if line.startswith("title: "))
    start = time.monotonic()
    preview.change("massage.yaml", line, f"title: {title}")
    shown.wait_for()
    return time.monotonic() - start


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:2])), indent=2) + "\n")
