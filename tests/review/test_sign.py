"""``careguide review sign`` and ``check``."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Careguide
from review.conftest import Day

APPROVED = ("--reviewer", "consultant", "--outcome", "approved", "--due", "2028-01-01")
CHANGES = ("--reviewer", "consultant", "--outcome", "changes-requested")


@pytest.fixture
def massage(project: Path) -> Path:
    return project / "sources" / "base" / "massage.yaml"


def swap(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(text: str) -> str:
    return " ".join(text.split())


def test_a_sign_off_is_written_where_the_schema_has_it(careguide: Careguide, massage: Path) -> None:
    result = careguide("review", "sign", "base", "--module", "massage", *APPROVED)
    assert result.exit_code == 0, result.stderr
    assert "Recorded in massage.yaml: approved by consultant on 1 January 2026, due again on 1 January 2028." in said(
        result.stdout
    )
    before, _, after = massage.read_text(encoding="utf-8").partition("\nreviews:\n")
    assert before.endswith("status: draft\n")
    assert after.startswith(
        "  - reviewer: consultant\n    date: 2026-01-01\n    due: 2028-01-01\n    outcome: approved\n    hash: sha256:"
    )
    assert careguide("check").exit_code == 0


def test_without_a_module_it_is_of_the_overview(careguide: Careguide, project: Path) -> None:
    careguide("review", "sign", "base", *CHANGES, "--date", "2025-12-31")
    assert "    date: 2025-12-31\n" in (project / "sources" / "base" / "guide.yaml").read_text(encoding="utf-8")


def test_all_files_at_once(careguide: Careguide, project: Path) -> None:
    result = careguide("review", "sign", "base", "--all", *APPROVED)
    assert result.stdout.count("Recorded in") == 7
    signed = {path.stem for path in project.rglob("*.yaml") if "reviews:" in path.read_text(encoding="utf-8")}
    assert signed == {"guide", "medication", "physiotherapy", "massage", "exercise", "remedies", "surgery"}


def test_a_further_sign_off_stands_behind_the_first(careguide: Careguide, massage: Path) -> None:
    careguide("review", "sign", "base", "--module", "massage", *CHANGES)
    careguide("review", "sign", "base", "--module", "massage", *APPROVED)
    text = massage.read_text(encoding="utf-8")
    assert text.index("outcome: changes-requested") < text.index("outcome: approved")
    first, second = (line for line in text.splitlines() if "hash:" in line)
    assert first == second
    assert "approved by consultant" in said(careguide("review", "check").stdout)


@pytest.mark.parametrize(
    "change",
    [
        ("title: Massage\n", "title: Massage # a remark\n"),
        ("title: Massage\n", "title: 'Massage'\n"),
        ("status: draft", "status: in-review"),
        ("id: massage\ntitle: Massage\n", "title: Massage\nid: massage\n"),
    ],
)
def test_layout_remarks_and_status_leave_it_current(
    careguide: Careguide, massage: Path, change: tuple[str, str]
) -> None:
    careguide("review", "sign", "base", "--module", "massage", *APPROVED)
    swap(massage, *change)
    careguide("fmt")
    assert "due again on" in said(careguide("review", "check").stdout)


def test_any_word_makes_it_stale(careguide: Careguide, massage: Path) -> None:
    careguide("review", "sign", "base", "--module", "massage", *APPROVED)
    swap(massage, "text: Knead the muscles.", "text: Knead the muscle.")
    result = careguide("review", "check")
    assert result.exit_code == 0, "nobody calls it approved"
    assert "but changed since" in said(result.stdout)
    swap(massage, "status: draft", "status: approved")
    result = careguide("review", "check")
    assert result.exit_code == 1
    assert "error[review/stale-signoff]" in result.stdout


def test_an_approval_runs_out(careguide: Careguide, massage: Path, day: Day) -> None:
    careguide("review", "sign", "base", "--module", "massage", *APPROVED)
    swap(massage, "status: draft", "status: approved")
    day("2028-01-01")
    assert careguide("review", "check").exit_code == 0
    day("2028-01-02")
    result = careguide("review", "check")
    assert result.exit_code == 1
    assert "ran out" in said(result.stdout)


def test_only_what_is_about_review_fails_its_check(careguide: Careguide, massage: Path) -> None:
    swap(massage, "{min: 10, max: 15}", "{min: 15, max: 10}")
    assert careguide("check").exit_code == 1
    assert careguide("review", "check").exit_code == 0
    careguide("new", "note", "base", "massage", "--id", "a", "--severity", "low", "--text", "b", "--author", "c")
    swap(massage, "status: draft", "status: approved")
    assert "error[note/open]" in careguide("review", "check").stdout


def test_nobody_approves_what_they_have_written(careguide: Careguide, massage: Path) -> None:
    careguide(
        "new", "note", "base", "massage", "--id", "a", "--severity", "low", "--text", "b", "--author", "Consultant"
    )
    before = massage.read_bytes()
    result = careguide("review", "sign", "base", "--module", "massage", *APPROVED)
    assert result.exit_code == 1
    assert "error[review/self-approval]" in result.stderr
    assert massage.read_bytes() == before
    assert careguide("review", "sign", "base", "--module", "massage", *CHANGES).exit_code == 0


def test_open_notes_in_what_is_approved_are_told(careguide: Careguide) -> None:
    careguide("new", "note", "base", "massage", "--id", "a", "--severity", "low", "--text", "b", "--author", "c")
    result = careguide("review", "sign", "base", "--module", "massage", *APPROVED)
    assert "It has 1 open note: to decide them changes the file" in said(result.stdout)
    assert "open note" not in careguide("review", "sign", "base", *APPROVED).stdout


def test_errors_are_not_approved(careguide: Careguide, massage: Path) -> None:
    swap(massage, "{min: 10, max: 15}", "{min: 15, max: 10}")
    before = massage.read_bytes()
    result = careguide("review", "sign", "base", "--module", "massage", *APPROVED)
    assert result.exit_code == 1
    assert "error[count/min-max]" in result.stderr
    assert massage.read_bytes() == before
    assert careguide("review", "sign", "base", "--module", "massage", *CHANGES).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (APPROVED[:4], 2, "--due"),
        (APPROVED[:2], 2, "--outcome"),
        (APPROVED[2:], 2, "--reviewer"),
        ((*APPROVED, "--module", "masage"), 2, "Did you mean “massage”?"),
        ((*APPROVED, "--module", "document"), 2, "has no module “document”"),
        ((*APPROVED[:3], "fine"), 1, "`outcome` cannot be “fine”"),
        ((*CHANGES, "--date", "today"), 1, "`date` cannot be written like this"),
        ((*CHANGES, "--due", "2026-02-31x"), 1, "`due` cannot be written like this"),
        (("--reviewer", "", *CHANGES[2:]), 1, "`reviewer`"),
        (("--reviewer", "\u202e", *CHANGES[2:]), 2, "cannot hold such characters"),
    ],
)
def test_what_is_no_sign_off_is_refused(
    careguide: Careguide, project: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.yaml")}
    result = careguide("review", "sign", "base", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in said(result.stderr)
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("command", [("sign", "base", *CHANGES), ("check",)])
def test_a_guide_that_cannot_be_read(careguide: Careguide, massage: Path, command: tuple[str, ...]) -> None:
    massage.write_text("id: [\n", encoding="utf-8")
    result = careguide("review", *command)
    assert result.exit_code == 1
    assert "error[yaml/syntax]" in result.stdout + result.stderr
