"""Mending: what can be mended without judgement is, and nothing else changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from careguide import pipeline
from careguide.content.common import Step
from careguide.content.guide import Guide
from careguide.engine.file_checks import FILE_CHECKS
from careguide.engine.registry import rules
from careguide.engine.rule import Check, Rule, rule
from careguide.finding import Edit, Fault, Faults, Finding, Fix, Insert, Severity
from careguide.fixes import mend as mending
from careguide.fixes.mend import Mending, mend, write
from careguide.project import Project
from careguide.reports.parts.mended import difference
from careguide.testing.overlay import PROJECT, lay_over

FIXABLE = [each for each in rules().values() if each.fixable]
MANUAL = "What.\n\nWhy: Why.\n\nBad:\n    # at guide\n    id: a\n\nGood:\n    # at guide\n    id: a\n\nFix: Mend it."


@pytest.fixture(scope="module")
def base() -> Guide:
    guide = pipeline.check_guide(Project(PROJECT), "base").guide
    assert guide is not None
    return guide


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(PROJECT, tmp_path / "project")
    return Project(tmp_path / "project")


@pytest.fixture
def massage(project: Project) -> Path:
    return project.sources / "base" / "massage.yaml"


def lay(fragment: str, base: Guide, project: Project) -> None:
    for name, text in lay_over(fragment, base).items():
        (project.sources / "base" / name).write_text(text, encoding="utf-8")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_bytes().decode()
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode())


def lines_changed(result: Mending) -> list[str]:
    return [line for line in "".join(difference(result)).splitlines() if re.match(r"[-+](?![-+]{2} )", line)]


# What the rules promise


@pytest.mark.parametrize("each", FIXABLE, ids=[each.id for each in FIXABLE])
def test_a_fixable_rule_mends_exactly_its_finding(each: Rule, base: Guide, project: Project) -> None:
    lay(each.manual.bad, base, project)
    result = mend(project, "base")
    assert {finding.rule for finding in result.before.findings} == {each.id}
    assert sorted(f.message for f in result.mended) == sorted(f.message for f in result.before.findings)
    assert result.after.findings == ()
    assert result.refused == ()
    touched = {finding.place.span.line for finding in result.before.findings}
    gone = [line for line in lines_changed(result) if line.startswith("-")]
    assert len(gone) <= len(touched)


MISSPELT = {
    "schema/unknown-field": ("    region: cervical\n", "    Region: cervical\n"),
    "schema/not-a-choice": ("method: self-massage", "method: Self massage"),
    "schema/format": ("- id: fever\n", "- id: Fever\n"),
}


@pytest.mark.parametrize("name", [name for name, check in FILE_CHECKS.items() if check.fixable])
def test_a_fixable_check_of_files_mends_exactly_its_finding(name: str, project: Project, massage: Path) -> None:
    right, wrong = MISSPELT[name]
    before = massage.read_bytes()
    replace(massage, right, wrong)
    result = mend(project, "base")
    assert [finding.rule for finding in result.mended] == [name]
    assert write(project, result) == result
    assert massage.read_bytes() == before


# What is mended together


def test_everything_else_stays_to_the_byte(project: Project, massage: Path) -> None:
    text = massage.read_bytes().decode().replace("\n", "\r\n")
    text = "\ufeff" + text.replace("palms.", "palms.  # gently", 1).replace(
        "  - id: lumbar", "  # Below.\r\n  - id:  'lumbar'"
    )
    wrong = (
        text.replace("[palm]", '[ "Palm" ] # flat').replace("Stroke", '"1. Stroke', 1).replace("palms.", 'palms."', 1)
    )
    massage.write_bytes(wrong.encode())
    result = mend(project, "base")
    write(project, result)
    mended = text.replace("[palm]", '[ "palm" ] # flat').replace("Stroke", '"Stroke', 1).replace("palms.", 'palms."', 1)
    assert massage.read_bytes().decode() == mended
    assert len(result.mended) == 2


def test_a_fix_may_show_what_could_not_be_seen_before(project: Project, massage: Path) -> None:
    replace(massage, "method: self-massage", "Method: Self-Massage")
    replace(massage, "text: Stroke with", "text: 1) Stroke with")
    result = mend(project, "base")
    assert [finding.rule for finding in result.mended] == [
        "schema/unknown-field",
        "schema/not-a-choice",
        "steps/numbering",
    ]
    assert result.after.findings == ()


def test_ids_and_what_refers_to_them(project: Project, massage: Path) -> None:
    before = massage.read_bytes()
    replace(massage, "- id: stroking", "- id: Stroking")
    replace(massage, "after: [stroking]", "after: [ STROKING ]")
    replace(massage, "scope: massage.thoracic", "scope: Massage.Thoracic")
    replace(massage, "S01.p2.li1", "s01.P2.LI1")
    result = mend(project, "base")
    assert len(result.mended) == 4
    write(project, result)
    assert massage.read_bytes() == before.replace(b"after: [stroking]", b"after: [ stroking ]", 1)


def test_an_id_is_not_respelt_into_one_that_is_taken(project: Project, massage: Path) -> None:
    replace(massage, "- id: kneading", "- id: Stroking")
    result = mend(project, "base")
    assert result.mended == ()
    assert [finding.rule for finding in result.after.findings] == ["schema/format"]


def test_mending_again_changes_nothing(project: Project, massage: Path) -> None:
    replace(massage, "Stroke", "Step 2. Stroke")
    result = write(project, mend(project, "base"))
    assert len(result.mended) == 1
    again = mend(project, "base")
    assert (again.mended, again.texts) == ((), {})


def test_every_misspelling_of_a_field_is_mended(project: Project) -> None:
    """Each field of a file in turn, in capitals."""
    file = project.sources / "base" / "surgery.yaml"
    right = file.read_bytes()
    names = sorted({found[1] for found in re.finditer(rb"^[ -]*([a-z_]+):", right, re.M)} - {b"id"})
    assert len(names) > 5
    for name in names:
        file.write_bytes(right.replace(name + b":", name.upper().replace(b"_", b"-") + b":"))
        write(project, mend(project, "base"))
        assert file.read_bytes() == right


# What is refused


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Step], Iterator[Fault]]], Rule]:
    """Leaves one rule only: it looks at every step."""

    def put(found: Callable[[Step], Iterator[Fault]], *others: Rule) -> Rule:
        made = trial("mends", found)
        for module in (pipeline, mending):
            monkeypatch.setattr(module, "rules", lambda: {each.id: each for each in (made, *others)})
        return made

    return put


def trial(name: str, found: Callable[[Step], Iterator[Fault]], needs: tuple[str, ...] = ()) -> Rule:
    def check(step: Step) -> Faults:
        yield from found(step)

    check.__name__, check.__doc__, check.__module__ = name, MANUAL, "package.trial"
    declared: Check = check
    return rule(Severity.ERROR, needs=needs, fixable=True)(declared)


def stroking(of: Callable[[Step], Fix]) -> Callable[[Step], Iterator[Fault]]:
    """Finds something in the first step of the neck."""

    def found(step: Step) -> Iterator[Fault]:
        if step.address == "massage.cervical.stroking":
            yield Fault("Something.", step.place / "hand", fix=of(step))

    return found


@pytest.mark.parametrize(
    ("fix", "reason"),
    [
        (lambda at: Edit(at / "text", "Stroke with the thumbs."), "it would change `text`"),
        (lambda at: Edit(at / "text", "with the palms."), "it would change `text`"),
        (lambda at: Edit(at / "text", ""), "it would change `text`"),
        (lambda at: Edit(at / "text", "stroke with the palms."), "it would change `text`"),
        (lambda at: Edit(at / "hand" / 0, "thumbs"), "it would change `hand`"),
        (lambda at: Edit(at / "hand" / 0, None), "it would change `hand`"),
        (lambda at: Edit(at / "hand" / 7, "palm"), "it would change `hand`"),
        (lambda at: Edit((at / "hand").key, "side"), "it would change `hand`"),
        (lambda at: Edit(at / "after", "stroking"), "it would change `after`"),
        (lambda at: Edit(at, 5), "it would change `steps`"),
        (lambda at: Insert(at / "text", "side", "both"), "it would add `side`"),
        (lambda at: Insert(at / "text", "derived", 1), "it would add `derived`"),
        (lambda at: Edit(at / "hand" / 0, "Palm"), "there would be another finding then, of schema/not-a-choice"),
        (lambda at: Edit(at / "id", "stroking"), "the finding would still be there"),
        (lambda at: Insert(at / "text" / "deeper", "derived", True), "a field can only be added below another field"),
        (None, "it changes nothing"),
    ],
    ids=map(str, range(16)),
)
def test_a_fix_is_refused(
    project: Project, only: Callable[..., Rule], fix: Callable[..., Edit] | None, reason: str
) -> None:
    only(stroking(lambda step: Fix("Do it", (fix(step.place),) if fix else ())))
    result = mend(project, "base")
    assert [each.finding.rule for each in result.refused] == ["trial/mends"]
    assert reason in result.refused[0].reason
    assert (result.mended, result.texts) == ((), {})
    assert result.after.findings == result.before.findings


def numbered(title: str = "") -> Callable[[Step], Iterator[Fault]]:
    """Finds the number at the beginning of a step's text."""

    def found(step: Step) -> Iterator[Fault]:
        number = re.match(r"\d+[.] ", step.text)
        if number:
            yield Fault("Numbered.", step.place / "text", fix=taken_out(step, number[0], title))

    return found


