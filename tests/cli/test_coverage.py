"""``careguide coverage``."""

import json
from pathlib import Path

from careguide.pipeline import check_guide
from careguide.project import Project
from careguide.testing.overlay import PROJECT
from cli.conftest import Careguide

GUIDE = check_guide(Project(PROJECT), "base").guide
assert GUIDE
TOTAL = len(GUIDE.document.blocks)


def test_a_guide_that_carries_everything(careguide: Careguide) -> None:
    result = careguide("coverage", "base")
    assert result.exit_code == 0, result.output
    assert f"{TOTAL} of {TOTAL} blocks" in result.stdout


def test_an_unmapped_block(careguide: Careguide, project: Path) -> None:
    document = project / "sources" / "base" / "document.yaml"
    with document.open("a", encoding="utf-8") as file:
        file.write("  - {locator: S99.p1, hash: 0123456789abcdef}\n")
    result = careguide("coverage", "base")
    assert result.exit_code == 1
    assert "S99.p1      NOT MAPPED" in result.stdout
    assert f"{TOTAL} of {TOTAL + 1} blocks" in result.stdout


def test_as_json(careguide: Careguide) -> None:
    result = careguide("coverage", "base", "--format", "json")
    assert json.loads(result.stdout)["summary"]["mapped"] == TOTAL


def test_another_document(careguide: Careguide, tmp_path: Path) -> None:
    document = tmp_path / "article.txt"
    document.write_text("Something else.\n", encoding="utf-8")
    result = careguide("coverage", "base", "--document", str(document))
    assert result.exit_code == 1
    assert f"0 of {TOTAL} hashes right in article.txt" in result.stdout


def test_a_document_that_cannot_be_read(careguide: Careguide, tmp_path: Path) -> None:
    document = tmp_path / "article.txt"
    assert careguide("coverage", "base", "--document", str(document)).exit_code == 2
    document.write_bytes(b"\xff\xfe\x00")
    result = careguide("coverage", "base", "--document", str(document))
    assert result.exit_code == 2
    assert "UTF-8" in result.stderr
    assert careguide("coverage", "base", "--document", str(tmp_path)).exit_code == 2
    with document.open("wb") as file:
        file.truncate(20_000_000)
    assert careguide("coverage", "base", "--document", str(document)).exit_code == 2


def test_a_guide_that_cannot_be_understood(careguide: Careguide, broken: Path) -> None:
    result = careguide("coverage", "base")
    assert result.exit_code == 1
    assert "error[schema/unknown-field]" in result.stderr
    assert "cannot be told before these are mended" in result.stderr
    assert result.stdout == ""


def test_no_guide(careguide: Careguide) -> None:
    assert careguide("coverage").exit_code == 2
    assert careguide("coverage", "bse").exit_code == 2
