"""Files get into the build folder all together or not at all, and nobody else's are lost."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from careguide import pipeline, publish
from careguide.edition import Edition, ShownNote
from careguide.project import Project
from careguide.testing.overlay import PROJECT


def no_notes(data: bytes, edition: Edition) -> dict[str, ShownNote]:
    return {}


@pytest.fixture
def edition() -> Edition:
    guide = pipeline.check_guide(Project(PROJECT), "base").guide
    assert guide is not None
    return Edition(guide, "publisher", "https://example.org", {"guide.yaml": "0" * 64})


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> dict[str, SimpleNamespace]:
    found = {
        "one": SimpleNamespace(NAME="one", SUFFIX=".one", export=lambda edition: b"first", notes=no_notes),
        "two": SimpleNamespace(NAME="two", SUFFIX=".two", export=lambda edition: b"second", notes=no_notes),
    }
    monkeypatch.setattr(publish, "exporters", lambda: found)
    return found


def made(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != publish.MANIFEST}


def silent(stage: str) -> None:
    pass


def test_every_format_and_a_manifest_that_tells_the_truth(edition: Edition, tmp_path: Path) -> None:
    files = publish.publish(edition, tmp_path / "base", [], silent)
    assert made(tmp_path / "base") == {"base.one": b"first", "base.two": b"second"}
    manifest = json.loads((tmp_path / "base" / publish.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["files"] == {
        name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in made(tmp_path / "base").items()
    }
    assert manifest["guide"] == "base"
    assert manifest["fingerprint"] == edition.fingerprint
    assert {file.path for file in files} == set((tmp_path / "base").iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_only_the_formats_asked_for(edition: Edition, tmp_path: Path) -> None:
    publish.publish(edition, tmp_path / "base", ["two"], silent)
    assert made(tmp_path / "base") == {"base.two": b"second"}


def test_an_unknown_format_is_refused_with_a_suggestion(edition: Edition, tmp_path: Path) -> None:
    with pytest.raises(publish.UnknownFormat, match="Did you mean “two”"):
        publish.publish(edition, tmp_path / "base", ["one", "twoo"], silent)
    assert list(tmp_path.iterdir()) == []


def test_an_exporter_that_fails_leaves_what_was_there(
    edition: Edition, tmp_path: Path, formats: dict[str, SimpleNamespace]
) -> None:
    publish.publish(edition, tmp_path / "base", [], silent)
    before = made(tmp_path / "base")

    def fail(edition: Edition) -> bytes:
        raise RuntimeError("no")

    formats["one"].export = lambda edition: b"newer"
    formats["two"].export = fail
    with pytest.raises(RuntimeError):
        publish.publish(edition, tmp_path / "base", [], silent)
    assert made(tmp_path / "base") == before
    assert [path.name for path in tmp_path.iterdir()] == ["base"]


def test_a_file_that_no_build_made_is_not_lost(edition: Edition, tmp_path: Path) -> None:
    publish.publish(edition, tmp_path / "base", [], silent)
    (tmp_path / "base" / "my notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(publish.Occupied, match=r"my notes\.txt"):
        publish.publish(edition, tmp_path / "base", [], silent)
    assert (tmp_path / "base" / "my notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("held", "ours"), [('{"tool": "webpack 5"}', False), ("[1]", False), ("", True), ("{", True)])
def test_a_manifest_of_another_tool_is_not_lost(edition: Edition, tmp_path: Path, held: str, ours: bool) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "manifest.json").write_text(held, encoding="utf-8")
    with nullcontext() if ours else pytest.raises(publish.Occupied, match=r"manifest\.json"):
        publish.publish(edition, tmp_path / "base", [], silent)
    assert ((tmp_path / "base" / "manifest.json").read_text(encoding="utf-8") == held) != ours


@pytest.mark.skipif(sys.platform == "win32", reason="only Unix has pipes among its files")
def test_a_manifest_that_is_no_file_is_none_of_ours(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    os.mkfifo(tmp_path / "base" / "manifest.json")
    with pytest.raises(publish.Occupied, match=r"manifest\.json"):
        publish.publish(edition, tmp_path / "base", [], silent)


def test_a_link_to_nothing_is_told_as_one(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "base").symlink_to(tmp_path / "nowhere")
    with pytest.raises(publish.Occupied, match="a link to nothing"):
        publish.publish(edition, tmp_path / "base", [], silent)
    assert [path.name for path in tmp_path.iterdir()] == ["base"]