def taken_out(step: Step, number: str, title: str = "") -> Fix:
    return Fix(title, (Edit(step.place / "text", step.text.removeprefix(number)),))


def test_one_fix_that_is_refused_keeps_no_other_from_being_made(
    project: Project, massage: Path, only: Callable[..., Rule]
) -> None:
    def found(step: Step) -> Iterator[Fault]:
        yield from numbered()(step)
        yield from stroking(lambda step: Fix("Bad", (Edit(step.place / "hand" / 0, "thumbs"),)))(step)

    only(found)
    text = massage.read_text(encoding="utf-8")
    massage.write_text(text.replace("text: Knead", "text: 2. Knead"), encoding="utf-8")
    result = write(project, mend(project, "base"))
    assert len(result.mended) == 3
    assert len(result.refused) == 1
    assert massage.read_text(encoding="utf-8") == text


def test_fixes_that_touch_the_same_place_are_made_one_after_the_other(
    project: Project, massage: Path, only: Callable[..., Rule]
) -> None:
    def shouted(step: Step) -> Iterator[Fault]:
        if step.to != step.to.lower():
            yield Fault("Loud.", step.place / "to", fix=Fix("Lower it", (Edit(step.place / "to", step.to.lower()),)))

    def hyphenated(step: Step) -> Iterator[Fault]:
        if "-" in step.to:
            spaced = step.to.replace("-", " ")
            yield Fault("Joined.", step.place / "to", fix=Fix("Part it", (Edit(step.place / "to", spaced),)))

    only(shouted, trial("joined", hyphenated))
    replace(massage, "hand: [palm]", "to: Upper-Back")
    result = write(project, mend(project, "base"))
    assert [finding.fix.title for finding in result.mended if finding.fix] == ["Part it", "Lower it"]
    assert "to: upper back" in massage.read_text(encoding="utf-8")


