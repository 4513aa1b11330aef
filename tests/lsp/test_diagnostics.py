"""What is found as one types: in the words of ``check``, at its places, in every file of the guide."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from careguide.finding import Finding, Severity
from careguide.pipeline import check_guide
from careguide.project import Project

pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from careguide.lsp.client import Client
from careguide.lsp.open_guides import OpenGuides
from lsp.editor import Editor, capable

if TYPE_CHECKING:
    from collections.abc import Sequence

ERROR, WARNING, INFORMATION, HINT = types.DiagnosticSeverity
SEVERITIES = {Severity.ERROR: ERROR, Severity.WARNING: WARNING, Severity.INFO: INFORMATION}


def codes(diagnostics: Sequence[types.Diagnostic]) -> list[str]:
    return [str(diagnostic.code) for diagnostic in diagnostics]


def anywhere(editor: Editor, folder: Path, code: str) -> tuple[Path, types.Diagnostic] | None:
    """A diagnostic in some file of a guide, open or not."""
    found = [(path, editor.published.get(path.as_uri())) for path in sorted(folder.glob("*.yaml"))]
    every = ((path, each) for path, params in found if params for each in params.diagnostics)
    return next(((path, each) for path, each in every if each.code == code), None)


def told(finding: Finding) -> str:
    return finding.place.source.slice(finding.place.span)


def test_a_sound_guide_has_none(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    assert editor.diagnostics(massage) == ()


def test_a_fault_is_told_before_it_is_saved(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "after: [stroking]", "after: [strokin]")
    (found,) = editor.diagnostics(massage)
    assert editor.at(massage, found) == "strokin"
    assert (found.code, found.source, found.severity) == ("steps/unknown-ref", "careguide", ERROR)
    editor.replace(massage, "after: [strokin]", "after: [stroking]")
    assert editor.diagnostics(massage) == ()


def test_words_places_and_severities_are_those_of_check(editor: Editor, spondylosis: Path) -> None:
    checked = check_guide(Project(spondylosis.parents[1]), "spondylosis")
    editor.open(spondylosis / "guide.yaml")
    editor.diagnostics(spondylosis / "guide.yaml")
    assert len(checked.findings) > 20
    for path in spondylosis.glob("*.yaml"):
        expected = [finding for finding in checked.findings if finding.place.source.path == path]
        found = editor.diagnostics(path)
        assert codes(found) == [finding.rule for finding in expected]
        for diagnostic, finding in zip(found, expected, strict=True):
            assert editor.at(path, diagnostic) == told(finding)
            first, *more = diagnostic.message.split("\n")
            assert first == finding.message
            if finding.acknowledged_by:
                assert diagnostic.severity is HINT
                assert more == [f"acknowledged by the note {finding.acknowledged_by}"]
            else:
                assert diagnostic.severity is SEVERITIES[finding.severity]
                assert more == [f"why: {finding.why}", f"write: {finding.hint}"]


def test_what_a_note_acknowledges_is_a_hint_that_leads_to_the_note(editor: Editor, spondylosis: Path) -> None:
    editor.open(spondylosis / "massage.yaml")
    hint = next(d for d in editor.diagnostics(spondylosis / "massage.yaml") if d.severity is HINT)
    assert hint.related_information
    (note,) = [each.location for each in hint.related_information if "note" in each.message]
    assert editor.shown(note).endswith(hint.message.rpartition(".")[2])


def test_a_second_place_is_told_as_related_information(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "      - id: kneading\n", "      - id: stroking\n")
    found = next(d for d in editor.diagnostics(massage) if d.code == "ref/duplicate-id")
    assert found.related_information
    (first,) = found.related_information
    assert (first.message, editor.shown(first.location)) == ("used here first", "massage.yaml:37: stroking")


def test_a_client_without_related_information_gets_it_in_words(project: Path, massage: Path) -> None:
    with Editor(project, capable(edits=False)) as editor:
        editor.open(massage)
        editor.replace(massage, "      - id: kneading\n", "      - id: stroking\n")
        found = next(d for d in editor.diagnostics(massage) if d.code == "ref/duplicate-id")
    assert found.related_information is None
    assert "\nsources/base/massage.yaml:37: used here first\n" in found.message


# Several files


def test_a_fault_shows_in_a_file_that_is_not_open(editor: Editor, base: Path) -> None:
    editor.open(base / "guide.yaml")
    assert editor.diagnostics(base / "guide.yaml") == ()
    editor.replace(base / "guide.yaml", "id: recovery", "id: recuperation")
    editor.diagnostics(base / "guide.yaml")
    path, found = editor.until(lambda: anywhere(editor, base, "ref/dangling"))
    assert path not in editor.texts
    assert editor.at(path, found) == "recovery"


def test_other_files_are_taken_as_they_are_open(editor: Editor, massage: Path, base: Path) -> None:
    editor.open(massage)
    editor.open(base / "guide.yaml")
    editor.replace(base / "guide.yaml", "id: recovery", "id: recuperation")
    editor.replace(massage, "after: [stroking]", "after: [strokin]")
    assert "steps/unknown-ref" in codes(editor.diagnostics(massage))
    editor.replace(massage, "- id: stroking", "- id: strokin")
    assert editor.diagnostics(massage) == ()
    editor.until(lambda: anywhere(editor, base, "ref/dangling"))


def test_a_file_that_is_closed_counts_as_it_is_saved(editor: Editor, massage: Path, base: Path) -> None:
    editor.open(massage)
    editor.open(base / "guide.yaml")
    editor.replace(base / "guide.yaml", "id: recovery", "id: recuperation")
    editor.until(lambda: anywhere(editor, base, "ref/dangling"))
    editor.close(base / "guide.yaml")
    editor.until(lambda: not anywhere(editor, base, "ref/dangling") or None)


def test_when_the_last_file_is_closed_nothing_is_left(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "role: main", "role: mian")
    assert editor.diagnostics(massage)
    editor.close(massage)
    editor.until(lambda: not editor.published[massage.as_uri()].diagnostics or None)


def test_a_change_on_the_disk_is_followed(editor: Editor, massage: Path, base: Path) -> None:
    editor.open(massage)
    editor.diagnostics(massage)
    guide = base / "guide.yaml"
    guide.write_text(guide.read_text("utf-8").replace("id: recovery", "id: recuperation"), "utf-8")
    editor.changed_on_disk(guide)
    editor.until(lambda: anywhere(editor, base, "ref/dangling"))


def test_a_new_file_counts_before_it_is_saved(editor: Editor, massage: Path, base: Path) -> None:
    text = massage.read_text("utf-8")
    massage.unlink()
    editor.open(base / "guide.yaml")
    assert "guide/missing-file" in codes(editor.diagnostics(base / "guide.yaml"))
    editor.open(massage, text)
    assert editor.diagnostics(massage) == ()
    editor.until(lambda: not editor.published[(base / "guide.yaml").as_uri()].diagnostics or None)


def test_a_guide_that_lacks_its_first_file_is_told_so(editor: Editor, massage: Path, base: Path) -> None:
    (base / "guide.yaml").unlink()
    editor.open(massage)
    editor.diagnostics(massage)
    found = editor.until(lambda: editor.published.get((base / "guide.yaml").as_uri()))
    assert "guide/missing-file" in codes(found.diagnostics)


# Texts of all kinds


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("role: main", "role main", "yaml/syntax", "role main"),
        ("technique: [stroking]", "technique: [stroking", "yaml/bracket", "["),
        ("title: Massage\n", 'title: "Massage\n', "yaml/quote", '"Massage'),
        ("title: Massage\n", "title: *Massage\n", "yaml/anchor", "*Massage"),
        ("title: Massage\n", "title: Mass\u202eage\n", "yaml/character", "\u202e"),
    ],
)
def test_a_broken_text_is_told_where_it_breaks(
    editor: Editor, massage: Path, old: str, new: str, code: str, at: str
) -> None:
    editor.open(massage)
    editor.replace(massage, old, new)
    found = editor.diagnostics(massage)
    assert found
    checked = massage.write_text(editor.texts[massage], "utf-8") and check_guide(Project(massage.parents[2]), "base")
    expected = [f for f in checked.findings if f.place.source.path == massage]  # type: ignore[union-attr]  # it is one
    assert [(d.code, editor.at(massage, d)) for d in found] == [(f.rule, told(f)) for f in expected]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions_are_in_the_units_agreed_upon(project: Path, massage: Path, encoding: str) -> None:
    with Editor(project, capable(encoding)) as editor:
        assert editor.encoding == encoding
        editor.open(massage)
        editor.replace(massage, "requires: {direction: upward}", "requires: {tempo: ä 🙂 𝔐, direction: upwards}")
        found = [editor.at(massage, diagnostic) for diagnostic in editor.diagnostics(massage)]
        assert "upwards" in found
        assert "🙂" not in editor.hover(massage, "🙂 𝔐, direc|tion")
        assert "**direction**" in editor.hover(massage, "🙂 𝔐, direc|tion")


def test_without_an_agreement_positions_are_in_utf_16(editor: Editor) -> None:
    assert editor.encoding == "utf-16"


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_other_line_breaks_count_as_lines(editor: Editor, massage: Path, line_break: str) -> None:
    editor.open(massage, massage.read_text("utf-8").replace("\n", line_break))
    editor.replace(massage, "role: main", "role: mian")
    assert [editor.at(massage, each) for each in editor.diagnostics(massage)] == ["mian"]


@pytest.mark.parametrize(
    "text", ["", "\n", "# nothing yet\n", "a", "[", "- ", "a: b: c", "\ufeffid: massage", "\0", "💥" * 9]
)
def test_nothing_that_can_be_typed_breaks_the_server(editor: Editor, massage: Path, text: str) -> None:
    editor.open(massage, text)
    assert editor.diagnostics(massage)
    assert editor.labels(massage, "|" + text) is not None
    editor.hover(massage, "|" + text)
    assert not editor.messages


def test_half_a_character_is_told(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "title: Massage", "title: Mass\ud83dage")
    assert codes(editor.diagnostics(massage)) == ["yaml/character"]


def test_a_text_that_is_too_long_is_told(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "title: Massage", "title: " + "Massage " * 200_000)
    assert "yaml/too-large" in codes(editor.diagnostics(massage))


def test_only_the_last_of_many_changes_counts(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    for number in range(30):
        editor.type(massage, editor.texts[massage].replace("Massage loosens", f"Massage{number} loosens"))
        editor.type(massage, editor.texts[massage].replace(f"Massage{number} loosens", "Massage loosens"))
    assert editor.diagnostics(massage) == ()


# What is no guide


@pytest.mark.parametrize("name", ["notes.yaml", "sources/notes.yaml", "sources/base/more/notes.yaml", ".ci.yaml"])
def test_other_files_are_left_alone(editor: Editor, project: Path, name: str) -> None:
    path = project / name
    editor.open(path, "a: [\n")
    assert editor.hover(path, "a|:") == ""
    assert editor.labels(path, "a|:") == []
    assert editor.definition(path, "a|:") == []
    assert editor.actions(path, "a|:") == [] if path.as_uri() in editor.published else True
    assert path.as_uri() not in editor.published


@pytest.mark.parametrize(
    "uri",
    [
        "file://[::1",
        "file:///" + "a/" * 3000 + "massage.yaml",
        "http://example.org/massage.yaml",
        "untitled:a",
        "\0",
        "",
    ],
    ids=["no address", "too long", "elsewhere", "untitled", "a sign", "nothing"],
)
def test_names_that_are_none_of_a_guides_file(uri: str) -> None:
    path = Client(types.ClientCapabilities(), "utf-16").path(uri)
    assert path is None or OpenGuides().guide(path) is None


def test_a_folder_that_can_be_no_guide_is_told(editor: Editor, project: Path) -> None:
    (project / "sources" / "My Guide").mkdir()
    path = project / "sources" / "My Guide" / "guide.yaml"
    editor.open(path, "id: my-guide\n")
    (found,) = editor.diagnostics(path)
    assert "cannot be the name of a guide" in found.message
    assert not editor.messages


def test_a_schema_that_cannot_be_read_is_told(editor: Editor, project: Path, massage: Path) -> None:
    (project / "schema").mkdir()
    (project / "schema" / "massage.schema.json").write_text("{", "utf-8")
    editor.open(massage)
    (found,) = editor.diagnostics(massage)
    assert "this schema cannot be read" in found.message
    with pytest.raises(JsonRpcException, match="this schema cannot be read"):
        editor.hover(massage, "ro|le: main")
    (project / "schema" / "massage.schema.json").unlink()
    (project / "schema").rmdir()
    editor.changed_on_disk(project / "schema" / "massage.schema.json")
    editor.until(lambda: not editor.published[massage.as_uri()].diagnostics or None)


def test_an_error_of_ours_is_told_and_survived(project: Path, massage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    with Editor(project, command=(sys.executable, "-m", "broken_rule", "lsp")) as editor:
        editor.open(massage)
        (found,) = editor.diagnostics(massage)
        assert "internal error in the rule steps/unknown-ref: ZeroDivisionError" in found.message
        assert "This is a fault of careguide, not of the guide." in found.message
        editor.replace(massage, "title: Massage\n", "title: Well\n")
        assert editor.diagnostics(massage) == ()


def test_a_package_that_cannot_be_used_is_told(project: Path, massage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = project.parent / "guest_rules-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: guest-rules\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text("[careguide.rules]\nany = nowhere_at_all\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(project.parent))
    with Editor(project) as editor:
        editor.open(massage)
        (found,) = editor.diagnostics(massage)
        assert "the installed package guest-rules 1.0 adds to careguide, but cannot be used" in found.message
        assert "pip uninstall guest-rules" in found.message
        assert editor.hover(massage, "ro|le: main") is not None  # what needs no rules goes on


def test_the_name_of_a_rule_leads_to_its_manual(project: Path, massage: Path) -> None:
    with Editor(project) as editor:
        editor.open(massage)
        editor.replace(massage, "after: [stroking]", "after: [strokin]")
        (found,) = editor.diagnostics(massage)
        assert found.code_description is not None
        manual = editor.path(found.code_description.href)
        text = manual.read_text("utf-8")
    assert text.startswith("# steps/unknown-ref (error, cannot be acknowledged)\n\n")
    assert "**Why it matters.**" in text
    assert "```yaml" in text
    assert not manual.exists()
