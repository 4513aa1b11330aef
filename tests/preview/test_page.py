"""What stands on the page: the guide as in the books, and beside it what is found, noted, carried and missing."""

from pathlib import Path
from typing import Any

import pytest

from book.reading import Epub, bare
from careguide.content.part import Unit
from careguide.exporters import epub
from careguide.pipeline import check_guide, edition
from careguide.preview.live_page import LivePage
from careguide.preview.marks import where
from careguide.project import Project
from preview.conftest import Edit, seen
from preview.page import Seen, words

STEP = "        after: [stroking]\n"


def note(severity: str, text: str, rule: str = "") -> str:
    fields = f"text: {text}, severity: {severity}, author: editor, date: 2026-01-01, status: open"
    return f"        notes: [{{id: remark, {fields}{', acknowledges: ' if rule else ''}{rule}}}]\n"


@pytest.fixture
def page(root: Path) -> Seen:
    return seen(LivePage(root, "base").page())


def guide(root: Path) -> Any:
    project = Project(root)
    checked = check_guide(project, "base")
    assert checked.guide
    return checked, checked.guide, edition(project, checked, checked.guide)


def test_the_words_are_those_of_the_epub(root: Path, page: Seen) -> None:
    _, _, made = guide(root)
    for part in Epub(epub.export(made)).chapters.values():
        (section,) = (element for element in part.iter() if element.get("class") == "level1")
        anchor = str(next(e.get("id") for e in page.root.iter("section") if e.get("id") == section.get("id")))
        shown = page.one(anchor)
        for card in [e for e in shown.iter() if "card" in (e.get("class") or "").split()]:
            card.getparent().remove(card)  # type: ignore[union-attr]  # a card stands in a chapter
        assert bare(words(shown)) == bare(words(section))


def test_every_statement_says_where_it_stands(root: Path, page: Seen) -> None:
    _, base, _ = guide(root)
    units = [part for part in base.walk() if isinstance(part, Unit)]
    assert len(units) > 50
    for unit in units:
        element = page.statements[unit.address or "base"]
        assert element.get("data-place") == where(unit.place)
        assert (element.get("data-blocks") or "").split() == list(unit.source)
    assert page.statements["massage.thoracic"].get("data-place") == "sources/base/massage.yaml:48:5"
    assert page.statements["document.S01.p2"].get("data-place", "").startswith("sources/base/document.yaml:")


def test_a_finding_stands_below_its_statement_in_the_words_of_check(root: Path, edit: Edit) -> None:
    edit("massage.yaml", "after: [stroking]", "after: [strokes]")
    checked, _, _ = guide(root)
    (finding,) = checked.findings
    page = seen(LivePage(root, "base").page())
    (card,) = page.cards("finding")
    assert card.get("data-beside") == "massage.cervical.kneading"
    assert card.getparent() is page.one("massage.cervical.kneading")
    said = words(card)
    for part in (f"Error {finding.rule}", finding.message, f"Why: {finding.why}", f"Write: {finding.hint}"):
        assert " ".join(part.replace("`", "").split()) in said
    assert where(finding.place) in said
    (link,) = (link for link in page.one("Preview.findings").iter("a"))
    assert link.get("href") == f"#{card.get('id')}"
    assert page.text("Preview.verdict") == "1 error"
    assert "Massage 1 finding" in page.text("Preview.contents")


def test_a_finding_in_a_table_stands_below_the_table(root: Path, edit: Edit) -> None:
    edit("guide.yaml", "trigger: ", "trigger: no-such-")
    page = seen(LivePage(root, "base").page())
    (card,) = (c for c in page.cards("finding") if "no-such-" in words(c))
    above = card.getprevious()
    assert above is not None
    assert "wide" in (above.get("class") or "")
    assert page.one(str(card.get("data-beside"))) in list(above.iter())


def test_notes_stand_beside_their_statements(root: Path, edit: Edit) -> None:
    edit("massage.yaml", STEP, STEP + note("low", "How long is not said."))
    page = seen(LivePage(root, "base").page())
    (card,) = page.cards("note")
    assert card.get("data-beside") == "massage.cervical.kneading"
    assert "Note 1, low" in words(card)
    assert "Open; editor, 1 January 2026." in words(card)
    edit("massage.yaml", "severity: low", "severity: critical")
    assert not seen(LivePage(root, "base").page()).cards("note"), "the book has it beside the statement already"


