"""The text report, verbatim, and what it must be at any width."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from careguide.pipeline import Checked
from careguide.reports import report
from careguide.reports.parts.printable import width
from careguide.reports.parts.run import Run
from careguide.reports.parts.style import Style
from careguide.reports.parts.verdict import verdict
from conftest import Golden
from reports.example import FINDINGS, MASSAGE_FILE, ROOT, SOUND_FILE, example

COLOUR = re.compile("\033\\[[0-9;]*m")


def test_at_80_columns(golden: Golden) -> None:
    golden("reports/text.txt", report("text", example()))


def test_in_colour(golden: Golden) -> None:
    golden("reports/text-colour.txt", report("text", example(Style(colour=True))))


def test_colours_change_nothing_else() -> None:
    assert COLOUR.sub("", report("text", example(Style(colour=True)))) == report("text", example())


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
def test_fits_the_terminal(columns: int) -> None:
    text = report("text", example(Style(columns)))
    too_long = [line for line in text.splitlines() if width(line) > columns]
    assert [line for line in too_long if "sources/" not in line and "massage.thoracic.stroking" not in line] == []


def test_no_character_acts_on_the_terminal() -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", report("text", example()))


def run(*findings: object) -> Run:
    files = {"massage": MASSAGE_FILE, "surgery": SOUND_FILE}
    return Run([verdict(Checked("spondylosis", files, None, tuple(findings)))], {}, ROOT)  # type: ignore[arg-type]


def test_without_findings() -> None:
    assert report("text", run()) == "No findings in 2 files.\n"


def test_with_acknowledged_findings_only() -> None:
    accepted = replace(FINDINGS[0], acknowledged_by="massage.thoracic.vibration.as-in-the-source")
    assert report("text", run(accepted)).splitlines() == [
        "== sources/spondylosis/massage.yaml: 1 finding acknowledged by a note",
        "  10:19 steps/position-vs-list  massage.thoracic.vibration.as-in-the-source",
        "",
        "No findings in 2 files. 1 finding acknowledged by notes.",
    ]


def test_what_waits_for_somebody_comes_last() -> None:
    accepted = replace(FINDINGS[1], acknowledged_by="massage.thoracic.vibration.as-in-the-source")
    text = report("text", run(FINDINGS[0], accepted))
    assert text.index("acknowledged by a note") < text.index("error[steps/position-vs-list]")


def test_without_guides() -> None:
    assert report("text", Run([], {}, Path())) == "There are no guides in this project.\n"


def test_why_is_said_once_for_each_rule_in_a_file() -> None:
    text = report("text", run(FINDINGS[0], FINDINGS[1]))
    assert text.count("Readers carry steps out") == 1
