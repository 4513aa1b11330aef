"""What an editor is told of a place: what it means, where that is declared, and what else names it."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pygls", reason='pygls is missing: pip install "careguide[lsp]"')

from lsp.editor import Editor, capable

BROKEN = [
    pytest.param("", "", id="sound"),
    pytest.param("role: main", "role main: [", id="broken above"),
    pytest.param("region: lumbar", 'region: "lumbar', id="broken below"),
    pytest.param("role: main", "rolle: 7\nx: {", id="broken twice"),
    pytest.param("title: Massage\n", "title: *Massage\n", id="not allowed"),
]


def broken(editor: Editor, path: Path, old: str, new: str) -> None:
    editor.open(path)
    if old:
        editor.replace(path, old, new)


# Hover


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_a_field_is_described_in_the_words_of_the_schema(editor: Editor, massage: Path, old: str, new: str) -> None:
    broken(editor, massage, old, new)
    told = editor.hover(massage, "        tech|nique: [stroking]\n        hand")
    assert told.startswith("**technique**\n\nThe techniques of massage that the step consists of.")
    assert "Any of: `stroking`, `rubbing`," in told


def test_a_field_that_must_be_there_is_said_to(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    assert editor.hover(massage, "ro|le: main").startswith("**role** (required)")
    assert editor.hover(massage, "pha|se: recovery").startswith("**phase**\n")


def test_a_choice_is_described_by_its_field(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    assert "complementary (beside the others)" in editor.hover(massage, "role: ma|in")
    assert "How long one session lasts" in editor.hover(massage, "sessi|on_length: {at_least")
    assert "household measure" in editor.hover(massage, "unit: m|in")
    assert "**min**" in editor.hover(massage, "{min: 1|0, max: 15}")


def test_prose_is_left_alone(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    assert editor.hover(massage, "Stroke with| the palms") == ""
    assert editor.hover(massage, "# yaml-|language-server") == ""


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_a_reference_is_told_by_what_it_names(editor: Editor, massage: Path, old: str, new: str) -> None:
    broken(editor, massage, old, new)
    told = editor.hover(massage, "scope: massage.tho|racic")
    assert told.startswith("**Massage of the upper back** `massage.thoracic`")
    assert "In massage.yaml, line " in told
    assert "`massage.cervical.stroking`\n\nStroke with the palms." in editor.hover(massage, "after: [stro|king]")
    assert "guide.yaml, line 46" in editor.hover(massage, "phase: reco|very")


def test_a_reference_to_nothing_is_told_as_a_field(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "after: [stroking]", "after: [strokin]")
    assert "Steps that the source puts before this one" in editor.hover(massage, "after: [stro|kin]")


def test_a_locator_is_told_with_its_hash_and_whoever_else_cites_it(editor: Editor, massage: Path, base: Path) -> None:
    editor.open(massage)
    document = (base / "document.yaml").read_text("utf-8")
    fingerprint = document.partition("locator: S01.p2, hash: ")[2][:16]
    told = editor.hover(massage, "source: [S01|.p2]\nstatus")
    assert told.startswith(f"**S01.p2**, a block of the source document with the fingerprint `{fingerprint}`.")
    assert "- `massage.cervical` Massage of the neck" in told
    assert "\n- `massage` " not in told
    assert "Also cited by:" in told


def test_a_locator_of_no_block_is_told_as_such(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "source: [S01.p2]\nstatus", "source: [S01.p22]\nstatus")
    assert "The source document has no block `S01.p22`" in editor.hover(massage, "source: [S01.|p22]")


def test_a_block_is_told_with_the_units_that_cite_it(editor: Editor, base: Path) -> None:
    editor.open(base / "document.yaml")
    told = editor.hover(base / "document.yaml", "{locator: S01|.p2, hash")
    assert "Cited by:" in told
    assert "- `massage` Massage" in told


def test_an_id_is_told_by_its_address_and_whoever_names_it(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    told = editor.hover(massage, "- id: tho|racic")
    assert told.startswith("`massage.thoracic` is the address of this, for ever")
    assert "- `massage.thoracic.upwards`" in told
    assert "Nothing names it." in editor.hover(massage, "- id: upwa|rds")


def test_a_rule_that_a_note_names_is_explained(editor: Editor, spondylosis: Path) -> None:
    editor.open(spondylosis / "massage.yaml")
    told = editor.hover(spondylosis / "massage.yaml", "acknowledges: text/trunc|ated-coordination")
    assert told.startswith("**text/truncated-coordination**\n\n")
    assert len(told.split("\n\n")) == 3


def test_a_finding_is_explained_where_it_is(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "after: [stroking]", "after: [strokin]")
    editor.diagnostics(massage)
    assert "**steps/unknown-ref**" in editor.hover(massage, "after: [stro|kin]")


def test_signs_in_a_text_mean_only_themselves(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "title: Massage of the upper back", "title: Massage of *the* <b>upper</b> `back`")
    told = editor.hover(massage, "scope: massage.tho|racic")
    assert r"**Massage of \*the\* \<b\>upper\</b\> \`back\`**" in told


def test_a_client_that_shows_no_markdown_gets_plain_words(project: Path, massage: Path) -> None:
    with Editor(project, capable(edits=False)) as editor:
        editor.open(massage)
        assert editor.hover(massage, "ro|le: main").startswith("role (required)\n\nThe place of a modality")


# Where it is declared, and named


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_a_reference_leads_to_the_id(editor: Editor, massage: Path, old: str, new: str) -> None:
    broken(editor, massage, old, new)
    assert editor.definition(massage, "phase: reco|very") == ["guide.yaml:46: recovery"]
    (found,) = editor.definition(massage, "scope: massage.tho|racic")
    assert found.endswith(": thoracic")
    lines = editor.texts[massage].split("\n")
    assert lines[int(found.split(":")[1]) - 1] == "  - id: thoracic"


def test_a_modality_leads_to_its_file(editor: Editor, base: Path) -> None:
    editor.open(base / "guide.yaml")
    editor.replace(base / "guide.yaml", "modalities:", "modalities: [massage] # ")
    assert editor.definition(base / "guide.yaml", "modalities: [mass|age]") == ["massage.yaml:2: massage"]


def test_a_locator_leads_to_its_block_and_back(editor: Editor, massage: Path, base: Path) -> None:
    editor.open(massage)
    (block,) = editor.definition(massage, "source: [S01|.p2]\nstatus")
    assert block.startswith("document.yaml:")
    assert block.endswith(": S01.p2")
    editor.open(base / "document.yaml")
    assert "massage.yaml:5: S01.p2" in editor.references(base / "document.yaml", "{locator: S01|.p2, hash")
    assert block in editor.references(massage, "source: [S01|.p2]\nstatus")


def test_what_names_nothing_leads_nowhere(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    assert editor.definition(massage, "Stroke with| the palms") == []
    assert editor.references(massage, "ro|le: main") == []


def test_whoever_names_a_unit_is_found_from_both_ends(editor: Editor, massage: Path, base: Path) -> None:
    editor.open(massage)
    editor.open(base / "guide.yaml")
    declared, *named = editor.references(base / "guide.yaml", "  - id: reco|very")
    assert declared == "guide.yaml:46: recovery"
    assert named == [f"{kind}.yaml:8: recovery" for kind in ("exercise", "massage", "physiotherapy")]
    assert editor.references(massage, "phase: reco|very") == [declared, *named]
    assert editor.references(massage, "phase: reco|very", declaration=False) == named


def test_a_unit_that_has_just_been_written_is_found(editor: Editor, massage: Path) -> None:
    editor.open(massage)
    editor.replace(massage, "\n  - id: thoracic", "      - id: tap\n        after: [kneading]\n\n  - id: thoracic")
    (found,) = editor.definition(massage, "after: [knea|ding]\n\n")
    assert found == "massage.yaml:42: kneading"
    assert editor.references(massage, "after: [knea|ding]\n\n") == [found, "massage.yaml:48: kneading"]


def test_an_unreadable_file_does_not_keep_the_others_from_answering(editor: Editor, massage: Path, base: Path) -> None:
    editor.open(base / "guide.yaml")
    editor.open(massage, "\0\0\0")
    assert editor.definition(base / "guide.yaml", "  - id: reco|very") == ["guide.yaml:46: recovery"]


def test_a_file_that_cannot_be_read_any_more_is_known_as_it_was(editor: Editor, base: Path, massage: Path) -> None:
    """But nothing of that stands in it now."""
    guide = base / "guide.yaml"
    editor.open(guide)
    editor.open(massage)
    assert len(editor.definition(guide, ", mas|sage, ")) == 1
    assert "massage.yaml" in "".join(editor.references(guide, "  - id: reco|very"))
    editor.type(massage, "\n" * 9)
    assert editor.hover(guide, ", mas|sage, ").startswith("**Massage** `massage`")
    assert editor.definition(guide, ", mas|sage, ") == []
    assert "massage.yaml" not in "".join(editor.references(guide, "  - id: reco|very"))
    assert editor.hover(massage, 5) == ""
