"""The preview in a real browser, with a real guide: it shows, points out, follows, and survives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from preview_conformance.conftest import Windows
from preview_conformance.running import Running, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Locator, Page

pytestmark = pytest.mark.conformance

BLOCK = "S06.p2.li4"
STATEMENT = "massage.contraindications.active-tuberculosis"


def at(page: Page, anchor: str) -> Locator:
    return page.locator(f'[id="{anchor}"]')


def box(of: Locator) -> FloatRect:
    found = of.bounding_box()
    assert found
    return found


def choose(page: Page, choice: str) -> None:
    page.get_by_role("radio", name=choice, exact=True).check()


def colour(of: Locator) -> Any:
    return of.evaluate("element => getComputedStyle(element).backgroundColor")


def scroll_to(page: Page, anchor: str) -> None:
    at(page, anchor).evaluate("element => element.scrollIntoView()")


def without_acknowledgements(preview: Running) -> None:
    """Lets the findings in the chapter on massage wait for somebody."""
    text = preview.file("massage.yaml").read_text("utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("acknowledges:")]
    preview.file("massage.yaml").write_text("".join(kept), "utf-8")


def test_it_shows_the_guide(page: Page) -> None:
    assert page.title() == "Treatment of spinal spondylosis – preview"
    assert page.locator("#Preview\\.book > section").count() > 10
    assert "Nobody with a medical licence has read this guide." in at(page, "Book.cover").inner_text()
    drawn = page.locator("figure img").evaluate("image => [image.complete, image.naturalWidth, image.naturalHeight]")
    assert drawn[0]
    assert min(drawn[1:]) > 300


def test_findings_stand_in_the_margin_beside_their_statements(preview: Running, page: Page) -> None:
    without_acknowledgements(preview)
    page.locator(".card.finding").first.wait_for()
    cards = page.locator("#Preview\\.book .card.finding").all()
    assert len(cards) >= 3
    bottom = 0.0
    for card in cards:
        statement = box(at(page, card.get_attribute("data-beside") or ""))
        place = box(card)
        assert place["x"] > statement["x"] + statement["width"]
        assert place["y"] >= bottom, "one card covers another"
        assert abs(place["y"] - statement["y"]) < 3 or place["y"] - bottom < 500
        bottom = place["y"] + place["height"]
    listed = page.locator("#Preview\\.findings li a")
    assert listed.count() == len(cards)
    listed.first.click()
    assert "massage" in (page.evaluate("document.activeElement.id") or "")


def test_a_note_opens_in_the_margin_and_stays_open_over_an_edit(preview: Running, page: Page) -> None:
    note = page.locator("details.note[data-beside^='massage']").first
    note.locator("summary").click()
    words = note.inner_text()
    assert "transcription editor" in words
    preview.change("massage.yaml", "title: Massage", "title: Massage, edited")
    at(page, "massage").get_by_role("heading", name="Massage, edited", exact=True).wait_for()
    assert note.inner_text() == words


def test_it_follows_an_edit_and_the_reader_stays_where_they_are(preview: Running, page: Page) -> None:
    scroll_to(page, "massage.thoracic")
    at(page, "Book.cover").evaluate("chapter => { chapter.kept = true }")
    at(page, STATEMENT).evaluate("statement => statement.focus({ preventScroll: true })")
    before, top = page.evaluate("scrollY"), box(at(page, "massage.thoracic"))["y"]
    preview.change("massage.yaml", "title: Massage", "title: Massage, edited " + "at length " * 10)
    at(page, "massage").get_by_role("heading", name="Massage, edited", exact=False).first.wait_for()
    page.get_by_text("Changed: massage").wait_for()
    assert abs(box(at(page, "massage.thoracic"))["y"] - top) < 2
    assert page.evaluate("scrollY") > before + 50, "the longer title has not moved the page"
    assert at(page, "Book.cover").evaluate("chapter => chapter.kept"), "an unchanged chapter was exchanged"
    assert page.evaluate("document.activeElement.id") == STATEMENT


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("title: Massage", "titel: Massage", "schema/unknown-field"),
        ("title: Massage", "title: [Massage", "yaml/syntax"),
    ],
)
def test_it_survives_a_broken_file(preview: Running, page: Page, old: str, new: str, rule: str) -> None:
    preview.change("massage.yaml", old, new)
    trouble = at(page, "Preview.trouble")
    trouble.get_by_text("Not as the files are now").wait_for()
    assert rule in trouble.inner_text()
    assert "sources/spondylosis/massage.yaml:" in trouble.inner_text()
    assert "^" in trouble.locator("pre").inner_text()
    assert trouble.is_visible()
    assert "High body temperature" in at(page, "massage").inner_text()
    preview.restore()
    trouble.get_by_text("Not as the files are now").wait_for(state="detached")
    page.get_by_text("No findings", exact=False).first.wait_for()


def test_a_preview_that_ends_says_so_and_keeps_its_page(browser: Browser, root: Path) -> None:
    page = browser.new_page()
    with running(root) as preview:
        page.goto(preview.address)
        page.get_by_text("Follows the files.").wait_for()
    page.get_by_text("Not connected").wait_for()
    assert "High body temperature" in at(page, "massage").inner_text()
    page.close()


def test_pointing_at_a_statement_tells_where_it_stands_and_what_it_carries(page: Page) -> None:
    statement = at(page, STATEMENT)
    statement.hover()
    told = at(page, "Preview.place")
    assert str(statement.get_attribute("data-place")) in told.inner_text()
    assert f"Source: {BLOCK}" in told.inner_text()
    page.locator(".guide-title").hover()
    assert "Point at a statement" in told.inner_text()


def test_a_click_holds_a_statement_and_opens_the_editor(preview: Running, page: Page) -> None:
    at(page, STATEMENT).click(position={"x": 5, "y": 5})
    line = preview.file("massage.yaml").read_text("utf-8").split("id: active-tuberculosis")[0].count("\n") + 1
    opened = page.evaluate("opened")
    assert opened == [f"vscode://file{preview.file('massage.yaml')}:{line}:7"]
    at(page, "massage.contraindications.inflammation").hover()
    assert "Held" in at(page, "Preview.place").inner_text()
    page.keyboard.press("Escape")
    assert "Held" not in at(page, "Preview.place").inner_text()


def test_everything_is_there_for_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.stop") is not None
    told = at(page, "Preview.place")
    first = told.inner_text()
    page.keyboard.press("j")
    second = told.inner_text()
    page.keyboard.press("k")
    assert told.inner_text() == first != second
    page.keyboard.press("Enter")
    assert "Held" in told.inner_text()
    assert len(page.evaluate("opened")) == 1
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.stop") is None, "a statement is a single stop of the Tab key"


def test_what_is_missing_of_the_source_is_listed(preview: Running, page: Page) -> None:
    coverage = at(page, "Preview.coverage")
    assert "Missing of the source (0)" in coverage.inner_text()
    (exclusion,) = re.findall(r"  - locator: S13\.p1\n    .*\n", preview.file("document.yaml").read_text("utf-8"))
    preview.change("document.yaml", exclusion, "")
    coverage.get_by_text("Missing of the source (1)").wait_for()
    coverage.get_by_role("link", name="S13.p1").click()
    assert at(page, "Book.source.S13.p1").is_visible()


def test_switches(page: Page) -> None:
    device, book = page.locator(".device"), page.locator(".book")
    assert colour(book) == "rgb(255, 255, 255)"
    choose(page, "Dark")
    assert colour(book) == "rgb(20, 25, 27)"
    assert box(device)["width"] > 600
    label = page.locator(".cover-fact .label").first
    assert label.evaluate("label => getComputedStyle(label).display") == "inline-block"
    choose(page, "Phone")
    assert box(device)["width"] == 392
    assert label.evaluate("label => getComputedStyle(label).display") == "block", "as in a book on a phone"
    title = page.locator(".wide .columns-5 caption > span").first
    assert box(title)["x"] + box(title)["width"] <= box(device)["x"] + 392, "whole, though its table is wider"
    assert at(page, "surgery").is_visible()
    choose(page, "Patient")
    shown = page.locator("[data-statement]:visible").count()
    choose(page, "Clinician")
    clinical = page.locator("[data-statement]:visible").count()
    choose(page, "Everyone")
    everything = page.locator("[data-statement]:visible").count()
    assert max(shown, clinical) < everything
    assert page.locator(".card:visible").count() > 50
    choose(page, "None")
    assert page.locator(".card:visible").count() == 0
    page.reload()
    assert (colour(book), box(device)["width"]) == ("rgb(20, 25, 27)", 392), "the switches are remembered"


def test_the_device_decides_where_no_switch_is_set(windows: Windows) -> None:
    assert colour(windows.open(scheme="dark").locator(".book")) == "rgb(20, 25, 27)"
    narrow = windows.open(width=390)
    card = narrow.locator("#Preview\\.book .card:visible").first
    statement = box(at(narrow, card.get_attribute("data-beside") or ""))
    assert box(card)["x"] >= statement["x"], "without a margin, cards stand in the text"
    assert box(card)["x"] + box(card)["width"] <= 390
