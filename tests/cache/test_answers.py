"""Whatever becomes of the cache, an answer is the one that would be found without it."""

import os
import random
import shutil
import time
from itertools import pairwise
from pathlib import Path

import pytest

from cache.conftest import Answer, Asking
from careguide import library as loading
from careguide import project as layout
from careguide.cache import state
from careguide.cache.answers import MOST
from careguide.cache.ledger import Entry, Ledger
from careguide.cli.shell.stop import Stopped
from careguide.project import Project
from careguide.reports.parts.verdict import Packed
from careguide.source.reader import Reader, read

FAULT = ("\ntitle:", "\ntitel:")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def settle(ask: Asking, *arguments: str) -> Answer:
    """Asks until the answer is known, as it is as soon as the file system's clock has moved on."""
    for _ in range(50):
        answer = ask(*arguments)
        if ask.known:
            return answer
        time.sleep(0.01)
    raise AssertionError("the answer is never known")


def massage(ask: Asking, guide: str = "knee") -> Path:
    return ask.root / "sources" / guide / "massage.yaml"


@pytest.mark.parametrize("format_", ["text", "github", "json", "junit", "sarif"])
@pytest.mark.parametrize("faulty", [False, True])
def test_the_second_answer_is_the_first(ask: Asking, format_: str, faulty: bool) -> None:
    if faulty:
        change(massage(ask), *FAULT)
    arguments = ("check", "--format", format_)
    assert settle(ask, *arguments) == ask.anew(*arguments) == ask.truth(*arguments)
    assert ask.known
    assert ask.known[0] == faulty