def test_a_fix_that_brings_another_finding_is_refused(
    project: Project, massage: Path, only: Callable[..., Rule]
) -> None:
    def unnumbered(step: Step) -> Iterator[Fault]:
        if step.address == "massage.cervical.stroking" and not step.text.startswith("1."):
            yield Fault("It lacks its number.", step.place / "text")

    only(numbered(), trial("wants", unnumbered))
    replace(massage, "Stroke", "1. Stroke")
    result = mend(project, "base")
    assert result.mended == ()
    assert "trial/wants: It lacks its number." in result.refused[0].reason


def test_what_a_rule_kept_silent_is_no_new_finding(project: Project, massage: Path, only: Callable[..., Rule]) -> None:
    def unnumbered(step: Step) -> Iterator[Fault]:
        if step.address == "massage.cervical.stroking":
            yield Fault("It was there all the time.", step.place / "text")

    only(numbered(), trial("needs", unnumbered, ("trial/mends",)))
    replace(massage, "Stroke", "1. Stroke")
    result = mend(project, "base")
    assert [finding.rule for finding in result.mended] == ["trial/mends"]
    assert [finding.rule for finding in result.after.findings] == ["trial/needs"]


def test_fixes_that_undo_each_other_come_to_an_end(project: Project, massage: Path, only: Callable[..., Rule]) -> None:
    """Each hides what the other makes, so that neither seems to bring anything new."""

    def spelt(wanted: str) -> Callable[[Step], Iterator[Fault]]:
        def found(step: Step) -> Iterator[Fault]:
            if step.to not in ("", wanted):
                yield Fault("Otherwise.", step.place / "to", fix=Fix(wanted, (Edit(step.place / "to", wanted),)))

        return found

    only(spelt("Neck"), trial("small", spelt("neck"), needs=("trial/mends",)))
    replace(massage, "hand: [palm]", "to: neck")
    result = mend(project, "base")
    assert len(result.mended) <= 2
    assert len(result.refused) == 1


