"""JUnit's XML: well-formed whatever stands in it, and with counts that add up."""

from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from careguide.finding import Finding, Related, Severity
from careguide.pipeline import Checked
from careguide.reports import report
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import verdict
from careguide.source.file import SourceFile
from careguide.source.place import Place, Span
from conftest import Golden
from reports.example import ROOT, example


def test_verbatim(golden: Golden) -> None:
    golden("reports/junit.xml", report("junit", example()))


def test_there_is_a_suite_for_each_file() -> None:
    root = ET.fromstring(report("junit", example()))
    assert {suite.get("name"): suite.get("tests") for suite in root} == {
        "sources/spondylosis/exercise.yaml": "1",
        "sources/spondylosis/guide.yaml": "1",
        "sources/spondylosis/massage.yaml": "7",
        "sources/spondylosis/surgery.yaml": "1",
    }


def test_counts_add_up() -> None:
    root = ET.fromstring(report("junit", example()))
    for count in ("tests", "failures", "errors", "skipped"):
        assert sum(int(suite.get(count, "")) for suite in root) == int(root.get(count, ""))
    assert (root.get("tests"), root.get("failures"), root.get("skipped")) == ("10", "5", "2")


def test_warnings_fail_only_when_strict() -> None:
    assert ET.fromstring(report("junit", example(strict=True))).get("failures") == "6"


def test_names_of_cases_are_unique() -> None:
    finding = Finding("a/b", Severity.ERROR, "x", Place(SourceFile(Path("a"), "sources/a/massage.yaml", "")))
    text = report("junit", Run([verdict(Checked("a", {}, None, (finding, finding)))], {}, ROOT))
    assert [case.get("name") for case in ET.fromstring(text).iter("testcase")] == [
        "a/b at massage",
        "a/b at massage (2)",
    ]


@given(st.text(), st.text(max_size=20))
def test_any_text_is_valid_xml(text: str, name: str) -> None:
    source = SourceFile(Path("a"), f"sources/{name}", text)
    place = Place(source, fixed=Span(1, 1, 1, 2))
    finding = Finding("a/b", Severity.ERROR, text, place, text, text, (Related(text, place),))
    accepted = Finding("a/b", Severity.ERROR, text, place, acknowledged_by=text)
    told = report("junit", Run([verdict(Checked("a", {}, None, (finding, accepted)))], {}, ROOT))
    assert len(list(ET.fromstring(told.encode()).iter("testcase"))) == 2
