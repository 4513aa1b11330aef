"""What an editor can change: it mends, begins notes, and renames ids in every file of a guide."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from careguide.fixes.mend import mend, write
from careguide.pipeline import check_guide
from careguide.project import Project
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore
from lsp.editor import Editor, capable

NUMBERED = "text: 1. Knead the muscles."


def titles(actions: list[types.CodeAction]) -> list[str]:
    return [action.title for action in actions]


def chosen(actions: list[types.CodeAction], start: str) -> types.CodeAction:
    (found,) = [action for action in actions if action.title.startswith(start)]
    return found


# Mending


@pytest.mark.parametrize(
    ("old", "new", "at", "title"),
    [
        ("role: main", "Role: main", "Ro|le", "Call it `role`"),
        ("role: main", "role: Main", "role: Ma|in", "Write `main`"),
        ("text: Knead the muscles.", NUMBERED, "text: 1.| Knead", "Take the number out"),
    ],
)
def test_what_fix_would_mend_is_mended(editor: Editor, massage: Path, old: str, new: str, at: str, title: str) -> None:
    sound = massage.read_text("utf-8")
    editor.open(massage)
    editor.replace(massage, old, new)
    editor.diagnostics(massage)
    action = chosen(editor.actions(massage, at), title)
    assert (action.kind, action.is_preferred) == ("quickfix", True)
    assert action.diagnostics
    assert action.edit is None  # it is found out when it is wanted
    editor.take(action)
    assert editor.texts[massage] == sound
    assert editor.diagnostics(massage) == ()


@pytest.mark.parametrize(
    ("old", "new", "at", "meant"),
    [
        ("role: main", "rolle: main", "rol|le", "role"),
        ("role: main", "role: mian", "role: mi|an", "main"),
        ("after: [stroking]", "after: [strokking]", "strok|king", "stroking"),
    ],
)
def test_what_was_probably_meant_is_offered(
    editor: Editor, project: Path, massage: Path, old: str, new: str, at: str, meant: str
) -> None:
    sound = massage.read_text("utf-8")
    editor.open(massage)
    editor.replace(massage, old, new)
    editor.diagnostics(massage)
    action = chosen(editor.actions(massage, at), f"Write `{meant}`")
    assert (action.kind, action.is_preferred) == ("quickfix", None)
    assert editor.actions(massage, at, only=["source.fixAll"]) == [], "whether it was meant is a person's judgement"
    editor.take(action)
    assert editor.texts[massage] == sound
    assert editor.diagnostics(massage) == ()


def test_a_client_that_does_not_ask_twice_gets_the_change_at_once(project: Path, massage: Path) -> None:
    sound = massage.read_text("utf-8")
    with Editor(project, capable(edits=False)) as editor:
        editor.open(massage)
        editor.replace(massage, "role: main", "role: Main")
        editor.diagnostics(massage)
        action = chosen(editor.actions(massage, "role: Ma|in"), "Write `main`")
        assert action.edit is not None
        assert action.edit.changes is not None
        editor.take(action)
        assert editor.texts[massage] == sound


def test_all_that_can_be_mended_is_mended_as_fix_would(editor: Editor, project: Path, base: Path) -> None:
    massage, exercise = base / "massage.yaml", base / "exercise.yaml"
    for path, old, new in [
        (massage, "role: main", "Role: main"),
        (massage, "text: Knead the muscles.", NUMBERED),
        (exercise, "role: main", "role: Main"),
    ]:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    editor.open(massage)
    editor.diagnostics(massage)
    (action,) = editor.actions(massage, "|id: massage", only=["source.fixAll"])
    assert action.kind == "source.fixAll.careguide"
    editor.take(action)
    by_editor = editor.texts[massage], exercise.read_text("utf-8")
    write(Project(project), mend(Project(project), "base"))
    assert by_editor == (massage.read_text("utf-8"), exercise.read_text("utf-8"))
    assert editor.diagnostics(massage) == ()


def test_nothing_is_offered_for_all_where_nothing_can_be_mended(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.diagnostics(massage)
    assert editor.actions(massage, "|id: massage", only=["source.fixAll"]) == []


def test_only_the_kinds_that_are_asked_for_are_offered(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", "role: Main")
    editor.diagnostics(massage)
    assert titles(editor.actions(massage, "role: Ma|in", only=["quickfix"])) == ["Write `main`"]
    assert titles(editor.actions(massage, "role: Ma|in", only=["refactor"])) == []
    assert len(editor.actions(massage, "role: Ma|in", only=["source"])) == 1
    assert len(editor.actions(massage, "role: Ma|in")) == 2


def test_it_is_offered_anywhere_on_the_line(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", "role: Main")
    editor.diagnostics(massage)
    assert titles(editor.actions(massage, "|role: Main", only=["quickfix"])) == ["Write `main`"]


def test_what_stands_elsewhere_is_not_offered_here(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", "role: Main")
    editor.diagnostics(massage)
    assert editor.actions(massage, "id: cer|vical", only=["quickfix"]) == []


def test_a_field_that_is_there_already_is_not_offered(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", "role: main\nRole: complementary")
    (found,) = editor.diagnostics(massage)
    assert "`role` is there already: remove one of the two." in str(found.message)
    assert editor.actions(massage, "Ro|le: complementary") == []


def test_an_action_of_a_text_that_has_changed_is_refused(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", "role: Main")
    editor.diagnostics(massage)
    action = chosen(editor.actions(massage, "role: Ma|in"), "Write `main`")
    editor.replace(massage, "role: Main", "role: main")
    with pytest.raises(JsonRpcException, match=r"The guide has changed since\. Try again\."):
        editor.take(action)


# Acknowledging


def waiting(editor: Editor, path: Path) -> tuple[types.Diagnostic, int]:
    """The one finding that no note acknowledges, and where it begins."""
    (found,) = [each for each in editor.diagnostics(path) if each.severity is not types.DiagnosticSeverity.Hint]
    lines = editor.texts[path].split("\n")[: found.range.start.line]
    return found, sum(len(line) + 1 for line in lines) + found.range.start.character


def without_a_note(editor: Editor, path: Path) -> None:
    """Takes the note out that acknowledges the one finding of steps/multiple-actions on a unit without other notes."""
    editor.open(path)
    text = editor.texts[path]
    start = text.index("        notes:\n          - id: two-techniques-in-one")
    end = text.index("status: open\n", start) + len("status: open\n")
    editor.type(path, text[:start] + text[end:])


def test_a_note_is_begun_where_it_acknowledges(editor: Editor, spondylosis: Path) -> None:
    path = spondylosis / "massage.yaml"
    without_a_note(editor, path)
    before = editor.texts[path].split("\n")
    finding, offset = waiting(editor, path)
    assert finding.code == "steps/multiple-actions"
    action = chosen(editor.actions(path, offset), "Acknowledge")
    assert action.title == "Acknowledge steps/multiple-actions with a note"
    assert list(action.diagnostics or ()) == [finding]
    editor.take(action)
    begun = [
        "        notes:",
        "          - id: multiple-actions",
        "            severity:",
        "            text:",
        "            acknowledges: steps/multiple-actions",
        "            author: transcription editor",
        f"            date: {datetime.date.today().isoformat()}",
        "            status: open",
    ]
    after = editor.texts[path].split("\n")
    at = after.index("          - id: multiple-actions") - 1
    assert after[at : at + len(begun)] == begun
    assert after[:at] + after[at + len(begun) :] == before
    assert "      - id: stroking-and-rubbing" in after[at - 12 : at]


def test_a_note_that_has_been_begun_waits_for_its_words(editor: Editor, spondylosis: Path) -> None:
    path = spondylosis / "massage.yaml"
    without_a_note(editor, path)
    _, offset = waiting(editor, path)
    editor.take(chosen(editor.actions(path, offset), "Acknowledge"))
    asked = {editor.at(path, each) for each in editor.diagnostics(path)}
    assert asked == {"severity", "text"}
    editor.complete(path, "            severity:|\n            text:\n", "info")
    editor.replace(path, "            text:\n", "            text: The source names two techniques at once.\n")
    assert all(each.severity is types.DiagnosticSeverity.Hint for each in editor.diagnostics(path))


def test_a_second_note_is_put_below_the_first_and_called_otherwise(editor: Editor, spondylosis: Path) -> None:
    path = spondylosis / "massage.yaml"
    editor.open(path)
    editor.replace(path, "          - id: rubbing-or-pressing\n", "          - id: multiple-actions\n")
    editor.replace(path, "            acknowledges: steps/multiple-actions\n", "")
    _, offset = waiting(editor, path)
    editor.take(chosen(editor.actions(path, offset), "Acknowledge"))
    first, second = (editor.texts[path].index(f"- id: multiple-actions{end}\n") for end in ("", "-2"))
    assert first < second


def test_a_note_is_put_in_brackets_where_its_unit_is(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    line = "      - {id: stroking, text: Stroke and knead., source: [S01.p2.li1], technique: [stroking, kneading]}\n"
    start, end = (editor.texts[massage].index(f"      - id: {name}\n") for name in ("stroking", "kneading"))
    editor.type(massage, editor.texts[massage][:start] + line + editor.texts[massage][end:])
    (finding,) = editor.diagnostics(massage)
    assert finding.code == "steps/multiple-actions"
    action = chosen(editor.actions(massage, "technique: [stro|king, "), "Acknowledge")
    editor.take(action)
    assert ", notes: [{id: multiple-actions, severity: null, text: null, " in editor.texts[massage]


def test_what_no_note_can_acknowledge_is_not_offered(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "        after: [stroking]", "        after: [strokin]")
    editor.diagnostics(massage)
    assert titles(editor.actions(massage, "        after: [stro|kin]")) == ["Write `stroking`"]


def test_the_fields_of_a_note_come_in_the_order_of_the_schema() -> None:
    schemas = SchemaStore()
    path = ("notes", 0)
    begun = ["id", "severity", "text", "acknowledges", "author", "date", "status"]
    assert Outline.of_file(schemas, "massage").in_order(path, begun) == begun


# Renaming


def test_an_id_is_renamed_with_every_name_that_means_it(editor: Editor, project: Path, base: Path) -> None:
    guide, massage, exercise = base / "guide.yaml", base / "massage.yaml", base / "exercise.yaml"
    editor.open(guide)
    editor.open(massage)
    assert editor.prepare_rename(guide, "  - id: reco|very") == ("recovery", "recovery")
    edit = editor.rename(guide, "  - id: reco|very", "later")
    assert "  - id: later\n" in editor.texts[guide]
    assert "phase: later\n" in editor.texts[massage]
    assert "phase: later\n" in exercise.read_text("utf-8")
    assert editor.diagnostics(guide) == ()
    for path in (guide, massage):
        editor.save(path)
    assert not check_guide(Project(project), "base").findings
    assert edit.document_changes
    assert len(edit.document_changes) == 4


def test_an_id_is_renamed_from_wherever_it_is_named(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    assert editor.prepare_rename(massage, "scope: massage.tho|racic") == ("thoracic", "thoracic")
    editor.rename(massage, "scope: massage.tho|racic", "upper-back")
    assert "  - id: upper-back\n" in editor.texts[massage]
    assert "scope: massage.upper-back\n" in editor.texts[massage]


def test_a_name_in_an_address_is_renamed_in_every_address(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "scope: massage.thoracic", "scope: massage.thoracic.kneading")
    assert editor.prepare_rename(massage, "scope: massage.tho|racic.kneading") == ("thoracic", "thoracic")
    assert editor.prepare_rename(massage, "scope: massage.thoracic.kne|ading") == ("kneading", "kneading")
    editor.rename(massage, "scope: massage.tho|racic.kneading", "upper-back")
    assert "scope: massage.upper-back.kneading\n" in editor.texts[massage]
    assert editor.texts[massage].count("thoracic") == 1  # the region


def test_what_is_called_the_same_elsewhere_keeps_its_name(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.rename(massage, "      - id: stro|king\n", "effleurage")
    text = editor.texts[massage]
    assert text.count("id: stroking\n") == 2
    assert text.count("id: effleurage\n") == 1
    assert "technique: [kneading]\n        after: [effleurage]\n" in text
    assert "after: [stroking]\n        position: last" in text


def test_nothing_is_renamed_where_a_file_ends_with_no_value(editor: Editor, massage: Path) -> None:
    editor.open(massage, "id: massage\ncourses:")
    with pytest.raises(JsonRpcException, match="No id stands here"):
        editor.prepare_rename(massage, "courses:|")
    assert editor.messages == []


@pytest.mark.parametrize("written", ['"strok\\x69ng"', "'strok\ning'", "strok.ing", '"strok\\\n          ing"'])
def test_what_is_not_written_as_an_id_is_not_renamed(editor: Editor, massage: Path, written: str) -> None:
    editor.open(massage)
    editor.replace(massage, "      - id: stroking\n", f"      - id: {written}\n")
    with pytest.raises(JsonRpcException, match="not written as an id is"):
        editor.prepare_rename(massage, f"- id: {written[:4]}|{written[4:]}")


def test_what_names_something_miswritten_is_not_renamed(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "      - id: stroking\n", "      - id: strok.ing\n")
    editor.replace(massage, "after: [stroking]", "after: [strok.ing]")
    with pytest.raises(JsonRpcException, match="not written as an id is"):
        editor.prepare_rename(massage, "after: [str|ok.ing]")
    assert editor.messages == []


def test_quotes_and_remarks_stay(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "      - id: stroking\n", '      - id: "stroking"  # the first\n')
    editor.replace(massage, "after: [stroking]", "after: ['stroking']")
    assert editor.prepare_rename(massage, "after: ['stro|king']") == ("stroking", "stroking")
    editor.rename(massage, "after: ['stro|king']", "effleurage")
    assert '      - id: "effleurage"  # the first\n' in editor.texts[massage]
    assert "after: ['effleurage']" in editor.texts[massage]


def test_a_note_is_renamed(editor: Editor, spondylosis: Path) -> None:
    path = spondylosis / "massage.yaml"
    editor.open(path)
    editor.rename(path, "      - id: list-cut-sh|ort\n", "list-breaks-off")
    assert "      - id: list-breaks-off\n" in editor.texts[path]


def test_the_client_is_warned_that_ids_are_for_ever(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    edit = editor.rename(massage, "scope: massage.tho|racic", "upper-back")
    assert edit.change_annotations
    (annotation,) = edit.change_annotations.values()
    assert annotation.label == "massage.thoracic is an address for ever"
    assert annotation.needs_confirmation is True
    assert not editor.messages


def test_a_client_that_cannot_ask_shows_the_warning(project: Path, massage: Path) -> None:
    with Editor(project, capable(edits=False)) as editor:
        editor.open(massage)
        edit = editor.rename(massage, "scope: massage.tho|racic", "upper-back")
        assert edit.changes is not None
        (message,) = editor.until(lambda: editor.messages or None)
        assert message.type is types.MessageType.Warning
        assert message.message.startswith("massage.thoracic is an address for ever. ")


@pytest.mark.parametrize(
    ("at", "new", "why"),
    [
        (
            "      - id: stro|king\n",
            "kneading",
            "“kneading” is taken: massage.cervical.kneading stands in massage.yaml",
        ),
        ("  - id: cerv|ical\n", "lumbar", "“lumbar” is taken"),
        ("  - id: cerv|ical\n", "contraindications", "“contraindications” is taken"),
        ("  - id: cerv|ical\n", "Neck", "id"),
        ("  - id: cerv|ical\n", "the neck", "id"),
        ("  - id: cerv|ical\n", "neck_1", "id"),
        ("  - id: cerv|ical\n", "a" * 49, "id"),
        ("  - id: cerv|ical\n", "", ""),
        ("  - id: cerv|ical\n", "section-1", "says where it stands in a list"),
        ("  - id: cerv|ical\n", "guide", "has a meaning of its own"),
        ("  - id: cerv|ical\n", "neck\nx: 1", ""),
        ("  - id: cerv|ical\n", "neck\u202e", ""),
        ("|id: massage\n", "rub", "No id stands here"),
        ("id: mass|age\n", "rub", "the id of a whole file"),
        ("after: [medi|cation]", "drugs", "the id of a whole file"),
        ("scope: mass|age.thoracic", "rub", "the id of a whole file"),
        ("technique: [stro|king]", "rub", "No id stands here"),
        ("Stroke with| the", "rub", "No id stands here"),
    ],
)
def test_what_cannot_be_renamed_is_refused_with_the_reason(
    editor: Editor, massage: Path, at: str, new: str, why: str
) -> None:
    editor.open(massage)
    before = editor.texts[massage]
    with pytest.raises(JsonRpcException) as refused:
        editor.rename(massage, at, new)
    assert why in str(refused.value)
    assert "Traceback" not in str(refused.value)
    assert editor.texts[massage] == before


def test_a_name_that_would_capture_another_is_refused(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    # The rule means the step beside it once that has the name of the modality.
    editor.replace(massage, "scope: massage.thoracic\n", "scope: exercise\n")
    with pytest.raises(JsonRpcException, match="would mean something else then"):
        editor.rename(massage, "  - id: lum|bar\n", "exercise")


def test_nothing_is_renamed_while_the_guide_has_faults_of_form(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", "role: mian")
    with pytest.raises(JsonRpcException, match="Mend these first"):
        editor.rename(massage, "  - id: cerv|ical\n", "neck")


def test_the_same_name_changes_nothing(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    before = editor.texts[massage]
    editor.rename(massage, "  - id: cerv|ical\n", "cervical")
    assert editor.texts[massage] == before


def test_astral_characters_on_the_line_do_not_shift_a_renaming(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    line = "      - {title: 🙂🙂 𝔐, id: stroking, text: Stroke., source: [S01.p2.li1], technique: [stroking]}\n"
    start, end = (editor.texts[massage].index(f"      - id: {name}\n") for name in ("stroking", "kneading"))
    editor.type(massage, editor.texts[massage][:start] + line + editor.texts[massage][end:])
    assert editor.prepare_rename(massage, "𝔐, id: stro|king") == ("stroking", "stroking")
    editor.rename(massage, "𝔐, id: stro|king", "effleurage")
    assert "{title: 🙂🙂 𝔐, id: effleurage, text" in editor.texts[massage]
