"""What has been built is not built again, and whatever happens to it, it is what a build without a cache would make."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from cache.conftest import Answer, Asking
from careguide import publish
from careguide.cli.shell import workers
from careguide.edition import Edition

Files = dict[str, bytes]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats of the files that exporters have made, each with its guide, in their order."""
    calls: list[str] = []

    def exporter(name: str) -> SimpleNamespace:
        def export(edition: Edition) -> bytes:
            calls.append(f"{edition.guide.id} {name}")
            return f"{name} of {edition.guide.id}: {edition.fingerprint}".encode()

        return SimpleNamespace(NAME=name, SUFFIX=f".{name}", export=export, notes=lambda data, edition: {})

    monkeypatch.setattr(publish, "exporters", lambda: {name: exporter(name) for name in ("one", "two")})
    return calls


def standing(ask: Asking) -> Files:
    return {path.relative_to(ask.root).as_posix(): path.read_bytes() for path in (ask.root / "build").rglob("*.*")}


def settle(ask: Asking, *arguments: str) -> Answer:
    for _ in range(50):
        answer = ask("build", *arguments)
        if ask.known:
            return answer
        time.sleep(0.01)
    raise AssertionError("the answer is never known")


def edit(file: Path) -> None:
    file.write_text(file.read_text("utf-8") + "# edited\n", "utf-8")


def test_nothing_is_made_twice(ask: Asking, made: list[str]) -> None:
    assert ask("build")[0] == 0
    assert made == ["back one", "back two", "knee one", "knee two", "neck one", "neck two"]
    before = standing(ask)
    made.clear()
    code, text = settle(ask)
    assert (code, made, standing(ask)) == (0, [], before)
    assert text.splitlines() == [f"{name} is up to date in build/{name}." for name in ("back", "knee", "neck")]


def test_what_has_changed_is_built(ask: Asking, made: list[str]) -> None:
    settle(ask)
    made.clear()
    edit(ask.root / "sources" / "knee" / "massage.yaml")
    assert "Built knee" in ask("build")[1]
    assert made == ["knee one", "knee two"]
    cached = standing(ask)
    ask.truth("build")
    assert standing(ask) == cached


def test_a_further_format_is_made_and_the_others_are_kept(ask: Asking, made: list[str]) -> None:
    ask("build", "--to", "one")
    assert ask("build", "--to", "one")[1].count("up to date") == 3
    made.clear()
    ask("build")
    assert made == ["back two", "knee two", "neck two"]
    cached = standing(ask)
    ask.truth("build")
    assert standing(ask) == cached


def gone(ask: Asking) -> None:
    (ask.root / "build" / "knee" / "knee.one").unlink()


def all_gone(ask: Asking) -> None:
    shutil.rmtree(ask.root / "build")


def other(ask: Asking) -> None:
    (ask.root / "build" / "knee" / "knee.two").write_bytes(b"something else")


def manifest(ask: Asking) -> None:
    (ask.root / "build" / "knee" / "manifest.json").write_bytes(b"{}")


def swapped(ask: Asking) -> None:
    one, two = (ask.root / "build" / "knee" / f"knee.{name}" for name in ("one", "two"))
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)


def settings(ask: Asking) -> None:
    file = ask.root / "careguide.toml"
    file.write_text(file.read_text("utf-8").replace('publisher = "', 'publisher = "New '), "utf-8")


def damaged(ask: Asking) -> None:
    for file in ask.cache.iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"?")


def pipes(ask: Asking) -> None:
    """Nobody writes into them: to open one is to wait for ever."""
    for name in ("knee.one", "manifest.json"):
        (ask.root / "build" / "knee" / name).unlink()
        os.mkfifo(ask.root / "build" / "knee" / name)


def endless(ask: Asking) -> None:
    (ask.root / "build" / "knee" / "knee.two").unlink()
    (ask.root / "build" / "knee" / "knee.two").symlink_to("/dev/zero")


def sparse(ask: Asking) -> None:
    with (ask.root / "build" / "knee" / "manifest.json").open("wb") as file:
        file.truncate(50_000_000_000)


ODD = [] if sys.platform == "win32" else [pipes, endless, sparse]


@pytest.mark.parametrize("happens", [gone, all_gone, other, manifest, swapped, settings, damaged, *ODD])
def test_what_happens_to_it_is_mended(ask: Asking, made: list[str], happens: Callable[[Asking], None]) -> None:
    settle(ask)
    happens(ask)
    assert ask("build")[0] == 0
    cached = standing(ask)
    ask.truth("build")
    assert standing(ask) == cached
    assert len(cached) == 9


def test_a_file_of_somebody_else_is_still_refused(ask: Asking, made: list[str]) -> None:
    settle(ask)
    (ask.root / "build" / "knee" / "letter.txt").write_text("mine", "utf-8")
    code, text = ask("build")
    assert code == 2
    assert "letter.txt" in text


def test_errors_come_and_go(ask: Asking, made: list[str]) -> None:
    settle(ask)
    massage = ask.root / "sources" / "knee" / "massage.yaml"
    sound = massage.read_text("utf-8")
    massage.write_text(sound.replace("\ntitle:", "\ntitel:", 1), "utf-8")
    before = standing(ask)
    code, text = ask("build")
    assert (code, standing(ask)) == (1, before)
    assert "knee was not built: mend the error first." in text
    massage.write_text(sound, "utf-8")
    made.clear()
    assert ask("build")[1].count("up to date") == 3
    assert made == []


def test_another_place(ask: Asking, made: list[str], tmp_path: Path) -> None:
    settle(ask)
    made.clear()
    ask("build", "--out", str(tmp_path / "out"))
    assert made == []  # what stands in one place is put into the other
    assert (tmp_path / "out" / "knee" / "knee.one").read_bytes() == standing(ask)["build/knee/knee.one"]


def test_a_place_whose_name_is_no_text(ask: Asking, made: list[str], tmp_path: Path) -> None:
    place = tmp_path / os.fsdecode(b"\xff")
    try:
        place.mkdir()
    except OSError as error:
        pytest.skip(f"this file system has no such names: {error}")
    assert ask("build", "--out", str(place))[0] == 0
    assert sorted(path.name for path in place.iterdir()) == ["back", "knee", "neck"]


def test_an_exporter_that_fails_stops_no_other_guide(
    ask: Asking, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = vars(publish)["exporters"]()

    def export(edition: Edition) -> bytes:
        if edition.guide.id == "back":
            raise KeyError("lost")
        return bytes(whole["one"].export(edition))

    broken = SimpleNamespace(NAME="one", SUFFIX=".one", export=export, notes=lambda data, edition: {})
    monkeypatch.setattr(publish, "exporters", lambda: {**whole, "one": broken})
    code, text = ask("build")
    assert code == 3
    assert "internal error in building back (writing one): KeyError: 'lost'" in text
    assert sorted(path.name for path in (ask.root / "build").iterdir()) == ["knee", "neck"]


def test_several_processes_build_the_same(ask: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEWEST", 2)
    assert ask.truth("build")[0] == 0
    before = standing(ask)
    shutil.rmtree(ask.root / "build")
    assert ask("build", "--jobs", "2")[0] == 0
    assert standing(ask) == before