@pytest.mark.parametrize(
    "figure", ["1.5 minutes", "2 – 3 strokes", "2 - 3 strokes", "8:30 in the morning", "1,5 g", "3 times"]
)
def test_no_figure_loses_its_beginning(project: Project, massage: Path, only: Callable[..., Rule], figure: str) -> None:
    def found(step: Step) -> Iterator[Fault]:
        number = re.match(r"\d+\W+", step.text)
        if number:
            yield Fault("Numbered.", step.place / "text", fix=taken_out(step, number[0]))

    only(found)
    replace(massage, "Stroke with", f"{figure} with")
    result = mend(project, "base")
    assert result.mended == ()
    assert "it would change `text`" in result.refused[0].reason


def test_what_a_note_accepts_is_left_alone(project: Project, massage: Path, only: Callable[..., Rule]) -> None:
    only(numbered())
    replace(massage, "Stroke", "1. Stroke")
    note = "id: why, severity: info, text: It has., author: editor, date: 2026-01-01, status: open"
    replace(massage, "hand: [palm]", f"hand: [palm]\n        notes: [{{{note}, acknowledges: trial/mends}}]")
    result = mend(project, "base")
    assert [bool(finding.acknowledged_by) for finding in result.after.findings] == [True]
    assert (result.mended, result.refused) == ((), ())


# Writing


def test_a_file_that_has_changed_meanwhile_is_left_alone(project: Project, massage: Path) -> None:
    remedies = project.sources / "base" / "remedies.yaml"
    for file in (massage, remedies):
        replace(file, "\nstatus: draft", "\nstatus: Draft")
    result = mend(project, "base")
    assert len(result.mended) == 2
    replace(remedies, "\nrole:", "\n# Somebody is working here.\nrole:")
    before = [file.read_bytes() for file in (massage, remedies)]
    written = write(project, result)
    assert [file.read_bytes() for file in (massage, remedies)] == before
    assert (written.mended, written.texts) == ((), {})
    assert {each.reason for each in written.refused} == {"sources/base/remedies.yaml has changed since it was read"}
    assert [finding.rule for finding in written.after.findings] == ["schema/not-a-choice"] * 2


def test_the_difference_can_be_applied(project: Project, massage: Path) -> None:
    massage.write_bytes(massage.read_bytes().rstrip(b"\n").replace(b"technique: [kneading]", b"technique: [Kneading]"))
    result = mend(project, "base")
    assert "".join(difference(result)).endswith(
        "-        technique: [Kneading]\n\\ No newline at end of file\n"
        "+        technique: [kneading]\n\\ No newline at end of file\n"
    )


def test_findings_are_told_where_they_were(project: Project, massage: Path) -> None:
    replace(massage, "method: self-massage", "method: Self-massage")
    result = mend(project, "base")
    (finding,) = result.mended
    assert isinstance(finding, Finding)
    assert finding.place.span.line == 1 + massage.read_text(encoding="utf-8").split("method: Self")[0].count("\n")
