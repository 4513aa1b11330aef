"""How rules are run: their order, what they need, what is acknowledged, and what happens when one breaks."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping

import pytest

from careguide import pipeline
from careguide.content.common import Course, Step
from careguide.content.guide import Guide
from careguide.engine.manual import ManualError, manual
from careguide.engine.registry import rules
from careguide.engine.rule import Rule, rule
from careguide.engine.run import RuleCrashed, order, run
from careguide.finding import Fault, Faults, Severity
from careguide.project import Project
from careguide.testing import findings_of
from careguide.testing.overlay import PROJECT

MANUAL = (
    "What.\n\nWhy: Because.\n\nBad:\n    # at guide\n    id: a\n\nGood:\n    # at guide\n    id: a\n\nFix: Mend it."
)


@pytest.fixture(scope="module")
def guide() -> Guide:
    found = pipeline.check_guide(Project(PROJECT), "base").guide
    assert found is not None
    return found


@pytest.fixture
def _no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collection")
def test_a_guide_that_is_let_go_leaves_nothing_behind() -> None:
    """Python is told to search seldom for what refers to itself: that would pile up, guide after guide."""
    project = Project(PROJECT)
    pipeline.check_guide(project, "base")
    gc.collect()
    pipeline.check_guide(project, "base")
    assert gc.collect() == 0


def named(*declared: Rule) -> Mapping[str, Rule]:
    return {each.id: each for each in declared}


def step_rule(name: str, needs: tuple[str, ...] = ()) -> Rule:
    def check(step: Step) -> Faults:
        if step.id == "kneading":
            yield Fault(f"{name} found it", step.place / "text")

    check.__name__, check.__doc__, check.__module__ = name, MANUAL, "package.trial"
    return rule(Severity.ERROR, needs=needs)(check)


def test_a_rule_runs_on_every_part_of_its_type(guide: Guide) -> None:
    findings = run(guide, named(step_rule("finds")))
    assert [(f.rule, f.message, f.why, f.hint) for f in findings] == [
        ("trial/finds", "finds found it", "Because.", "Mend it.")
    ] * 3


def test_a_rule_is_silent_where_what_it_needs_has_failed(guide: Guide) -> None:
    first, second = step_rule("first"), step_rule("second", needs=("trial/first",))
    assert {f.rule for f in run(guide, named(second, first))} == {"trial/first"}


_TWO_FAULTS = """
# at massage.cervical.kneading
as_written: with the the tips of the fingers, palm
"""

_ONE_ACCEPTED = """
notes:
  - id: twice
    severity: low
    text: The source has the word twice.
    acknowledges: text/repeated-word
    author: A. Nother
    date: 2026-01-02
    status: open
"""


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        (_TWO_FAULTS, {"text/repeated-word": False}),
        (_TWO_FAULTS + _ONE_ACCEPTED, {"text/repeated-word": True, "text/truncated-coordination": False}),
    ],
)
def test_what_a_note_accepts_keeps_no_rule_from_looking(fragment: str, expected: Mapping[str, bool]) -> None:
    found = findings_of(rules()["text/truncated-coordination"], fragment)
    assert {f.rule: bool(f.acknowledged_by) for f in found} == expected


def test_a_second_finding_that_no_note_accepts_keeps_others_from_looking() -> None:
    fragment = _TWO_FAULTS.replace("as_written", "text: Knead the the muscles.\nas_written") + _ONE_ACCEPTED
    found = findings_of(rules()["text/truncated-coordination"], fragment.replace("the the tips", "on on the tips"))
    assert sorted((f.rule, bool(f.acknowledged_by)) for f in found) == [
        ("text/repeated-word", False),
        ("text/repeated-word", True),
    ]


def test_a_rule_speaks_where_what_it_needs_has_passed(guide: Guide) -> None:
    @rule(Severity.ERROR, needs=("trial/first",))
    def elsewhere(course: Course) -> Faults:
        yield Fault("here", course.place)

    elsewhere.check.__doc__ = MANUAL
    found = {f.rule for f in run(guide, named(step_rule("first"), elsewhere))}
    assert found == {"trial/first", elsewhere.id}


def test_findings_come_in_the_order_of_the_files(guide: Guide) -> None:
    findings = run(guide, named(step_rule("b"), step_rule("a")))
    assert findings == sorted(findings, key=order)
    assert [f.rule for f in findings[:2]] == ["trial/a", "trial/b"]


def test_a_rule_that_crashes_is_named(guide: Guide) -> None:
    @rule(Severity.ERROR)
    def crash(step: Step) -> Faults:
        yield Fault("never", step.place / str(1 // 0))

    with pytest.raises(RuleCrashed, match=r"test-run/crash|test_run/crash") as crashed:
        run(guide, named(crash))
    assert crashed.value.rule == crash.id
    assert isinstance(crashed.value.__cause__, ZeroDivisionError)


def test_rules_are_sorted_and_their_needs_exist() -> None:
    assert list(rules()) == sorted(rules())
    assert {need for each in rules().values() for need in each.needs} <= set(rules())


@pytest.mark.parametrize("missing", ["Why", "Bad", "Good", "Fix"])
def test_a_manual_without_a_part_is_refused(missing: str) -> None:
    with pytest.raises(ManualError):
        manual(MANUAL.replace(f"{missing}:", "Else:"))


def test_a_rule_that_comes_last_is_silent_where_there_is_an_error(guide: Guide) -> None:
    def check(guide: Guide) -> Faults:
        yield Fault("found last", guide.overview.place / "id")

    check.__name__, check.__doc__, check.__module__ = "finally", MANUAL, "package.trial"
    finally_ = rule(Severity.ERROR, last=True)(check)
    assert [f.message for f in run(guide, named(finally_))] == ["found last"]
    assert {f.rule for f in run(guide, named(finally_, step_rule("first")))} == {"trial/first"}


def test_no_rule_looks_where_two_units_have_one_name(guide: Guide) -> None:
    def check(guide: Guide) -> Faults:
        yield Fault("one name", guide.units["massage.thoracic.kneading"].place / "id")

    check.__name__, check.__doc__, check.__module__ = "duplicate_id", MANUAL, "package.ref"
    findings = run(guide, named(step_rule("finds"), rule(Severity.ERROR)(check)))
    assert sorted(f.place.path[1] for f in findings if f.rule == "trial/finds") == [0, 2]


def test_what_is_wrong_with_the_document_is_wrong_everywhere(guide: Guide) -> None:
    def check(guide: Guide) -> Faults:
        yield Fault("a block", guide.document.blocks[0].place / "hash")

    check.__name__, check.__doc__, check.__module__ = "block", MANUAL, "package.trial"
    needing = step_rule("finds", needs=("trial/block",))
    assert {f.rule for f in run(guide, named(needing, rule(Severity.ERROR)(check)))} == {"trial/block"}
