"""``careguide check --fix`` and ``--diff``."""

import json
import shutil
import subprocess
import weakref
from pathlib import Path

import pytest

from careguide.cli.shell.stop import Stopped
from careguide.fixes import mend
from careguide.project import Project
from cli.conftest import Careguide


@pytest.fixture
def misspelt(project: Path) -> Path:
    """A file of the guide with two faults of spelling and a figure that cannot be right."""
    file = project / "sources" / "base" / "massage.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("position: last", "Position: Last", 1).replace("{min: 10, max: 15}", "{min: 15, max: 10}", 1)
    file.write_text(text, encoding="utf-8")
    return file


def test_what_can_be_mended_is_and_the_rest_is_reported(careguide: Careguide, misspelt: Path) -> None:
    result = careguide("check", "--fix")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "Mended 2 findings in 1 file:\n"
        "  sources/base/massage.yaml:77:9 schema/unknown-field\n"
        "    Call it `position`\n"
        "  sources/base/massage.yaml:77:19 schema/not-a-choice\n"
        "    Write `last`\n"
        "\n"
        "== sources/base/massage.yaml: 1 error\n"
    )
    assert "error[count/min-max]" in result.stdout
    assert "        position: last\n" in misspelt.read_text(encoding="utf-8")
    assert careguide("check").stdout == result.stdout.split("\n\n", 1)[1]


def test_nothing_to_mend(careguide: Careguide) -> None:
    result = careguide("check", "--fix")
    assert (result.exit_code, result.stdout) == (0, "Nothing was mended.\n\nNo findings in 8 files.\n")


def test_a_difference_is_shown_and_nothing_written(careguide: Careguide, misspelt: Path, project: Path) -> None:
    before = misspelt.read_bytes()
    result = careguide("check", "--diff")
    assert result.exit_code == 1
    assert misspelt.read_bytes() == before
    assert result.stderr.startswith("Would mend 2 findings in 1 file:\n")
    assert [line for line in result.stdout.splitlines() if line[0] in "+-"] == [
        "--- a/sources/base/massage.yaml",
        "+++ b/sources/base/massage.yaml",
        "-        Position: Last",
        "+        position: last",
    ]
    assert careguide("check", "--fix", "--diff").stdout == result.stdout
    subprocess.run(["git", "apply"], input=result.stdout, text=True, check=True, cwd=project)
    assert "        position: last\n" in misspelt.read_text(encoding="utf-8")


def test_no_difference(careguide: Careguide) -> None:
    result = careguide("check", "--diff")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing would be mended.\n")


def test_reports_for_programs_stay_what_they_are(careguide: Careguide, misspelt: Path) -> None:
    result = careguide("check", "--fix", "--format", "json")
    assert json.loads(result.stdout)["summary"]["error"] == 1
    assert result.stderr.startswith("Mended 2 findings in 1 file:\n")


def test_a_file_that_somebody_else_changes(
    careguide: Careguide, misspelt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mend.mend

    def meanwhile(*arguments: object) -> mend.Mending:
        result = whole(*arguments)  # type: ignore[arg-type]  # handed through
        misspelt.write_text(misspelt.read_text(encoding="utf-8") + "# More.\n", encoding="utf-8")
        return result

    monkeypatch.setattr(mend, "mend", meanwhile)
    result = careguide("check", "--fix")
    assert result.exit_code == 1
    assert misspelt.read_text(encoding="utf-8").endswith("# More.\n")
    assert "Position: Last" in misspelt.read_text(encoding="utf-8")
    assert "sources/base/massage.yaml has changed since it was read." in " ".join(result.stdout.split())
    assert "error[schema/unknown-field]" in result.stdout
    assert "error[count/min-max]" not in result.stdout


@pytest.fixture
def many(misspelt: Path, project: Path) -> list[str]:
    """The guides of a project that has several, each with the same to mend."""
    base = project / "sources" / "base"
    names = [f"base-{letter}" for letter in "abcd"]
    for name in names:
        shutil.copytree(base, base.with_name(name))
        overview = base.with_name(name) / "guide.yaml"
        overview.write_text(overview.read_text("utf-8").replace("id: base", f"id: {name}", 1), "utf-8")
    return [*names, "base"]


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_of_many_guides_one_is_held_at_a_time(
    careguide: Careguide, many: list[str], option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mend.mend
    before: list[weakref.ref[object]] = []

    def watched(project: Project, name: str) -> mend.Mending:
        assert sum(each() is not None for each in before) <= 1
        result = whole(project, name)
        before.append(weakref.ref(result.before))
        return result

    monkeypatch.setattr(mend, "mend", watched)
    result = careguide("check", option)
    assert "10 findings in 5 files:" in result.output
    assert len(before) == len(many)


def test_what_was_mended_before_a_stop_is_told(
    careguide: Careguide, many: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = mend.mend

    def stopped(project: Project, name: str) -> mend.Mending:
        if name == "base-c":
            raise Stopped(15)
        return whole(project, name)

    monkeypatch.setattr(mend, "mend", stopped)
    result = careguide("check", "--fix")
    assert result.exit_code == 143
    assert result.stdout.startswith("Mended 4 findings in 2 files:\n  sources/base-a/massage.yaml:77:9")
    assert "== " not in result.stdout
    assert "stopped while mending 5 guides" in result.stderr
