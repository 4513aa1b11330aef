"""How fast the first page is there, and how fast a save shows: the best of a few, since other work only ever adds."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from preview_conformance.running import Running, running
from preview_conformance.test_browser import at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.conformance

FIRST_PAGE, SAVE = 2.0, 1.0
"""The most seconds that either may take."""


def told(what: str, seconds: list[float], most: float) -> str:
    return f"{what:45} {min(seconds):.2f} s, at most {most:.0f} s (of {', '.join(f'{s:.2f}' for s in seconds)})"


def test_from_the_start_to_the_first_page(browser: Browser, root: Path, say: list[str]) -> None:
    seconds = []
    for _ in range(4):
        page = browser.new_page()
        with running(root) as preview:
            page.goto(preview.address, wait_until="commit")
            at(page, "Book.cover").get_by_role("heading").wait_for()
            seconds.append(time.monotonic() - preview.started)
        page.close()
    say.append(told("preview: start to first page", seconds, FIRST_PAGE))
    assert min(seconds) < FIRST_PAGE


def test_from_a_save_to_the_new_page(page: Page, preview: Running, say: list[str]) -> None:
    seconds = []
    for turn in range(6):
        title = f"title: Massage {turn} "
        text = preview.file("massage.yaml").read_text("utf-8")
        start = time.monotonic()
        preview.file("massage.yaml").write_text(
            text.replace("title: Massage ", title, 1).replace("title: Massage\n", f"{title}\n", 1)
        )
        at(page, "massage").get_by_role("heading", name=f"Massage {turn}").first.wait_for()
        seconds.append(time.monotonic() - start)
        preview.restore()
        at(page, "massage").get_by_role("heading", name="Massage", exact=True).first.wait_for()
    say.append(told("preview: save to new page", seconds, SAVE))
    assert min(seconds) < SAVE
