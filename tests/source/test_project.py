"""Projects: where one is, what it holds, and what keeps it from being one."""

from pathlib import Path

import pytest

from careguide.project import Project, ProjectError

SETTINGS = 'publisher = "Ward 3"\ncanonical = "https://example.org/guides/"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for path, text in {
        "careguide.toml": SETTINGS,
        "sources/back/guide.yaml": "a: b",
        "sources/back/massage.yaml": "a: b",
        "sources/back/exercise.yml": "a: b",
        "sources/back/README.md": "",
        "sources/back/.massage.yaml.swp": "",
        "sources/neck-pain/guide.yaml": "a: b",
        "sources/README.md": "",
        "sources/.git/x": "",
        "sources/_drafts/guide.yaml": "",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_a_project_knows_its_guides_and_files(root: Path) -> None:
    project = Project(root)
    assert project.guides() == ["back", "neck-pain"]
    assert [path.name for path in project.files("back")] == ["exercise.yml", "guide.yaml", "massage.yaml"]
    assert (project.publisher, project.canonical) == ("Ward 3", "https://example.org/guides")
    assert (project.sources, project.build, project.schema) == (root / "sources", root / "build", None)
    (root / "schema").mkdir()
    assert project.schema == root / "schema"


def test_a_project_is_found_from_below(root: Path) -> None:
    for start in (root, root / "sources" / "back", root / "sources" / "back" / "guide.yaml"):
        assert Project.find(start).root == root
    (root / "sources" / "careguide.toml").write_text(SETTINGS)
    assert Project.find(root / "sources" / "back").root == root / "sources"


@pytest.mark.parametrize("start", ["", "absent/folder", "nul\0", "loop"])
def test_where_no_project_is_it_says_so(tmp_path: Path, start: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(ProjectError):
        Project.find(tmp_path / start)
    with pytest.raises(ProjectError):
        Project(tmp_path / start)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("", "`publisher` is missing"),
        ('publisher = "a"', "`canonical` is missing"),
        ('publisher = ""\ncanonical = "https://x.org"', "`publisher` is missing"),
        ("publisher = 5", "`publisher` is missing"),
        (SETTINGS + 'publsher = "x"', r"`publsher` is not known. Did you mean `publisher`\?"),
        (SETTINGS + "[other]", "`other` is not known. Known are: publisher, canonical"),
        ("a = 1\npublisher = x", "not TOML.*line 2"),
        (SETTINGS.replace("https", "http"), "must be an address"),
        (SETTINGS.replace("https://example.org/guides/", "example.org"), "must be an address"),
        (SETTINGS.replace("guides/", "a b"), "must be an address"),
        (SETTINGS.replace("guides/", "?a"), "must be an address"),
        (SETTINGS.replace("example.org", "[bad"), "must be an address"),
        ("\udcff", "cannot be read"),
    ],
)
def test_settings_that_are_wrong_are_named_with_their_file(root: Path, settings: str, words: str) -> None:
    (root / "careguide.toml").write_bytes(settings.encode("utf-8", "surrogateescape"))
    with pytest.raises(ProjectError, match=rf"careguide\.toml: .*{words}"):
        _ = Project(root).settings


@pytest.mark.parametrize(
    "name", ["..", "../back", "/etc", "a/b", "", "Back", "a b", "con", "com1", "a--b", "1a", "a" * 49, "nul\0"]
)
def test_names_that_are_no_names_are_refused(root: Path, name: str) -> None:
    with pytest.raises(ProjectError, match="cannot be the name of a guide"):
        Project(root).files(name)


def test_an_absent_guide_is_named_with_what_comes_near(root: Path) -> None:
    with pytest.raises(ProjectError, match=r"no guide “neckpain”.*Did you mean “neck-pain”"):
        Project(root).files("neckpain")
    with pytest.raises(ProjectError, match=r"no guide “zzz” in .*sources\.$"):
        Project(root).files("zzz")


def test_a_folder_that_cannot_be_a_guide_is_refused(root: Path) -> None:
    (root / "sources" / "My Guide").mkdir()
    with pytest.raises(ProjectError, match="My Guide"):
        Project(root).guides()


def test_a_project_without_sources_says_so(tmp_path: Path) -> None:
    (tmp_path / "careguide.toml").write_text(SETTINGS)
    with pytest.raises(ProjectError, match="no such folder"):
        Project(tmp_path).guides()


@pytest.mark.parametrize("link", ["sources/back/surgery.yaml", "sources/away", "schema"])
def test_a_link_out_of_the_project_is_refused(root: Path, link: str) -> None:
    outside = root.parent / "outside"
    outside.mkdir()
    (outside / "surgery.yaml").write_text("a: b")
    (root / link).symlink_to(outside / "surgery.yaml" if link.endswith(".yaml") else outside)
    project = Project(root)
    with pytest.raises(ProjectError, match="leads out of the project"):
        _ = project.schema, project.files("back"), project.files("away")


def test_a_link_inside_the_project_is_followed(root: Path) -> None:
    (root / "sources" / "back" / "surgery.yaml").symlink_to("massage.yaml")
    assert len(Project(root).files("back")) == 4


def test_a_link_in_a_circle_is_refused(root: Path) -> None:
    (root / "sources" / "back" / "surgery.yaml").symlink_to("surgery.yaml")
    with pytest.raises(ProjectError, match=r"surgery\.yaml"):
        Project(root).files("back")
