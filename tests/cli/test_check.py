"""``careguide check``."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result

from careguide.cache.evidence import Evidence
from careguide.finding import Finding, Severity
from careguide.pipeline import Checked
from careguide.project import Project
from careguide.reports.parts.verdict import Packed, verdict
from careguide.source.place import Place
from careguide.source.reader import read
from cli.conftest import Careguide


def test_a_sound_guide(careguide: Careguide) -> None:
    result = careguide("check")
    assert result.exit_code == 0, result.output
    assert result.stdout == "No findings in 8 files.\n"
    assert result.stderr == ""


@pytest.mark.parametrize("path", ["base", "sources/base", "sources/base/massage.yaml", "./sources/base/"])
def test_what_to_check_can_be_named_in_several_ways(careguide: Careguide, path: str) -> None:
    assert careguide("check", path).stdout == "No findings in 8 files.\n"


def test_an_error(careguide: Careguide, broken: Path) -> None:
    result = careguide("check", "base")
    assert result.exit_code == 1
    assert "error[schema/unknown-field]" in result.stdout
    assert "--> sources/base/massage.yaml:3:1" in result.stdout
    assert "title" in result.stdout
    assert "\033" not in result.stdout


def test_a_misspelt_modality_is_told_once(careguide: Careguide, project: Path) -> None:
    guide = project / "sources" / "base" / "guide.yaml"
    guide.write_text(guide.read_text("utf-8").replace("massage, ", "masage, ", 1), "utf-8")
    assert "masage" in guide.read_text("utf-8")
    found = json.loads(careguide("check", "--format", "json").stdout)["findings"]
    assert [finding["rule"] for finding in found] == ["schema/not-a-choice"]


def test_formats(careguide: Careguide, broken: Path) -> None:
    def of(name: str) -> str:
        result = careguide("check", "--format", name)
        assert result.exit_code == 1
        return result.stdout

    assert json.loads(of("json"))["summary"]["error"] == 1
    assert json.loads(of("sarif"))["runs"][0]["results"][0]["ruleId"] == "schema/unknown-field"
    assert ET.fromstring(of("junit")).get("failures") == "1"
    assert of("github").startswith("::error file=sources/base/massage.yaml,line=3,col=1,endLine=3,endColumn=6,title=")
    assert of("text").endswith("More about a rule: careguide explain schema/unknown-field\n")


def test_an_unknown_format(careguide: Careguide) -> None:
    result = careguide("check", "--format", "xml")
    assert result.exit_code == 2
    assert "'text', 'github', 'json', 'junit', 'sarif'" in result.stderr


def found(monkeypatch: pytest.MonkeyPatch, project: Path, severity: Severity, note: str | None = None) -> None:
    """Lets a check find one thing."""

    def judge(of: Project, moment: object, name: str) -> tuple[Packed, Evidence]:
        source, _ = read(project / "sources" / "base" / "massage.yaml", "sources/base/massage.yaml")
        finding = Finding("a/rule", severity, "Something.", Place(source, ("id",)), acknowledged_by=note)
        return Packed.of(verdict(Checked("base", {"massage": source}, None, (finding,)))), Evidence()

    monkeypatch.setattr("careguide.cli.shell.judging.judge", judge)


@pytest.mark.parametrize(
    ("severity", "note", "plain", "strict"),
    [
        (Severity.ERROR, None, 1, 1),
        (Severity.WARNING, None, 0, 1),
        (Severity.INFO, None, 0, 0),
        (Severity.ERROR, "massage.note", 0, 0),
        (Severity.WARNING, "massage.note", 0, 0),
    ],
)
def test_exit_codes(
    careguide: Careguide,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    severity: Severity,
    note: str | None,
    plain: int,
    strict: int,
) -> None:
    found(monkeypatch, project, severity, note)

    def codes(*arguments: str) -> set[int]:
        formats = ("text", "json", "sarif", "junit", "github")
        results: list[Result] = [careguide("check", "--format", name, *arguments) for name in formats]
        return {result.exit_code for result in results}

    assert codes() == {plain}
    assert codes("--strict") == {strict}


@pytest.mark.parametrize("path", ["bse", "sources", ".", "sources/base/../..", "/", "sources/base/none.yaml"])
def test_what_is_no_guide(careguide: Careguide, path: str) -> None:
    result = careguide("check", path)
    assert result.exit_code == 2
    assert path in result.stderr


def test_colours(careguide: Careguide, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\033[1;31merror[schema/unknown-field]:\033[0m" in careguide("check").stdout
    assert "\033" not in careguide("check", "--format", "github").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033" not in careguide("check").stdout
