"""GitHub's workflow commands: one a line, escaped as the runner expects."""

from dataclasses import replace
from pathlib import Path

import pytest

from careguide.finding import Finding, Severity
from careguide.pipeline import Checked
from careguide.reports import report
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import verdict
from careguide.source.file import SourceFile
from careguide.source.place import Place, Span
from conftest import Golden
from reports.example import FINDINGS, ROOT, example


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)


def of(finding: Finding, root: Path = ROOT) -> str:
    return report("github", Run([verdict(Checked("a", {}, None, (finding,)))], {}, root))


def test_verbatim(golden: Golden) -> None:
    golden("reports/github.txt", report("github", example()))


def test_what_would_end_a_command_is_escaped() -> None:
    source = SourceFile(Path("a"), "sources/a,b:c%d\n/massage.yaml", "a: 1\n")
    finding = Finding("a/b", Severity.ERROR, "50%: a, b\r\n::error::c", Place(source, fixed=Span(1, 4, 1, 5)))
    assert of(finding) == (
        "::error file=sources/a%2Cb%3Ac%25d%0A/massage.yaml,line=1,col=4,endLine=1,endColumn=5,title=a/b"
        "::50%25: a, b ::error::c\n"
    )


def test_several_lines_have_no_columns() -> None:
    """The runner refuses columns where the lines differ."""
    assert "line=13,endLine=14,title=" in of(FINDINGS[1])


def test_acknowledged_findings_are_no_remarks() -> None:
    assert of(replace(FINDINGS[0], acknowledged_by="a.note")) == ""


def test_files_are_named_from_the_top_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert "file=guides/sources/spondylosis/massage.yaml," in of(FINDINGS[0], tmp_path / "guides")
    assert "file=sources/spondylosis/massage.yaml," in of(FINDINGS[0], tmp_path)
    assert "file=sources/spondylosis/massage.yaml," in of(FINDINGS[0], tmp_path.parent)
