"""``careguide init`` and ``schema``: a project of one's own, from nothing."""

from __future__ import annotations

import json
import os
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from careguide import __version__
from careguide.cli import main

CLONE = Path(__file__).parents[2]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project just begun, the current folder."""
    monkeypatch.chdir(tmp_path)
    result = run("init")
    assert result.exit_code == 0, result.stderr
    return tmp_path


def test_it_has_everything(begun: Path) -> None:
    files = {path.relative_to(begun).as_posix() for path in begun.rglob("*") if path.is_file()}
    schemas = {f"schema/{path.name}" for path in (CLONE / "schema").iterdir()}
    assert schemas <= files
    assert files - schemas == {
        ".gitattributes", ".github/workflows/careguide.yml", ".gitignore", ".pre-commit-config.yaml", "README.md",
        "careguide.toml", "requirements.txt", "sources/example/article.txt", "sources/example/document.yaml",
        "sources/example/exercise.yaml", "sources/example/guide.yaml",
    }  # fmt: skip
    assert (begun / "requirements.txt").read_text("utf-8") == f"careguide=={__version__}\n"
    assert tomllib.loads((begun / "careguide.toml").read_text("utf-8")).keys() == {"publisher", "canonical"}


def test_its_example_is_clean_laid_out_and_complete(begun: Path) -> None:
    assert run("check", "--strict").stdout == "No findings in 3 files.\n"
    assert run("fmt", "--check").exit_code == 0
    article = "sources/example/article.txt"
    covered = run("coverage", "example", "--document", article)
    assert covered.exit_code == 0, covered.stdout
    assert run("status").exit_code == 0


def test_its_example_can_be_built(begun: Path) -> None:
    result = run("build", "--to", "fhir")
    assert result.exit_code == 0, result.stderr
    bundle = json.loads((begun / "build" / "example" / "example.fhir.json").read_text("utf-8"))
    assert bundle["resourceType"] == "Bundle"


def test_every_source_leads_an_editor_to_its_schema(begun: Path) -> None:
    for file in begun.rglob("sources/*/*.yaml"):
        head = file.read_text("utf-8").splitlines()[0]
        schema = head.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / schema).resolve() == begun / "schema" / f"{file.stem}.schema.json"
        assert (file.parent / schema).is_file()


def test_what_is_there_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("Mine.\n", encoding="utf-8")
    result = run("init")
    assert result.exit_code == 0
    assert "Kept as it was: README.md\n" in result.stdout
    assert (tmp_path / "README.md").read_text("utf-8") == "Mine.\n"


def test_a_project_is_begun_once(begun: Path) -> None:
    before = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}
    result = run("init")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is a project already" in result.stderr
    assert {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()} == before


def test_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "  cd my guides\n" in run("init", "my guides").stdout.replace("'", "")
    assert run("--project", "my guides", "check").exit_code == 0


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert run("init", str(file)).exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="only Unix has pipes among its files")
def test_a_schema_that_is_no_file_differs(begun: Path) -> None:
    odd = begun / "schema" / "massage.schema.json", begun / "schema" / "report.schema.json"
    for file in odd:
        file.unlink()
    os.mkfifo(odd[0])
    odd[1].write_bytes(b"\xff")
    result = run("schema")
    assert [line for line in result.output.splitlines() if line.startswith("Differs")] == [
        f"Differs: schema/{file.name}" for file in odd
    ]
    assert run("schema", "--update").exit_code == 0
    assert run("schema").exit_code == 0


def test_no_schema_is_written_through_a_link_that_leads_out(
    begun: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "outside.json"
    outside.write_text("mine", "utf-8")
    link = begun / "schema" / "massage.schema.json"
    link.unlink()
    link.symlink_to(outside)
    assert run("schema", "--update").exit_code == 2
    assert outside.read_text("utf-8") == "mine"


def test_schemas_are_kept_up_to_date(begun: Path) -> None:
    assert run("schema").exit_code == 0
    folder = begun / "schema"
    (folder / "massage.schema.json").write_text("{}", encoding="utf-8")
    (folder / "report.schema.json").unlink()
    (folder / "mine.schema.json").write_text("{}", encoding="utf-8")
    result = run("schema")
    assert (result.exit_code, result.stdout.splitlines()[:3]) == (
        1,
        ["Differs: schema/massage.schema.json", "Missing: schema/report.schema.json",
         "Not one of careguide's: schema/mine.schema.json"],
    )  # fmt: skip
    assert (folder / "massage.schema.json").read_text("utf-8") == "{}"
    assert run("schema", "--update").exit_code == 0
    assert run("schema").exit_code == 0
    assert (folder / "mine.schema.json").read_text("utf-8") == "{}"
    for schema in (CLONE / "schema").iterdir():
        assert (folder / schema.name).read_text("utf-8") == schema.read_text("utf-8")


def test_a_project_without_schemas_gets_them(begun: Path) -> None:
    for schema in (begun / "schema").iterdir():
        schema.unlink()
    (begun / "schema").rmdir()
    assert run("check").exit_code == 0, "those that come with careguide are used"
    assert run("schema").exit_code == 1
    assert run("schema", "--update").exit_code == 0
    assert run("check").exit_code == 0


@pytest.mark.parametrize("command", ["check", "build", "status"])
def test_schemas_of_another_careguide_are_told_apart(begun: Path, command: str) -> None:
    schema = begun / "schema" / "exercise.schema.json"
    newer = schema.read_text("utf-8").replace('"codes": {"$ref"', '"newer": {"type": "string"}, "codes": {"$ref"', 1)
    schema.write_text(newer, encoding="utf-8")
    source = begun / "sources" / "example" / "exercise.yaml"
    source.write_text(source.read_text("utf-8").replace("status:", "newer: a\nstatus:", 1), encoding="utf-8")
    result = run(command)
    assert result.exit_code == 2
    assert "`careguide schema --update`" in result.stderr
