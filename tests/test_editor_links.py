"""Addresses that open an editor."""

from pathlib import Path

import pytest

from careguide.editor_links import SCHEMES, NoEditorAddress, check_address, opening
from careguide.project import Project, ProjectError
from careguide.source.file import SourceFile
from careguide.source.place import Place, Span

AT = Span(12, 5, 12, 9)


def place(path: str) -> Place:
    return Place(SourceFile(Path(path), "x.yaml"), fixed=AT)


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("vscode://file/{path}:{line}:{column}", "vscode://file/docs/a%20b/x%22%3F%23%25.yaml:12:5"),
        ("vscode://file{path}:{line}", "vscode://file/docs/a%20b/x%22%3F%23%25.yaml:12"),
        ("idea://open?file={path}&line={line}", "idea://open?file=/docs/a%20b/x%22%3F%23%25.yaml&line=12"),
        ("txmt://open?url=file://{path}&line={line}", "txmt://open?url=file:///docs/a%20b/x%22%3F%23%25.yaml&line=12"),
        ("subl:{path}", "subl:/docs/a%20b/x%22%3F%23%25.yaml"),
    ],
)
def test_an_address_opens_at_a_place(address: str, opened: str) -> None:
    assert opening(check_address(address), place('/docs/a b/x"?#%.yaml')) == opened


def test_braces_in_a_path_are_no_fields() -> None:
    assert opening("vscode://file/{path}:{line}", place("/docs/{line}.yaml")) == "vscode://file/docs/%7Bline%7D.yaml:12"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_editor_is_known(scheme: str) -> None:
    assert check_address(f"{scheme}://open/{{path}}")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert('{path}')",
        "JavaScript:alert('{path}')",
        "java\nscript:{path}",
        " vscode://file/{path}",
        "https://evil.example/{path}",
        "http://127.0.0.1/{path}",
        "file://{path}",
        "data:text/html,{path}",
        "ms-msdt:/id {path}",
        "{path}",
        "vscode",
        "",
        "vscode://file/x.yaml",
        "vscode://file/{path}:{row}",
        "vscode://file/{path}:{line!r}",
        "vscode://file/{path}:{0}",
        "vscode://file/{path}{",
        "vscode://file/}{path}",
        "vscode://file/{{path}}",
        "vscode://file/{path} x",
        'vscode://file/{path}"onclick="',
        "vscode://file/{path}<script>",
        "vscode://file/{path}\n",
        "vscode://file/{path}é",
        "vscode://file/{path}\\",
    ],
)
def test_what_is_no_address_of_an_editor_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(NoEditorAddress):
        check_address(address)


def settings(folder: Path, editor: str) -> Project:
    (folder / "careguide.toml").write_text(f'publisher = "P"\ncanonical = "https://example.org/x"\neditor = {editor}\n')
    return Project(folder)


def test_settings_may_name_an_editor(tmp_path: Path) -> None:
    assert settings(tmp_path, "'zed://file/{path}:{line}'").editor == "zed://file/{path}:{line}"


@pytest.mark.parametrize("editor", ["''", "3", "['vscode']", "'javascript:{path}'", "'vscode://file'"])
def test_settings_that_name_none_are_refused_in_plain_words(tmp_path: Path, editor: str) -> None:
    with pytest.raises(ProjectError, match=r"careguide\.toml: `editor`"):
        _ = settings(tmp_path, editor).editor