def test_a_note_has_the_number_that_it_has_in_the_book() -> None:
    page = seen(LivePage(Path(__file__).parents[2], "spondylosis").page())
    in_text = {str(link.get("href")): words(link) for link in page.root.iter("a")}
    cards = page.cards("note")
    assert len(cards) > 100
    for card in cards:
        number = words(card).removeprefix("Note ").partition(",")[0]
        href = "#" + str(card.get("id")).removeprefix("Preview.note.")
        assert in_text[href].removeprefix("no. ").split()[0] == number, href


def test_an_acknowledged_finding_stands_in_its_note(root: Path, edit: Edit) -> None:
    rule = "text/truncated-coordination"
    edit("massage.yaml", "Knead the muscles.", "Knead with the fingers, thumbs.")
    edit("massage.yaml", STEP, STEP + note("high", "So it says.", rule))
    page = seen(LivePage(root, "base").page())
    (card,) = page.cards("note")
    assert f"acknowledges {rule}" in words(card)
    assert "“thumbs”" in words(card)
    assert not page.cards("finding")
    assert page.text("Preview.verdict") == "No findings; 1 finding acknowledged by notes"


def test_what_is_missing_of_the_source(root: Path, edit: Edit) -> None:
    page = seen(LivePage(root, "base").page())
    assert "Missing of the source (0)" in page.text("Preview.coverage")
    edit("document.yaml", "blocks:\n", "blocks:\n  - {locator: S00.p1, hash: 00000000000000a0}\n")
    text = seen(LivePage(root, "base").page()).text("Preview.coverage")
    assert "Missing of the source (1)" in text
    assert "S00.p1" in text


def test_readers_see_what_is_for_them(page: Seen) -> None:
    assert page.one("surgery").get("data-hide") == "patient"
    assert page.one("referral").get("data-hide") == "clinician"
    assert page.one("massage").get("data-hide") is None
    assert [item.get("data-hide") for item in page.one("Preview.contents").iter("li") if words(item) == "Surgery"] == [
        "patient"
    ]


def test_a_heading_goes_with_the_list_below_it(root: Path, edit: Edit) -> None:
    edit(
        "medication.yaml",
        "        text: They reduce pain.\n",
        "        text: They reduce pain.\n        audience: clinician\n",
    )
    edit("medication.yaml", "      - id: diclofenac\n", "      - id: diclofenac\n        audience: patient\n")
    page = seen(LivePage(root, "base").page())
    assert page.one("Book.medication.nsaids.effects").get("data-hide") == "patient"
    assert page.one("Book.medication.nsaids.drugs").get("data-hide") == "clinician"


def test_the_diagram_is_drawn_and_nothing_is_styled_or_fetched_from_within(page: Seen) -> None:
    figure = page.one("Book.escalation.figure")
    (image,) = figure.iter("img")
    assert image.get("src", "").startswith("data:image/svg+xml;base64,")
    assert image.get("alt")
    for element in page.root.iter():
        assert not [name for name in element.attrib if str(name).startswith("on") or name == "style"], element.tag
        address = element.get("href") or element.get("src") or ""
        assert address.startswith(("#", "/assets/", "data:", "https:", "")), address
        assert element.tag not in ("iframe", "object", "base", "form") or element.get("class") == "switches"


def test_a_place_opens_in_the_editor_that_the_settings_name(root: Path) -> None:
    with (root / "careguide.toml").open("a") as settings:
        settings.write('editor = "vscode://file/{path}:{line}:{column}"\n')
    page = seen(LivePage(root, "base").page())
    opens = page.statements["massage.thoracic"].get("data-open")
    assert opens == f"vscode://file{(root / 'sources/base/massage.yaml').resolve()}:48:5"


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\\\"'>&lt;"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("massage.yaml", "text: Stroke with the palms.", f'text: "{HOSTILE}"'),
        ("guide.yaml", "title: A made-up guide for the tests", f'title: "{HOSTILE} ${{name}}"'),
        ("massage.yaml", "after: [stroking]", f'after: ["{HOSTILE}"]'),
        ("massage.yaml", "\ntitle:", f'\n"{HOSTILE}":'),
        ("massage.yaml", "\ntitle:", '\n"ti\\u202Etle":'),
    ],
)
def test_whatever_stands_in_a_file_stays_text(root: Path, edit: Edit, name: str, old: str, new: str) -> None:
    edit(name, old, new)
    page = LivePage(root, "base").page()
    shown = seen(page)
    assert not [e for e in shown.root.iter("script") if not e.get("src")]
    assert not [e for e in shown.root.iter("img") if e.get("src") == "x"]
    assert "\u202e" not in page