def test_a_change_in_one_guide_is_seen_and_the_others_are_left_alone(
    ask: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(ask, "check")
    change(massage(ask), *FAULT)
    judged: list[str] = []
    whole = loading.load

    def noted(project: Project, name: str, reader: Reader = read) -> loading.Loaded:
        judged.append(name)
        return whole(project, name, reader)

    monkeypatch.setattr(loading, "load", noted)
    code, text = ask("check")
    assert (code, judged, ask.known) == (1, ["knee"], None)
    assert (code, text) == ask.truth("check")


def edits(ask: Asking) -> None:
    """An edit that leaves the size and the time of the file as they were."""
    file = massage(ask)
    before = file.stat()
    change(file, *FAULT)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def replaces(ask: Asking) -> None:
    """Another file in its place, with the same size and time."""
    file = massage(ask)
    copy = file.with_suffix(".new")
    shutil.copy2(file, copy)
    change(copy, *FAULT)
    shutil.copystat(file, copy)
    copy.replace(file)


def swaps(ask: Asking) -> None:
    """Two guides take each other's place, which no file in them can tell."""
    one, other, aside = (ask.root / "sources" / name for name in ("knee", "neck", ".aside"))
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def adds(ask: Asking) -> None:
    massage(ask).with_name("acupuncture.yml").write_text("id: acupuncture\n", "utf-8")


def removes(ask: Asking) -> None:
    massage(ask).unlink()


def adds_a_guide(ask: Asking) -> None:
    shutil.copytree(ask.root / "sources" / "knee", ask.root / "sources" / "wrist")


def removes_a_guide(ask: Asking) -> None:
    shutil.rmtree(ask.root / "sources" / "neck")


def schema(ask: Asking) -> None:
    from careguide.validation.schemas import own_folder

    shutil.copytree(str(own_folder()), ask.root / "schema")
    change(ask.root / "schema" / "massage.schema.json", '"title"', '"titel"')


def links_a_file(ask: Asking) -> None:
    file = massage(ask)
    aside = ask.root / "aside.yaml"
    shutil.copy2(file, aside)
    change(aside, *FAULT)
    file.unlink()
    file.symlink_to(aside)


@pytest.mark.parametrize(
    "happens", [edits, replaces, swaps, adds, removes, adds_a_guide, removes_a_guide, schema, links_a_file]
)
def test_what_happens_is_seen(ask: Asking, happens: object) -> None:
    settle(ask, "check")
    assert callable(happens)
    happens(ask)
    assert ask("check") == ask.truth("check") == ask("check")


def test_what_is_touched_is_read_and_not_judged_again(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    before = settle(ask, "check")
    massage(ask).touch()
    monkeypatch.setattr(loading, "load", None)
    assert ask("check") == before
    assert not ask.known


def test_an_edit_and_its_reversal(ask: Asking) -> None:
    sound = settle(ask, "check")
    change(massage(ask), *FAULT)
    assert ask("check")[0] == 1
    change(massage(ask), *reversed(FAULT))
    assert ask("check") == sound


def test_edits_faster_than_the_clock(ask: Asking) -> None:
    """A file that changes again within one tick of the clock looks the same: it must not be taken for unchanged."""
    settle(ask, "check")
    file = massage(ask)
    sound = file.read_bytes()
    faulty = sound.replace(b"\ntitle:", b"\ntitel:", 1)
    for data in [faulty, sound] * 10:
        file.write_bytes(data)
        assert ask("check")[0] == (data is faulty)
        file.write_bytes(sound if data is faulty else faulty)
        assert ask("check")[0] == (data is sound)


def test_an_edit_while_the_guide_is_being_read(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged is what was read, whatever the file holds by then."""
    whole = loading.load

    def slow(project: Project, name: str, reader: Reader = read) -> loading.Loaded:
        found = whole(project, name, reader)
        if name == "knee":
            change(massage(ask), *FAULT)
        return found

    monkeypatch.setattr(loading, "load", slow)
    assert ask("check")[0] == 0
    monkeypatch.undo()
    monkeypatch.chdir(ask.root)
    assert ask("check") == ask.truth("check")
    assert ask.truth("check")[0] == 1


def test_the_day(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sign-off runs out while nothing changes but the day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    first = settle(ask, "check")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "9900000000")
    assert ask("check") == ask.truth("check")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert ask("check") == first
    assert ask.known


def test_the_terminal_and_the_options(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    change(massage(ask), *FAULT)
    plain = settle(ask, "check")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert ask("check") == ask.truth("check") != plain
    monkeypatch.delenv("FORCE_COLOR")
    assert ask("check", "back") == ask.truth("check", "back") != plain
    assert ask("check") == plain


def test_damage(ask: Asking) -> None:
    """Any byte may be wrong, and the end may be missing."""
    change(massage(ask), *FAULT)
    expected = settle(ask, "check")
    whole = {file.name: file.read_bytes() for file in ask.cache.iterdir()}
    chance = random.Random(7)  # repeatable damage, no secret
    for name, data in whole.items():
        for at in [0, 31, 32, 40, len(data) - 1, *(chance.randrange(len(data)) for _ in range(3))]:
            at = at % max(len(data), 1)
            for damaged in (data[:at], data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :], data + b"\0"):
                (ask.cache / name).write_bytes(damaged)
                assert ask("check") == expected, (name, at)
        (ask.cache / name).write_bytes(data)


def test_entries_that_change_places(ask: Asking) -> None:
    """Each file of the cache is what it was written as, under its own name only."""
    change(massage(ask, "neck"), *FAULT)
    asked = [("check", "neck"), ("check", "back"), ("check", "--format", "json"), ("check",)]
    expected = [settle(ask, *arguments) for arguments in asked]
    files = sorted(ask.cache.glob("[a-z]*"))
    for one, other in pairwise(files):
        mine, theirs = one.read_bytes(), other.read_bytes()
        one.write_bytes(theirs)
        other.write_bytes(mine)
        assert [ask(*arguments) for arguments in asked] == expected


def test_a_cache_that_came_with_the_project(ask: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody else has written is no answer of ours."""
    settle(ask, "check")
    other = tmp_path / "other"
    shutil.copytree(ask.root, other)
    shutil.rmtree(ask.root)
    other.rename(ask.root)
    monkeypatch.chdir(ask.root)
    assert [*ask.cache.glob("answer-*")]
    ask("check")
    assert not ask.known


@pytest.mark.parametrize("what", ["file", "link", "nothing may be written", "folders in the place of files"])
def test_a_folder_that_cannot_be_used(ask: Asking, what: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if what == "file":
        ask.cache.write_text("mine", "utf-8")
    elif what == "link":
        ask.cache.symlink_to(elsewhere)
    elif what == "nothing may be written":
        ask.cache.mkdir(mode=0o500)
    else:
        for name in ("packed", "CACHEDIR.TAG", ".gitignore"):
            (ask.cache / name).mkdir(parents=True)
    assert ask("check") == ask("check") == ask.truth("check")
    assert [*elsewhere.iterdir()] == []


def test_nothing_is_remembered_unasked(ask: Asking) -> None:
    ask.truth("check")
    assert not ask.cache.exists()


def test_the_folder_says_what_it_is(ask: Asking) -> None:
    ask("check")
    assert (ask.cache / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    assert (ask.cache / ".gitignore").read_text("utf-8") == "*\n"


def test_it_stays_small(ask: Asking) -> None:
    for number in range(MOST + 5):
        os.environ["COLUMNS"] = str(40 + number)
        ask("check")
    del os.environ["COLUMNS"]
    assert len([file for file in ask.cache.glob("answer-*") if file.is_file()]) <= MOST


def test_guides_that_are_gone_are_forgotten(ask: Asking) -> None:
    settle(ask, "check")
    assert {file.name for file in ask.cache.glob("packed-*") if file.is_file()} == {
        "packed-back",
        "packed-knee",
        "packed-neck",
    }
    removes_a_guide(ask)
    ask("check", "back")
    assert {file.name for file in ask.cache.glob("packed-*") if file.is_file()} == {"packed-back", "packed-knee"}


def test_what_was_found_before_a_stop_is_remembered(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = loading.load
    judged: list[str] = []

    def stopped(project: Project, name: str, reader: Reader = read) -> loading.Loaded:
        judged.append(name)
        if len(judged) == 3:
            raise Stopped(15)
        return whole(project, name, reader)

    monkeypatch.setattr(loading, "load", stopped)
    assert ask("check")[0] == 143
    assert ask("check") == ask.truth("check")
    assert judged[:4] == ["back", "knee", "neck", "neck"]


def test_a_guide_that_changes_after_it_was_looked_up(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was taken for known, and is not any more when its turn comes."""
    settle(ask, "check")
    change(massage(ask, "neck"), *FAULT)
    whole = Ledger.entry

    def late(ledger: Ledger[Packed], name: str) -> Entry[Packed] | None:
        if name == "neck":  # the last one to be looked up
            change(massage(ask), *FAULT)
            monkeypatch.undo()
            monkeypatch.chdir(ask.root)
        return whole(ledger, name)

    monkeypatch.setattr(Ledger, "entry", late)
    assert ask("check") == ask.truth("check")


def test_what_a_killed_run_has_left_goes(ask: Asking) -> None:
    ask("check")
    old, new = (ask.cache / f".unfinished-{number}" for number in (1, 2))
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    change(massage(ask), *FAULT)
    ask("check")
    assert (old.exists(), new.exists()) == (False, True)


def test_a_folder_among_the_files_does_not_end_remembering(ask: Asking) -> None:
    """Somebody has put folders there, whose names are like those of our own files, and no file can be."""
    for name in (".unfinished-1", "answer-1", "packed-absent"):
        (ask.cache / name).mkdir(parents=True)
        os.utime(ask.cache / name, (0, 0))
    settle(ask, "check")
    test_it_stays_small(ask)
    test_guides_that_are_gone_are_forgotten(ask)


@pytest.mark.parametrize("name", ["SETTINGS", "SCHEMA", "SOURCES", "SUFFIXES"])
def test_the_cache_looks_where_a_project_has_its_files(name: str) -> None:
    assert getattr(state, name) == getattr(layout, name)
