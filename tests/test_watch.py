"""What changes while somebody works, on a real disk with real notices."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

import pytest

pytest.importorskip("watchfiles", reason="watchfiles is missing: pip install 'careguide[preview]'")

from careguide import library
from careguide.project import Project
from careguide.testing.overlay import PROJECT
from careguide.watch import COMMON, Watch

News = Callable[[], frozenset[str]]
PATIENCE = 10


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT, tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def news(root: Path) -> Iterator[News]:
    """The next change."""
    heard: Queue[frozenset[str]] = Queue()
    stop = Event()
    watch = Watch(Project(root))

    def listen() -> None:
        for changed in watch.changes(stop):
            heard.put(changed)

    thread = Thread(target=listen)
    thread.start()
    yield lambda: heard.get(timeout=PATIENCE)
    stop.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert heard.empty()


def test_a_saved_file(root: Path, news: News) -> None:
    file = root / "sources" / "base" / "massage.yaml"
    file.write_text("x")
    assert news() == {"base"}
    # as many editors save: a new file takes the place of the old one
    (file.parent / ".massage.yaml.swp").write_text("y")
    (file.parent / ".massage.yaml.swp").replace(file)
    assert news() == {"base"}


def test_a_new_guide_and_one_that_is_gone(root: Path, news: News) -> None:
    shutil.copytree(root / "sources" / "base", root.parent / "other")
    (root.parent / "other").rename(root / "sources" / "other")
    assert news() == {"other"}
    shutil.rmtree(root / "sources" / "other")
    heard = news()
    while not heard >= {"other"} or (root / "sources" / "other").exists():
        heard |= news()
    time.sleep(0.2)


def test_settings_concern_all(root: Path, news: News) -> None:
    with (root / "careguide.toml").open("a") as settings:
        settings.write("# more\n")
    assert news() == {COMMON}


def test_schemas_concern_all_and_are_read_again(root: Path, news: News, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Event()
    monkeypatch.setattr("careguide.watch.reread_schemas", read.set)
    (root / "schema").mkdir()
    (root / "schema" / "massage.schema.json").write_text("{}")
    assert COMMON in news()
    assert read.is_set()


def test_other_files_concern_nobody(root: Path, news: News) -> None:
    for name in ("README.md", "sources/base/notes.txt", "sources/base/massage.yaml~", "build/base/base.epub"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    time.sleep(0.3)  # the fixture sees to it that nothing was heard
    os.utime(root / "careguide.toml")
    assert news() == {COMMON}


def test_sources_that_vanish_and_come_back(root: Path, news: News) -> None:
    (root / "sources").rename(root.parent / "aside")
    assert news() == {"base"}
    (root.parent / "aside").rename(root / "sources")
    assert news() == {"base"}
    time.sleep(1.5)
    (root / "sources" / "base" / "massage.yaml").write_text("x")
    assert news() == {"base"}


def test_what_changed_before_the_watch_began_is_not_lost(root: Path) -> None:
    watch = Watch(Project(root))
    (root / "sources" / "base" / "massage.yaml").write_text("x")
    assert next(watch.changes()) == {"base"}


def test_schemas_are_kept_until_they_change(root: Path) -> None:
    before = library._schemas(None)
    assert library._schemas(None) is before
    library.reread_schemas()
    assert library._schemas(None) is not before


def test_a_project_that_is_gone_for_a_while(root: Path, news: News) -> None:
    root.rename(root.parent / "aside")
    heard = news()
    while heard < {COMMON, "base"}:
        heard |= news()
    (root.parent / "aside").rename(root)
    heard = news()
    while heard < {COMMON, "base"}:
        heard |= news()


def test_sources_that_vanish_before_they_are_watched(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import watchfiles

    aside = root.parent / "aside"

    def just_gone(*folders: Path, **how: Any) -> object:
        if not aside.exists():
            (root / "sources").rename(aside)
        return watchfiles.watch(*folders, **how)

    monkeypatch.setattr("careguide.watch.watch", just_gone)
    assert next(Watch(Project(root)).changes()) == {"base"}


def test_where_nothing_can_be_watched_the_files_are_looked_at(
    root: Path, news: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(*folders: Path, **how: Any) -> Iterator[object]:
        raise RuntimeError("Error creating recommended watcher: Too many open files (os error 24)")

    monkeypatch.setattr("careguide.watch.watch", exhausted)
    (root / "sources" / "base" / "massage.yaml").write_text("x")
    assert news() == {"base"}
    (root / "sources" / "base" / "massage.yaml").write_text("xy")
    assert news() == {"base"}


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux alone")
def test_a_name_that_is_no_text_ends_no_watch(root: Path, news: News) -> None:
    (root / "sources" / "base" / os.fsdecode(b"\xff")).write_text("x")
    time.sleep(0.1)
    (root / "sources" / "base" / "massage.yaml").write_text("x")
    assert news() == {"base"}
