"""``careguide fmt``."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from careguide.source.layout import LayoutError
from cli.conftest import Careguide

TIDY = "# Head.\nid: remedies\ntitle: A title  # here\n"
UNTIDY = "# Head.\ntitle:   A title # here\nid: remedies\n"


@pytest.fixture
def sources(project: Path, careguide: Careguide) -> Path:
    """The guide's folder, laid out."""
    assert careguide("fmt").exit_code == 0
    return project / "sources" / "base"


@pytest.fixture
def untidy(sources: Path) -> Path:
    """The one file that is not."""
    file = sources / "remedies.yaml"
    file.write_bytes(UNTIDY.encode())
    return file


def test_a_file_is_laid_out_and_named(careguide: Careguide, untidy: Path) -> None:
    result = careguide("fmt")
    assert (result.exit_code, result.stdout) == (
        0,
        "Laid out sources/base/remedies.yaml.\n1 file laid out; 7 were as they should be.\n",
    )
    assert untidy.read_bytes() == TIDY.encode()
    assert careguide("fmt").stdout == "8 files, all laid out as they should be.\n"


def test_check_changes_nothing(careguide: Careguide, untidy: Path) -> None:
    result = careguide("fmt", "--check")
    assert (result.exit_code, result.stdout) == (
        1,
        "Would lay out sources/base/remedies.yaml.\n1 file to lay out; 7 are as they should be.\n",
    )
    assert untidy.read_bytes() == UNTIDY.encode()
    untidy.write_bytes(TIDY.encode())
    assert careguide("fmt", "--check").exit_code == 0


@pytest.mark.parametrize(("more", "code"), [((), 0), (("--check",), 1)])
def test_the_difference_can_be_applied(
    careguide: Careguide, untidy: Path, project: Path, more: tuple[str, ...], code: int
) -> None:
    result = careguide("fmt", "--diff", *more)
    assert result.exit_code == code
    assert untidy.read_bytes() == UNTIDY.encode()
    subprocess.run(["git", "apply", "-"], input=result.stdout.encode(), cwd=project, check=True)
    assert untidy.read_bytes() == TIDY.encode()


@pytest.mark.parametrize("path", ["base", "sources/base", "sources/base/remedies.yaml", "sources"])
def test_names_folders_and_files(careguide: Careguide, untidy: Path, path: str) -> None:
    result = careguide("fmt", path)
    if path == "sources":
        assert (result.exit_code, untidy.read_bytes()) == (2, UNTIDY.encode())
    else:
        assert (result.exit_code, untidy.read_bytes()) == (0, TIDY.encode())


def test_a_file_alone_means_that_file(careguide: Careguide, untidy: Path) -> None:
    assert careguide("fmt", "sources/base/massage.yaml").stdout == "1 file, all laid out as they should be.\n"
    assert untidy.read_bytes() == UNTIDY.encode()


def test_what_no_editor_shows_is_said(careguide: Careguide, untidy: Path) -> None:
    untidy.write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert careguide("fmt").stdout.startswith(
        "Laid out sources/base/remedies.yaml (its line breaks become LF and the mark at its start (BOM) goes).\n"
    )
    assert untidy.read_bytes() == TIDY.encode()


@pytest.mark.parametrize(
    "text",
    ["id: [\n", "id: a\nid: b\n", "id: &a b\n", "", "id: a\n---\nid: b\n", "\u0000", "id: 012\n", "a:\n\tb: c\n"],
)
def test_what_cannot_be_read_stays_as_it_is(careguide: Careguide, untidy: Path, text: str) -> None:
    untidy.write_bytes(text.encode())
    result = careguide("fmt")
    assert result.exit_code == 1
    assert "error[yaml/" in result.stderr
    assert "sources/base/remedies.yaml" in result.stderr
    assert result.stdout == "7 files, all laid out as they should be.\n"
    assert untidy.read_bytes() == text.encode()


@pytest.mark.parametrize("text", ["- a\n- b: [ c ]\n", "just a text\n"])
def test_what_is_no_group_of_fields_stays_as_it_is(careguide: Careguide, untidy: Path, text: str) -> None:
    untidy.write_bytes(text.encode())
    assert careguide("fmt").exit_code == 0
    assert untidy.read_bytes() == text.encode()


def test_an_unknown_field_stays_behind_its_neighbour(careguide: Careguide, untidy: Path) -> None:
    untidy.write_text("status: draft\ntitel: a\nid: remedies\n# of zz\nzz: 1\ntext: b\n", encoding="utf-8")
    careguide("fmt")
    assert untidy.read_text(encoding="utf-8") == ("id: remedies\n# of zz\nzz: 1\ntext: b\nstatus: draft\ntitel: a\n")


def test_a_layout_that_would_change_a_file_is_our_fault(
    careguide: Careguide, untidy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careguide.source.layout.lines.file", lambda top: ["id: other"])
    result = careguide("fmt")
    assert result.exit_code == 3
    assert LayoutError.__name__ in result.stderr
    assert untidy.read_bytes() == UNTIDY.encode()
