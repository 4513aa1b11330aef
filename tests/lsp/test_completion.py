"""What an editor offers to write: fields, choices, ids, locators and rules, where they fit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')

from lsprotocol import types

from lsp.editor import Editor, capable

TECHNIQUES = ["stroking", "rubbing", "pressing", "kneading", "vibration", "tapping", "patting"]
STEP = "        technique: [stroking]\n        hand: [palm]\n"


def offered(editor: Editor, path: Path, old: str, new: str) -> list[str]:
    """What is offered at the bar in a text that has just been typed in the place of another."""
    if path not in editor.texts:
        editor.open(path)
    offset = editor.texts[path].index(old) + new.index("|")
    editor.replace(path, old, new.replace("|", "", 1))
    return editor.labels(path, offset)


# Choices


@pytest.mark.parametrize(
    "typed",
    [
        "        technique: [stroking, |]\n",
        "        technique: [stroking, |\n",
        "        technique: [stroking, ta|\n",
        "        technique: [stroking, ta|p]\n",
        "        technique: [|, stroking]\n",
        "        technique:\n          - stroking\n          - |\n",
        "        technique:\n          - |\n          - stroking\n",
        "        technique: ['stroking', |]\n",
    ],
)
def test_choices_that_are_not_there_yet(editor: Editor, massage: Path, typed: str) -> None:
    assert offered(editor, massage, STEP, typed) == [each for each in TECHNIQUES if each != "stroking"]


@pytest.mark.parametrize("typed", ["role: |", "role: m|", "role: |main", "role: main|", "role:    |", 'role: "|"'])
def test_choices_of_a_single_value(editor: Editor, massage: Path, typed: str) -> None:
    assert offered(editor, massage, "role: main", typed) == ["main", "complementary", "last-resort"]


def test_a_list_is_begun_where_one_should_stand(editor: Editor, massage: Path) -> None:
    assert offered(editor, massage, STEP, "        technique: |\n") == TECHNIQUES
    editor.complete(massage, "        technique: |\n", "tapping")
    assert "        technique: [tapping]\n" in editor.texts[massage]


def test_choices_in_a_group_on_one_line(editor: Editor, massage: Path) -> None:
    assert offered(editor, massage, "direction: upward}", "direction: |")[:2] == ["upward", "downward"]
    assert offered(editor, massage, "requires: {direction: ", "requires: {|")[:2] == ["direction", "setting"]


def test_a_choice_is_true_or_nothing(editor: Editor, massage: Path) -> None:
    assert offered(editor, massage, STEP, STEP + "        optional: |\n") == ["true"]


def test_what_takes_the_place_of_a_word_is_the_whole_word(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "setting: specialist", "setting: spec-ial")
    editor.complete(massage, "setting: spec-|ial", "specialist")
    assert "setting: specialist\n" in editor.texts[massage]


def test_choices_are_quoted_where_they_must_be(editor: Editor, base: Path) -> None:
    remedies = base / "remedies.yaml"
    editor.open(remedies)
    (line, *_) = [line for line in editor.texts[remedies].split("\n") if line.strip().startswith("amount: ")]
    editor.replace(remedies, line, line.split(":")[0] + ": {value: 1, unit: }")
    (percent,) = [item for item in editor.completion(remedies, "{value: 1, unit: |}") if "%" in item.label]
    assert isinstance(percent.text_edit, types.TextEdit)
    assert percent.text_edit.new_text == '"%"'


# Fields


@pytest.mark.parametrize("typed", ["        |\n", "        af|\n", "        |technique: [stroking]\n"])
def test_fields_that_are_not_there_yet(editor: Editor, massage: Path, typed: str) -> None:
    found = offered(editor, massage, STEP, typed)
    assert {"after", "before", "hand", "notes"} <= set(found)
    assert not {"id", "text", "source", "sessions"} & set(found)
    assert found.index("after") < found.index("hand") < found.index("notes")


def test_fields_that_must_be_there_are_marked(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main\n", "\n")
    details = {item.label: item.detail for item in editor.completion(massage, "status: draft\n|\nphase")}
    assert details["role"] == "required"
    assert details["effects"] is None


def test_fields_of_a_new_item(editor: Editor, massage: Path) -> None:
    found = offered(editor, massage, "      - id: kneading", "      - |\n      - id: kneading")
    assert found[:3] == ["id", "title", "text"]


def test_fields_of_a_group_that_is_still_empty(editor: Editor, massage: Path) -> None:
    found = offered(editor, massage, "requires: {direction: upward}", "requires:\n          |")
    assert found[:2] == ["direction", "setting"]


def test_fields_at_the_top_of_a_new_file(editor: Editor, massage: Path) -> None:
    editor.open(massage, "")
    assert editor.labels(massage, "|")[:3] == ["id", "title", "text"]
    editor.type(massage, "id: massage\n\n")
    assert editor.labels(massage, "massage\n|")[:2] == ["title", "text"]


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("as_written", "as_written: "),
        ("after", "after: []"),
        ("hold", "hold:\n          "),
        ("notes", "notes:\n          - id: "),
    ],
)
def test_a_field_is_begun_as_it_goes_on(editor: Editor, massage: Path, field: str, written: str) -> None:
    editor.open(massage)
    editor.replace(massage, STEP, "        \n")
    item = next(item for item in editor.completion(massage, "        |\n      - id: kneading") if item.label == field)
    assert isinstance(item.text_edit, types.TextEdit)
    plain = item.text_edit.new_text.replace("$0", "").replace("[$1]", "[]")
    assert plain == written.replace("\n        ", "\n")  # the client sets further lines in


def test_a_client_without_snippets_gets_plain_text(project: Path, massage: Path) -> None:
    with Editor(project, capable(edits=False)) as editor:
        editor.open(massage)
        editor.replace(massage, STEP, "        \n")
        for item in editor.completion(massage, "        |\n      - id: kneading"):
            assert isinstance(item.text_edit, types.TextEdit)
            assert "$" not in item.text_edit.new_text
            assert item.insert_text_format is types.InsertTextFormat.PlainText


def test_a_field_that_is_there_is_only_renamed(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", "rolle: main")
    editor.complete(massage, "rol|le: main", "role")
    assert "\nrole: main\n" in editor.texts[massage]


# Ids


def test_ids_beside_come_first(editor: Editor, massage: Path) -> None:
    assert offered(editor, massage, "after: [stroking]", "before: [|]") == ["stroking"]


def test_steps_are_offered_from_beside_only(editor: Editor, massage: Path) -> None:
    found = offered(editor, massage, STEP, STEP + "        after: [|\n")
    assert found == ["kneading"]


def test_an_id_that_has_just_been_written_is_offered(editor: Editor, massage: Path) -> None:
    new = "      - id: tap\n      - id: last\n        after: [|]\n\n  - id: thoracic"
    assert offered(editor, massage, "\n  - id: thoracic", new) == ["stroking", "kneading", "tap"]


def test_only_kinds_that_fit_are_offered(editor: Editor, massage: Path, base: Path) -> None:
    assert offered(editor, massage, "phase: recovery", "phase: |") == ["acute", "recovery"]
    guide = base / "guide.yaml"
    editor.open(guide)
    states = editor.labels(guide, "    to: |" + editor.texts[guide].partition("    to: ")[2].split("\n")[0])
    assert states
    assert "massage" not in states


def test_an_address_is_offered_whole(editor: Editor, massage: Path) -> None:
    found = offered(editor, massage, "scope: massage.thoracic", "scope: massage.l|")
    assert "massage.lumbar" in found or "lumbar" in found
    label = "lumbar" if "lumbar" in found else "massage.lumbar"
    editor.complete(massage, "scope: massage.l|", label)
    assert f"scope: {label}\n" in editor.texts[massage]


def test_ids_are_told_by_their_titles(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "phase: recovery", "phase: ")
    item = next(item for item in editor.completion(massage, "phase: |") if item.label == "acute")
    assert item.detail
    assert isinstance(item.documentation, types.MarkupContent)
    assert "`acute`" in item.documentation.value


def test_modalities_are_offered(editor: Editor, base: Path) -> None:
    guide = base / "guide.yaml"
    assert "massage" in offered(editor, guide, "modalities:", "modalities: [|]\nothers:")


# Locators, rules, people


def test_locators_are_offered_with_how_often_they_are_cited(editor: Editor, massage: Path, base: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "source: [S01.p2]\nstatus", "source: [S01.p2, ]\nstatus")
    found = {item.label: item.detail for item in editor.completion(massage, "source: [S01.p2, |]")}
    known = re.findall(r"locator: (\S+), hash", (base / "document.yaml").read_text("utf-8"))
    assert list(found) == [locator for locator in known if locator != "S01.p2"]
    assert found["S01.p2.li1"] is not None
    assert found["S01.p2.li1"].startswith("cited ")


def test_locators_begin_a_list(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "source: [S01.p2]\nstatus", "source: \nstatus")
    editor.complete(massage, "source: |\nstatus", "S01.p3")
    assert "source: [S01.p3]\nstatus" in editor.texts[massage]


def test_rules_that_have_found_something_come_first(editor: Editor, spondylosis: Path) -> None:
    path = spondylosis / "massage.yaml"
    editor.open(path)
    editor.replace(path, "            acknowledges: steps/multiple-actions\n", "")
    assert "steps/multiple-actions" in [each.code for each in editor.diagnostics(path)]
    editor.replace(path, "acknowledges: text/truncated-coordination", "acknowledges: ")
    found = editor.completion(path, "acknowledges: |\n")
    assert "steps/multiple-actions" in [item.label for item in found]
    assert "ref/dangling" not in [item.label for item in found]  # no note can acknowledge it


def test_authors_of_other_notes_are_offered(editor: Editor, spondylosis: Path) -> None:
    path = spondylosis / "massage.yaml"
    assert offered(editor, path, "author: transcription editor", "author: |") == ["transcription editor"]


# Where nothing fits


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Massage loosens the muscles.", "Massage |loosens the muscles."),
        ("title: Massage\n", "title: |\n"),
        ("id: cervical", "id: |cervical"),
        ("id: massage", "# id: |\nid: massage"),
        ("hand: [palm]", "hand: [palm] # |"),
        ("text: Fever", "text: >-\n        Fever |and"),
    ],
)
def test_nothing_is_offered_in_words(editor: Editor, massage: Path, old: str, new: str) -> None:
    assert offered(editor, massage, old, new) == []


@pytest.mark.parametrize("broken", ["role main [", "rol: {", 'title: "x', "\tx: 1", "- a"])
def test_a_fault_elsewhere_does_not_matter(editor: Editor, massage: Path, broken: str) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", broken)
    assert offered(editor, massage, STEP, "        technique: [|\n") == TECHNIQUES
    assert offered(editor, massage, "region: lumbar", "region: |")[0] == "cervical"
