"""For tests of rules: what a rule says of itself, held against a guide with which nothing is wrong.

That guide, in ``project/sources/base``, is small and has one of everything. An example in a rule's manual, or a case of
a test, is a fragment that is laid over it (see ``overlay``). Whoever needs another guide names its folder.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

from careguide.content.guide import Guide
from careguide.edition import Edition, Export
from careguide.engine.registry import rules
from careguide.engine.rule import Rule, rules_in
from careguide.engine.run import run_on_export
from careguide.finding import Finding
from careguide.pipeline import check_guide
from careguide.project import Project
from careguide.testing.overlay import BASE, expectations, lay_over
from careguide.trial import check_as

__all__ = ["BASE", "case_faults", "example_faults", "findings_of", "rules_in"]


def example_faults(rule: Rule, guide: Path = BASE) -> list[str]:
    """What is wrong with the two examples of a rule, a line for each; empty where nothing is.

    The bad one must trigger the rule and no other, the good one nothing. All rules are run that are installed, so the
    rule's own package must be.
    """
    if rule.id not in rules():
        return [f"{rule.id} is not installed: install its package, and name its module in an entry point"]
    bad, good = findings_of(rule, rule.manual.bad, guide), findings_of(rule, rule.manual.good, guide)
    found = {finding.rule for finding in bad}
    silent = [] if rule.id in found else [f"the bad example does not trigger {rule.id}"]
    return [
        *silent,
        *(f"the bad example triggers {_told(f)}" for f in bad if f.rule != rule.id),
        *(f"the good example triggers {_told(f)}" for f in good),
    ]


def case_faults(rule: Rule, case: str, guide: Path = BASE) -> list[str]:
    """Where the findings of a case differ from what it expects, a line for each.

    A case is a fragment in which ``# expect: family/rule`` stands on every line, and only there, where that rule must
    find something. What a note acknowledges is not expected.
    """
    expected = expectations(lay_over(case, _sound(guide)))
    found = {_where(f): f for f in findings_of(rule, case, guide) if not f.acknowledged_by}
    return [
        *(f"{name}, line {line}: {missing} finds nothing" for name, line, missing in sorted(expected - found.keys())),
        *(f"not expected: {_told(found[where])}" for where in sorted(found.keys() - expected)),
    ]


def findings_of(rule: Rule, fragment: str, guide: Path = BASE) -> Sequence[Finding]:
    """What all rules find in a guide over which a fragment is laid.

    For a rule about exports there are also its findings about an export that shows no note at all. Raises
    ``NoSuchUnit``, and ``AssertionError`` where something is wrong with the guide as it is.
    """
    project, name = _project(guide)
    texts = {f"sources/{name}/{file}": text for file, text in lay_over(fragment, _sound(guide)).items()}
    checked = check_as(project, name, texts)
    if checked.guide is None or rule.subject is not Export:
        return checked.findings
    export = Export(Edition(checked.guide, project.publisher, project.canonical, {}), "forgetful", {})
    return (*checked.findings, *run_on_export(export, rules()))


@cache
def _sound(folder: Path) -> Guide:
    checked = check_guide(*_project(folder))
    if checked.guide is None or checked.findings:
        raise AssertionError("\n".join(["something is wrong with the guide as it is:", *_all_told(checked.findings)]))
    return checked.guide


def _project(folder: Path) -> tuple[Project, str]:
    return Project.find(folder), folder.name


def _where(finding: Finding) -> tuple[str, int, str]:
    return finding.place.source.path.name, finding.place.span.line, finding.rule


def _all_told(findings: Collection[Finding]) -> list[str]:
    return [_told(finding) for finding in findings]


def _told(finding: Finding) -> str:
    name, line, rule = _where(finding)
    return f"{rule} ({name}, line {line}): {finding.message}"
