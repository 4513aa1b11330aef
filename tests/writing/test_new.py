"""``careguide new``: skeletons that the schemas accept, and that say nothing a source would have to say."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from careguide.project import Project
from careguide.testing.overlay import PROJECT
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore
from careguide.writing.new_guide import modalities
from careguide.writing.skeleton import LINE
from cli.conftest import Careguide

KINDS = modalities(Project(PROJECT))
ARTICLE = "Backs get stiff.\n\n\nMassage helps:\n- stroke upwards\n- knead\n"

# What a skeleton leaves to the editor: these findings are the list of what is still to be written.
TO_DO = {
    "text/to-write",
    "source/locator-missing",
    "source/unmapped-block",
    "terminology/unresolved-brand",
    "audience/self-medication",
}


@pytest.fixture
def article(project: Path) -> Path:
    path = project / "stiff backs.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1767225600))  # 2026-01-01


def begun(careguide: Careguide, article: Path, *kinds: str) -> Path:
    options = [word for kind in kinds for word in ("--modality", kind)]
    result = careguide("new", "guide", "stiff-back", "--document", str(article), *options)
    assert result.exit_code == 0, result.stderr
    return article.parent / "sources" / "stiff-back"


def findings(careguide: Careguide, guide: str = "stiff-back") -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(careguide("check", guide, "--format", "json").stdout)["findings"]
    return found


@pytest.mark.parametrize("kinds", [KINDS, *((kind,) for kind in KINDS)], ids="-".join)
def test_a_new_guide_lacks_nothing_but_what_the_source_says(
    careguide: Careguide, article: Path, kinds: tuple[str, ...]
) -> None:
    folder = begun(careguide, article, *kinds)
    assert {path.stem for path in folder.iterdir()} == {"guide", "document", *kinds}
    errors = {finding["rule"] for finding in findings(careguide) if finding["severity"] == "error"}
    assert "source/locator-missing" in errors
    assert errors <= TO_DO
    assert careguide("fmt", "--check", "stiff-back").exit_code == 0


def test_where_the_schemas_are_missing_it_says_how_to_get_them(
    careguide: Careguide, project: Path, article: Path
) -> None:
    command = ("new", "guide", "stiff-back", "--document", str(article), "--modality", "massage")
    hint = "careguide schema --update"
    assert hint in careguide(*command).stdout
    careguide("schema", "--update")
    shutil.rmtree(project / "sources" / "stiff-back")
    assert hint not in careguide(*command).stdout


def test_what_it_says_of_itself(careguide: Careguide, article: Path) -> None:
    folder = begun(careguide, article, "massage", "exercise")
    overview = (folder / "guide.yaml").read_text(encoding="utf-8")
    assert "\nid: stiff-back\n" in overview
    assert "\ntitle: Stiff back\n" in overview
    assert "\ndate: 2026-01-01\n" in overview
    assert "\nmodalities: [massage, exercise]\n" in overview
    document = (folder / "document.yaml").read_text(encoding="utf-8")
    assert "\ntitle: stiff backs\n" in document
    assert careguide("coverage", "stiff-back", "--document", str(article)).stdout.count("S02.p1.li2") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_it_teaches_in_the_words_of_the_schema(careguide: Careguide, article: Path, kind: str) -> None:
    text = (begun(careguide, article, kind) / f"{kind}.yaml").read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    assert head == LINE.format(kind=kind)
    assert max(map(len, lines)) <= 120
    remarks = " ".join(line.strip().removeprefix("#").strip() for line in lines if line.strip().startswith("#"))
    outline = Outline.of_file(SchemaStore(), kind)
    for name, part in outline.fields.items():
        assert (part.description in remarks) == (f"\n{name}:" in text) or part.description == ""
        assert name in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_remark_stands_once(careguide: Careguide, article: Path, kind: str) -> None:
    text = (begun(careguide, article, kind) / f"{kind}.yaml").read_text(encoding="utf-8")
    said = [line.strip() for line in text.splitlines() if line.strip().startswith("# ") and len(line) > 60]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("kind", KINDS)
def test_examples_can_be_taken_over(careguide: Careguide, article: Path, kind: str) -> None:
    """Each example, its remark sign taken away and put in place, is accepted by the schema."""
    file = begun(careguide, article, kind) / f"{kind}.yaml"
    text = file.read_text(encoding="utf-8")
    for one in uncommented(text):
        file.write_text(one, encoding="utf-8")
        refused = [f for f in findings(careguide) if f["rule"].startswith(("schema/", "yaml/"))]
        # What only goes together with something else, or in the place of something else, says so itself.
        assert {f["rule"] for f in refused} <= {"schema/one-of", "schema/depends"}, one


def uncommented(text: str) -> Iterator[str]:
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        indent, sign, example = line.partition("#   ")
        if sign and not indent.strip():
            yield "".join([*lines[:number], indent + example, *lines[number + 1 :]])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--modality", "masage"), "Did you mean “massage”?"),
        (("--modality", "guide"), "there is no modality “guide”"),
        ((), "--modality"),
        (("--modality", "massage", "--date", "1.2.2026"), "`date` cannot be written like this"),
        (("--modality", "massage", "--language", "English"), "`language` cannot be written like this"),
        (("--modality", "massage", "--title", "\u202e"), "U+202E"),
    ],
)
def test_what_cannot_be_is_refused(careguide: Careguide, article: Path, arguments: tuple[str, ...], said: str) -> None:
    result = careguide("new", "guide", "stiff-back", "--document", str(article), *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert not (article.parent / "sources" / "stiff-back").exists()


@pytest.mark.parametrize("name", ["Stiff back", "../x", "-x", "con", "x" * 49, "a.b", ""])
def test_no_guide_can_have_that_name(careguide: Careguide, article: Path, name: str) -> None:
    before = sorted(article.parent.rglob("*"))
    result = careguide("new", "guide", "--document", str(article), "--modality", "massage", "--", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(article.parent.rglob("*")) == before


@pytest.mark.parametrize(("data", "said"), [(b"", "holds no text"), (b" \n", "holds no text"), (b"\xff", "UTF-8")])
def test_a_document_without_text(careguide: Careguide, article: Path, data: bytes, said: str) -> None:
    article.write_bytes(data)
    result = careguide("new", "guide", "stiff-back", "--document", str(article), "--modality", "massage")
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_guide_is_never_overwritten(careguide: Careguide, article: Path) -> None:
    before = {path: path.read_bytes() for path in (article.parent / "sources" / "base").iterdir()}
    result = careguide("new", "guide", "base", "--document", str(article), "--modality", "massage")
    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_a_modality_is_added_and_listed(careguide: Careguide, article: Path) -> None:
    folder = begun(careguide, article, "massage")
    result = careguide("new", "modality", "stiff-back", "exercise")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (
        0,
        "Wrote sources/stiff-back/exercise.yaml, and listed it in guide.yaml.",
    )
    assert "\nmodalities: [massage, exercise]\n" in (folder / "guide.yaml").read_text(encoding="utf-8")
    assert {f["rule"] for f in findings(careguide) if f["severity"] == "error"} <= TO_DO


def test_a_modality_is_never_overwritten(careguide: Careguide, project: Path) -> None:
    before = (project / "sources" / "base" / "guide.yaml").read_bytes()
    result = careguide("new", "modality", "base", "massage")
    assert result.exit_code == 2
    assert "stays as it is" in result.stderr
    assert (project / "sources" / "base" / "guide.yaml").read_bytes() == before


NOTE = ("--id", "a-note", "--severity", "low", "--text", "What: is wrong # here.")
FIELDS = ["id: a-note", "severity: low", 'text: "What: is wrong # here."', "author: an editor", "date: 2026-01-01"]


@pytest.mark.parametrize(
    ("address", "indent"), [("massage.cervical.kneading", 10), ("massage", 2), ("", 2), ("referral.red-flags", 6)]
)
def test_a_note_is_put_on_its_unit(careguide: Careguide, project: Path, address: str, indent: int) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in project.rglob("*.yaml")}
    result = careguide("new", "note", "base", *filter(None, [address]), *NOTE, "--author", "an editor")
    assert result.exit_code == 0, result.stderr
    (file,) = (path for path, text in before.items() if path.read_text(encoding="utf-8") != text)
    text = file.read_text(encoding="utf-8")
    added = [line for line in text.splitlines() if line.strip() and line not in before[file].splitlines()]
    assert [line.strip().removeprefix("- ") for line in added] == ["notes:", *FIELDS, "status: open"]
    assert added[1] == " " * indent + "- id: a-note"
    line = text.splitlines().index(added[1]) + 1
    assert "on “”" not in result.stdout
    assert result.stdout.endswith(f", at {file.relative_to(project).as_posix()}:{line}.\n")
    assert [f["rule"] for f in findings(careguide, "base")] == []


def test_a_second_note_stands_behind_the_first(careguide: Careguide, project: Path) -> None:
    careguide("new", "note", "base", "massage", *NOTE, "--author", "an editor")
    result = careguide("new", "note", "base", "massage", *NOTE[2:], "--id", "another", "--for-review", "Which?")
    assert result.exit_code == 0
    assert (
        (project / "sources" / "base" / "massage.yaml")
        .read_text(encoding="utf-8")
        .endswith(
            '    status: open\n\n  - id: another\n    severity: low\n    text: "What: is wrong # here."\n'
            "    for_review: Which?\n    author: an editor\n    date: 2026-01-01\n    status: open\n"
        )
    )


def test_a_note_that_acknowledges_is_called_after_the_rule(careguide: Careguide, project: Path) -> None:
    file = project / "sources" / "base" / "massage.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("technique: [stroking]\n        hand", "hand"), "utf-8")
    (found,) = findings(careguide, "base")
    result = careguide(
        "new", "note", "base", "massage.cervical.stroking", *NOTE[2:], "--author", "me",
        "--acknowledges", found["rule"],
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert f"      - id: {found['rule'].partition('/')[2]}\n" in file.read_text(encoding="utf-8")
    (again,) = findings(careguide, "base")
    assert again["rule"] == found["rule"]


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (("--id", "A note"), "schema/format"),
        (("--id", "a-note", "--date", "today"), "schema/format"),
        (("--id", "a-note", "--severity", "worst"), "schema/not-a-choice"),
        (("--acknowledges", "steps/no-technique"), "note/acknowledges-nothing"),
        (("--acknowledges", "nothing"), "schema/"),
    ],
)
def test_a_note_that_would_be_a_fault_is_not_written(
    careguide: Careguide, project: Path, options: tuple[str, ...], rule: str
) -> None:
    file = project / "sources" / "base" / "massage.yaml"
    before = file.read_bytes()
    defaults = ("--severity", "low", "--id", "x") if "--acknowledges" in options else ("--severity", "low")
    result = careguide("new", "note", "base", "massage", "--text", "a", "--author", "me", *defaults, *options)
    assert result.exit_code == 1
    assert f"error[{rule}" in result.stderr
    assert "The note was not written" in result.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize("missing", ["--id", "--severity", "--text", "--author"])
def test_what_is_missing_is_asked_for_only_in_a_terminal(careguide: Careguide, missing: str) -> None:
    options = {"--id": "x", "--severity": "low", "--text": "a", "--author": "me"}
    del options[missing]
    result = careguide("new", "note", "base", "massage", *(word for pair in options.items() for word in pair))
    assert result.exit_code == 2
    assert missing in result.stderr


def test_an_address_that_is_none(careguide: Careguide) -> None:
    result = careguide("new", "note", "base", "massage.cervical.knead", *NOTE)
    assert result.exit_code == 2
    assert "Did you mean “massage.cervical.kneading”?" in " ".join(result.stderr.split())


def test_a_guide_that_cannot_be_read_gets_no_note(careguide: Careguide, project: Path) -> None:
    (project / "sources" / "base" / "guide.yaml").write_text("id: [\n", encoding="utf-8")
    result = careguide("new", "note", "base", "massage", *NOTE, "--author", "me")
    assert result.exit_code == 1
    assert "mend these first" in result.stderr
