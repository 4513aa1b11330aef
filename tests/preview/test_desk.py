"""What becomes of the page when its files change, break and vanish: it always shows something, and says how old."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("watchfiles", reason="watchfiles is missing: pip install 'careguide[preview]'")

from careguide.engine.registry import rules
from careguide.engine.run import RuleCrashed
from careguide.preview import desk as module
from careguide.preview.desk import Desk
from careguide.preview.desks import Desks
from careguide.preview.page import Shown, State, show
from careguide.project import ProjectError
from careguide.source.file import SourceFile
from careguide.source.place import Place
from careguide.watch import COMMON
from preview.conftest import Edit, seen

STALE = "Below is the guide as it was at "


def test_a_page_follows_an_edit(root: Path, edit: Edit) -> None:
    desk = Desk(root, "base")
    before = desk.shown().revision
    desk.renew()
    assert desk.revision == before, "nothing has changed"
    edit("massage.yaml", "Knead the muscles.", "Knead the muscles slowly.")
    desk.renew()
    assert desk.revision != before
    assert "Knead the muscles slowly." in seen(desk.page()).text("massage.cervical.kneading")


def test_only_what_is_new_is_sent_again(root: Path, edit: Edit) -> None:
    desk = Desk(root, "base")
    before = desk.shown().revision
    whole = desk.page()
    edit("massage.yaml", "Knead the muscles.", "Knead the muscles slowly.")
    desk.renew()
    page = seen(desk.page(since=before))
    assert "slowly" in page.text("massage")
    assert page.text("exercise") == ""
    assert page.one("exercise").get("data-part") == seen(whole).one("exercise").get("data-part")
    assert seen(desk.page(since="unheard-of")).text("exercise")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("\ntitle:", "\ntitel:", "schema/unknown-field"),
        ("\ntitle:", "\n[title:", "yaml/syntax"),
        ("id: thoracic\n", "id: cervical\n", "twice"),
        ("id: massage\n", "\x00", "yaml/"),
    ],
)
def test_a_broken_file_shows_its_finding_and_the_last_good_page(
    root: Path, edit: Edit, old: str, new: str, rule: str
) -> None:
    desk = Desk(root, "base")
    good = seen(desk.page())
    edit("massage.yaml", old, new)
    desk.renew()
    page = seen(desk.page())
    trouble = page.text("Preview.trouble")
    assert STALE in trouble
    assert rule in trouble
    assert "sources/base/massage.yaml:" in trouble
    assert "massage.yaml:" in page.text("Preview.findings")
    assert "not as the files are now" in page.text("Preview.verdict")
    assert page.text("massage") == good.text("massage")


def test_a_mended_file_ends_the_trouble(root: Path, edit: Edit) -> None:
    desk = Desk(root, "base")
    before = desk.shown().revision
    edit("massage.yaml", "\ntitle:", "\ntitel:")
    desk.renew()
    edit("massage.yaml", "\ntitel:", "\ntitle:")
    desk.renew()
    assert desk.revision == before
    assert seen(desk.page()).text("Preview.trouble") == ""


def test_a_guide_that_has_never_been_sound_shows_its_findings(root: Path, edit: Edit) -> None:
    edit("massage.yaml", "\ntitle:", "\ntitel:")
    page = seen(Desk(root, "base").page())
    assert "schema/unknown-field" in page.text("Preview.trouble")
    assert STALE not in page.text("Preview.trouble")
    assert page.text("Preview.blank") == "There is no page of this guide yet."


def test_a_guide_that_is_gone_leaves_its_last_page(root: Path) -> None:
    desk = Desk(root, "base")
    desk.page()
    shutil.rmtree(root / "sources" / "base")
    desk.renew()
    page = seen(desk.page())
    assert "There is no guide “base”" in page.text("Preview.trouble")
    assert page.text("massage")


def test_settings_that_cannot_be_read_are_told(root: Path) -> None:
    desk = Desk(root, "base")
    desk.page()
    (root / "careguide.toml").write_text("editor = 'javascript:alert(1)//{path}'\n")
    desk.renew()
    page = seen(desk.page())
    assert "careguide.toml" in page.text("Preview.trouble")
    assert page.text("massage")


def test_a_fault_of_ours_is_told_as_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(root, "base")
    desk.page()

    def crash(*_: object) -> None:
        raise RuleCrashed(rules()["steps/no-technique"], Place(SourceFile(Path("x"), "x"))) from KeyError("lost")

    monkeypatch.setattr(module, "check_guide", crash)
    desk.renew()
    trouble = seen(desk.page()).text("Preview.trouble")
    assert "Internal error in the rule steps/no-technique: KeyError: 'lost'." in trouble
    assert "fault of careguide" in trouble


def test_files_that_may_not_be_read_are_told_as_that(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(root, "base")
    desk.page()

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "sources/base")

    monkeypatch.setattr(module, "check_guide", refused)
    desk.renew()
    trouble = seen(desk.page()).text("Preview.trouble")
    assert "The files cannot be read: sources/base: Permission denied." in trouble
    assert "fault" not in trouble
    monkeypatch.setattr(Desks, "names", refused)
    Desks(root).begin()


def test_a_page_that_cannot_be_made_is_told_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash_on_a_proof(state: State) -> Shown:
        if state.proof:
            raise KeyError("lost")
        return show(state)

    monkeypatch.setattr(module, "show", crash_on_a_proof)
    assert "Internal error: KeyError: 'lost'." in seen(Desk(root, "base").page()).text("Preview.trouble")


def test_desks_hold_the_guides_of_the_project_or_one_alone(root: Path) -> None:
    shutil.copytree(root / "sources" / "base", root / "sources" / "other")
    desks = Desks(root)
    assert desks.names() == ["base", "other"]
    assert desks.desk("base") is desks.desk("base")
    assert desks.desk("absent") is None
    alone = Desks(root, "other")
    assert (alone.names(), alone.desk("base")) == (["other"], None)
    shutil.rmtree(root / "sources")
    with pytest.raises(ProjectError):
        desks.names()


def test_desks_renew_what_has_changed_and_has_been_asked_for(root: Path, edit: Edit) -> None:
    desks = Desks(root)
    desks.begin()
    desk = desks.desk("base")
    assert desk is not None
    before = desk.revision
    assert before
    edit("massage.yaml", "Knead the muscles.", "Knead the muscles slowly.")
    desks.renew(frozenset({"other"}))
    assert desk.revision == before
    desks.renew(frozenset({COMMON}))
    assert desk.revision != before
