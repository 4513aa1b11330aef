"""What becomes of the page when its files change, break and vanish: it always shows something, and says how old."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("watchfiles", reason="watchfiles is missing: pip install 'careguide[preview]'")

from careguide.engine.registry import rules
from careguide.engine.run import RuleCrashed
from careguide.preview import live_page as module
from careguide.preview.live_page import LivePage
from careguide.preview.live_pages import LivePages
from careguide.preview.page import Shown, State, show
from careguide.project import ProjectError
from careguide.source.file import SourceFile
from careguide.source.place import Place
from careguide.watch import COMMON
from preview.conftest import Edit, seen

STALE = "Below is the guide as it was at "


def test_a_page_follows_an_edit(root: Path, edit: Edit) -> None:
    live_page = LivePage(root, "base")
    before = live_page.shown().revision
    live_page.renew()
    assert live_page.revision == before, "nothing has changed"
    edit("massage.yaml", "Knead the muscles.", "Knead the muscles slowly.")
    live_page.renew()
    assert live_page.revision != before
    assert "Knead the muscles slowly." in seen(live_page.page()).text("massage.cervical.kneading")


def test_only_what_is_new_is_sent_again(root: Path, edit: Edit) -> None:
    live_page = LivePage(root, "base")
    before = live_page.shown().revision
    whole = live_page.page()
    edit("massage.yaml", "Knead the muscles.", "Knead the muscles slowly.")
    live_page.renew()
    page = seen(live_page.page(since=before))
    assert "slowly" in page.text("massage")
    assert page.text("exercise") == ""
    assert page.one("exercise").get("data-part") == seen(whole).one("exercise").get("data-part")
    assert seen(live_page.page(since="unheard-of")).text("exercise")


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
    live_page = LivePage(root, "base")
    good = seen(live_page.page())
    edit("massage.yaml", old, new)
    live_page.renew()
    page = seen(live_page.page())
    trouble = page.text("Preview.trouble")
    assert STALE in trouble
    assert rule in trouble
    assert "sources/base/massage.yaml:" in trouble
    assert "massage.yaml:" in page.text("Preview.findings")
    assert "not as the files are now" in page.text("Preview.verdict")
    assert page.text("massage") == good.text("massage")


def test_a_mended_file_ends_the_trouble(root: Path, edit: Edit) -> None:
    live_page = LivePage(root, "base")
    before = live_page.shown().revision
    edit("massage.yaml", "\ntitle:", "\ntitel:")
    live_page.renew()
    edit("massage.yaml", "\ntitel:", "\ntitle:")
    live_page.renew()
    assert live_page.revision == before
    assert seen(live_page.page()).text("Preview.trouble") == ""


def test_a_guide_that_has_never_been_sound_shows_its_findings(root: Path, edit: Edit) -> None:
    edit("massage.yaml", "\ntitle:", "\ntitel:")
    page = seen(LivePage(root, "base").page())
    assert "schema/unknown-field" in page.text("Preview.trouble")
    assert STALE not in page.text("Preview.trouble")
    assert page.text("Preview.blank") == "There is no page of this guide yet."


def test_a_guide_that_is_gone_leaves_its_last_page(root: Path) -> None:
    live_page = LivePage(root, "base")
    live_page.page()
    shutil.rmtree(root / "sources" / "base")
    live_page.renew()
    page = seen(live_page.page())
    assert "There is no guide “base”" in page.text("Preview.trouble")
    assert page.text("massage")


def test_settings_that_cannot_be_read_are_told(root: Path) -> None:
    live_page = LivePage(root, "base")
    live_page.page()
    (root / "careguide.toml").write_text("editor = 'javascript:alert(1)//{path}'\n")
    live_page.renew()
    page = seen(live_page.page())
    assert "careguide.toml" in page.text("Preview.trouble")
    assert page.text("massage")


def test_a_fault_of_ours_is_told_as_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live_page = LivePage(root, "base")
    live_page.page()

    def crash(*_: object) -> None:
        raise RuleCrashed(rules()["steps/no-technique"], Place(SourceFile(Path("x"), "x"))) from KeyError("lost")

    monkeypatch.setattr(module, "check_guide", crash)
    live_page.renew()
    trouble = seen(live_page.page()).text("Preview.trouble")
    assert "Internal error in the rule steps/no-technique: KeyError: 'lost'." in trouble
    assert "fault of careguide" in trouble


def test_files_that_may_not_be_read_are_told_as_that(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live_page = LivePage(root, "base")
    live_page.page()

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "sources/base")

    monkeypatch.setattr(module, "check_guide", refused)
    live_page.renew()
    trouble = seen(live_page.page()).text("Preview.trouble")
    assert "The files cannot be read: sources/base: Permission denied." in trouble
    assert "fault" not in trouble
    monkeypatch.setattr(LivePages, "names", refused)
    LivePages(root).begin()


def test_a_page_that_cannot_be_made_is_told_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash_on_a_proof(state: State) -> Shown:
        if state.proof:
            raise KeyError("lost")
        return show(state)

    monkeypatch.setattr(module, "show", crash_on_a_proof)
    assert "Internal error: KeyError: 'lost'." in seen(LivePage(root, "base").page()).text("Preview.trouble")


def test_desks_hold_the_guides_of_the_project_or_one_alone(root: Path) -> None:
    shutil.copytree(root / "sources" / "base", root / "sources" / "other")
    live_pages = LivePages(root)
    assert live_pages.names() == ["base", "other"]
    assert live_pages.live_page("base") is live_pages.live_page("base")
    assert live_pages.live_page("absent") is None
    alone = LivePages(root, "other")
    assert (alone.names(), alone.live_page("base")) == (["other"], None)
    shutil.rmtree(root / "sources")
    with pytest.raises(ProjectError):
        live_pages.names()


def test_desks_renew_what_has_changed_and_has_been_asked_for(root: Path, edit: Edit) -> None:
    live_pages = LivePages(root)
    live_pages.begin()
    live_page = live_pages.live_page("base")
    assert live_page is not None
    before = live_page.revision
    assert before
    edit("massage.yaml", "Knead the muscles.", "Knead the muscles slowly.")
    live_pages.renew(frozenset({"other"}))
    assert live_page.revision == before
    live_pages.renew(frozenset({COMMON}))
    assert live_page.revision != before
