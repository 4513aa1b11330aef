"""Pandoc is bounded, gets nothing from the user, and says clearly when it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from careguide.book import pandoc
from careguide.book.pandoc import PandocFault, convert

DOCUMENT = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": [{"t": "Para", "c": [{"t": "Str", "c": "Hello"}]}]}


def written(**changes: object) -> bytes:
    return json.dumps(DOCUMENT | changes).encode()


def test_it_converts() -> None:
    assert convert(written(), "html5") == b"<p>Hello</p>\n"


def test_it_is_found_without_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert convert(written(), "plain") == b"Hello\n"


def test_a_missing_pandoc_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pandoc.pandoc.cache_clear()
    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    with pytest.raises(PandocFault, match="pypandoc_binary"):
        convert(written(), "plain")
    pandoc.pandoc.cache_clear()


def test_a_crash_is_told_with_its_words() -> None:
    with pytest.raises(PandocFault, match="JSON"):
        convert(b"{}", "plain")


def test_a_warning_is_a_fault() -> None:
    picture = {"t": "Image", "c": [["", [], []], [], ["nowhere.png", ""]]}
    with pytest.raises(PandocFault, match=r"nowhere\.png"):
        convert(written(blocks=[{"t": "Para", "c": [picture]}]), "docx")


def test_a_hang_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pandoc, "_PATIENCE", 0.2)
    monkeypatch.setattr(pandoc, "pandoc", lambda: sleeper(tmp_path))
    with pytest.raises(PandocFault, match="did not end"):
        convert(written(), "plain")


def test_one_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pandoc, "pandoc", lambda: str(tmp_path / "nothing"))
    with pytest.raises(PandocFault, match="does not start"):
        convert(written(), "plain")


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_MEMORY", "8M")
    many = [{"t": "Para", "c": [{"t": "Str", "c": f"{number} {'long ' * 20}"}]} for number in range(20_000)]
    with pytest.raises(PandocFault, match=r"[Hh]eap"):
        convert(written(blocks=many), "docx")


def test_nothing_of_the_user_reaches_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a template in the home folder, nor the environment, nor the folder where we are."""
    for folder in (".pandoc", ".local/share/pandoc"):
        (tmp_path / folder / "templates").mkdir(parents=True)
        (tmp_path / folder / "templates" / "default.plain").write_text("STOLEN")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".local/share"))
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    monkeypatch.chdir(tmp_path)
    assert convert(written(), "plain", "--standalone") == b"Hello\n"


def test_files_stay_out(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("SECRET")
    picture = {"t": "Image", "c": [["", [], []], [], [str(tmp_path / "secret.txt"), ""]]}
    with pytest.raises(PandocFault):
        convert(written(blocks=[{"t": "Para", "c": [picture]}]), "docx")


def sleeper(folder: Path) -> str:
    program = folder / "sleeper"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(30)\n")
    program.chmod(0o700)
    return str(program)


def test_books_are_the_same_everywhere(tmp_path: Path) -> None:
    """In another time zone, locale and folder, for another user, with other hashes."""
    script = (
        "import hashlib, sys; sys.path.insert(0, sys.argv[1]); from bundles import everything;"
        "from careguide.exporters import docx, epub;"
        "print(*(hashlib.sha256(e.export(everything())).hexdigest() for e in (epub, docx)))"
    )
    tests = str(Path(__file__).parents[1])
    worlds = (
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1", "USER": "one", "SOURCE_DATE_EPOCH": "1"},
        {
            "TZ": "Pacific/Kiritimati",
            "LANG": "ru_RU.UTF-8",
            "PYTHONHASHSEED": "2",
            "USER": "two",
            "HOME": str(tmp_path),
        },
    )
    made = set()
    for world, umask in zip(worlds, (0o022, 0o077), strict=True):
        environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.pathsep.join(sys.path), **world}
        ran = subprocess.run(
            [sys.executable, "-c", script, tests],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=tmp_path if umask == 0o077 else None,
            umask=umask,
        )
        made.add(ran.stdout)
    assert len(made) == 1
