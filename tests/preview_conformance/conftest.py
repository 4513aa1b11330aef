"""A browser, and a running preview."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conformance import tools
from preview_conformance.running import PATIENCE, Running, copied, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# What a click would start is told instead: no editor is to open in a test.
TELL_WHAT_OPENS = """
globalThis.opened = []
addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="vscode:"]')
  if (!link) return
  event.preventDefault()
  globalThis.opened.push(link.href)
}, true)
"""


@pytest.fixture(scope="session")
def axe() -> str:
    """The program of axe, to be run in a page."""
    return (tools.npm_package("axe-core") / "axe.min.js").read_text("utf-8")


@contextmanager
def opened_browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    playwright = tools.module("playwright.sync_api")
    chromium = tools.chromium()
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=FLAGS, chromium_sandbox=False)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def _preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str]]:
    with running(copied(tmp_path_factory.mktemp("project"))) as preview:
        yield preview, preview.revision


@pytest.fixture
def preview(_preview: tuple[Running, str]) -> Iterator[Running]:
    """A preview of the guide as it is in the repository."""
    running, revision = _preview
    yield running
    running.restore()
    for _ in range(10 * PATIENCE):
        if running.revision == revision:
            return
        time.sleep(0.1)
    pytest.fail("the preview does not find its way back to the guide as it was")


class Windows:
    """Opens windows on the preview, and remembers what went wrong or out of them."""

    def __init__(self, browser: Browser, preview: Running) -> None:
        self._browser = browser
        self._preview = preview
        self.troubles: list[str] = []

    def open(self, width: int = 1400, height: int = 900, scheme: str = "light") -> Page:
        context = self._browser.new_context(viewport={"width": width, "height": height})
        context.add_init_script(TELL_WHAT_OPENS)
        page = context.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)
        page.goto(self._preview.address)
        page.locator("[id='Preview.connection']:not(:empty)").wait_for()
        return page

    def _console(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.troubles.append(f"console: {said.text}")

    def _request(self, asked: Request) -> None:
        origin = self._preview.address.partition("/guide/")[0]
        if not asked.url.startswith((f"{origin}/", "data:")):
            self.troubles.append(f"request: {asked.url}")


@pytest.fixture
def windows(browser: Browser, preview: Running) -> Iterator[Windows]:
    """Windows of which none may report an error, break the page's policy, or ask for anything outside."""
    opened = Windows(browser, preview)
    yield opened
    for context in browser.contexts:
        context.close()
    assert opened.troubles == []


@pytest.fixture
def page(windows: Windows) -> Page:
    return windows.open()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied(tmp_path)
