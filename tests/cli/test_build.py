"""``careguide build``."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from careguide import publish
from cli.conftest import Careguide


def _no_notes(data: bytes, edition: object) -> dict[str, object]:
    return {}


@pytest.fixture(autouse=True)
def _formats(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {
        "epub": SimpleNamespace(NAME="epub", SUFFIX=".epub", export=lambda edition: b"book" * 300, notes=_no_notes),
        "fhir": SimpleNamespace(NAME="fhir", SUFFIX=".fhir.json", export=lambda edition: b"{}", notes=_no_notes),
    }
    monkeypatch.setattr(publish, "exporters", lambda: found)


def test_everything(careguide: Careguide, project: Path) -> None:
    result = careguide("build")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    built, epub, fhir, manifest = result.stdout.splitlines()
    assert re.fullmatch(r"Built base in \d+\.\d s:", built)
    assert epub == "  build/base/base.epub           1 kB"
    assert fhir == "  build/base/base.fhir.json   2 bytes"
    assert manifest.startswith("  build/base/manifest.json")
    assert sorted(path.name for path in (project / "build" / "base").iterdir()) == [
        "base.epub",
        "base.fhir.json",
        "manifest.json",
    ]


def test_one_format_elsewhere(careguide: Careguide, project: Path, tmp_path: Path) -> None:
    result = careguide("build", "base", "--to", "epub", "--out", str(tmp_path / "out"))
    assert result.exit_code == 0, result.output
    assert str(tmp_path / "out" / "base" / "base.epub") in result.stdout
    assert not (tmp_path / "out" / "base" / "base.fhir.json").exists()
    assert not (project / "build").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no folder of Windows has such a name")
def test_the_name_of_a_folder_gives_a_terminal_no_orders(careguide: Careguide) -> None:
    result = careguide("build", "base", "--out", "\x1b[2J")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "␛[2J/base/base.epub" in result.stdout


@pytest.mark.parametrize(
    "out", ["sources", "sources/new", "sources/base", "build/../sources/x", "schema", ".careguide-cache"]
)
def test_what_is_built_stays_apart_from_what_is_written(careguide: Careguide, project: Path, out: str) -> None:
    before = sorted(project.rglob("*"))
    result = careguide("build", "--no-cache", "--out", str(project / out))
    assert result.exit_code == 2, result.output
    assert "is not for what is built" in result.stderr
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize("formats", [["--to", "epub,fhir"], ["--to", " fhir , epub"], ["--to", "fhir", "--to", "epub"]])
def test_formats_can_be_listed(careguide: Careguide, project: Path, formats: list[str]) -> None:
    assert careguide("build", *formats).exit_code == 0
    assert (project / "build" / "base" / "base.fhir.json").exists()
    assert (project / "build" / "base" / "base.epub").exists()


def test_an_unknown_format(careguide: Careguide, project: Path) -> None:
    result = careguide("build", "--to", "epbu")
    assert result.exit_code == 2
    assert "“epbu”" in result.stderr
    assert "“epub”" in result.stderr
    assert not (project / "build").exists()


def test_no_format(careguide: Careguide) -> None:
    assert careguide("build", "--to", ",").exit_code == 2


def test_an_unknown_guide(careguide: Careguide) -> None:
    result = careguide("build", "bse")
    assert result.exit_code == 2
    assert "bse" in result.stderr


def test_a_guide_with_errors_is_not_built(careguide: Careguide, project: Path, broken: Path) -> None:
    result = careguide("build")
    assert result.exit_code == 1
    assert "error[schema/unknown-field]" in result.stderr
    assert result.stderr.endswith("base was not built: mend the error first.\n")
    assert result.stdout == ""
    assert not (project / "build").exists()


def test_one_guide_with_errors_does_not_stop_the_others(careguide: Careguide, project: Path, broken: Path) -> None:
    sound = project / "sources" / "sound"
    sound.mkdir()
    for file in broken.parent.iterdir():
        text = file.read_text(encoding="utf-8").replace("\ntitel:", "\ntitle:", 1)
        (sound / file.name).write_text(text.replace("id: base\n", "id: sound\n"), encoding="utf-8")
    result = careguide("build")
    assert result.exit_code == 1
    assert "base was not built" in result.stderr
    assert (project / "build" / "sound" / "sound.epub").exists()


def test_an_exporter_that_fails_is_an_internal_error(careguide: Careguide, monkeypatch: pytest.MonkeyPatch) -> None:
    def export(edition: object) -> bytes:
        raise KeyError("lost")

    monkeypatch.setattr(
        publish, "exporters", lambda: {"epub": SimpleNamespace(NAME="epub", SUFFIX=".epub", export=export)}
    )
    result = careguide("build")
    assert result.exit_code == 3
    assert "internal error in building base (writing epub): KeyError: 'lost'" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_place_that_cannot_be_written(careguide: Careguide, project: Path) -> None:
    (project / "build").write_text("in the way")
    result = careguide("build")
    assert result.exit_code == 3
    assert "failed: " in result.stderr
    assert "Traceback" not in result.stderr
    assert "fault of careguide" not in result.stderr


def test_what_no_build_has_made_is_left_alone(careguide: Careguide, project: Path) -> None:
    letter = project / "build" / "base" / "letter.txt"
    letter.parent.mkdir(parents=True)
    letter.touch()
    result = careguide("build")
    assert result.exit_code == 2
    assert "letter.txt" in result.stderr
    assert letter.exists()
