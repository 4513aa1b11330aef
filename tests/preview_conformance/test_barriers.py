"""axe finds nothing, in any state of the page, and nothing has to be scrolled sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from preview_conformance.conftest import Windows
from preview_conformance.running import Running
from preview_conformance.test_browser import STATEMENT, at, choose, without_acknowledgements

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.conformance

RUN = """axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
.then(({ violations, passes }) => ({
  passes: passes.length,
  violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
    `${id}: ${[...any, ...all, ...none][0]?.message}: ${html.slice(0, 200)}`)),
}))"""


def problems(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    report: Any = page.evaluate(RUN)
    assert report["passes"] > 20, "axe has not looked"
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    sideways = [f"{wide} px of content in a window of {seen} px"] if wide > seen else []
    return [*report["violations"], *sideways]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 1024, 320])
def test_the_page(windows: Windows, preview: Running, axe: str, scheme: str, width: int) -> None:
    without_acknowledgements(preview)
    page = windows.open(width, 800, scheme)
    page.locator(".card.finding").first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })")
    assert problems(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_held_statement_a_phone_and_a_patient(windows: Windows, axe: str, scheme: str) -> None:
    page = windows.open(1400, 800, scheme)
    choose(page, "Phone")
    choose(page, "Patient")
    at(page, STATEMENT).click(position={"x": 5, "y": 5})
    assert problems(page, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 320])
def test_a_broken_file(windows: Windows, preview: Running, axe: str, scheme: str, width: int) -> None:
    page = windows.open(width, 800, scheme)
    preview.change("massage.yaml", "title: Massage", "titel: Massage")
    at(page, "Preview.trouble").get_by_text("Not as the files are now").wait_for()
    assert problems(page, axe) == []


def test_axe_does_look(page: Page, axe: str) -> None:
    page.evaluate("document.querySelector('.guide-title').innerHTML = '<img src=\"data:,\"><a href=\"#x\"></a>'")
    found = " ".join(problems(page, axe))
    assert "image-alt" in found
    assert "link-name" in found
