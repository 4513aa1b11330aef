"""Findings as JUnit's XML, which dashboards of CI services show: a suite for each file, a case for each finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from careguide.reports.parts.excerpt import Excerpts
from careguide.reports.parts.printable import one_line
from careguide.reports.parts.run import File, Run
from careguide.reports.parts.style import PLAIN
from careguide.reports.parts.verdict import Quote, Told

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(run: Run) -> Iterator[str]:
    """The numbers of all cases stand before them: all guides are gone through twice."""
    root = ET.Element("testsuites", name="careguide")
    kinds: Counter[str] = Counter()
    for file in run.files:
        kinds += _kinds(file, run)
    _count(root, kinds)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    empty = ET.tostring(root, encoding="unicode")
    if not kinds:
        yield f"{empty}\n"
        return
    yield f"{empty.removesuffix(' />')}>"
    for file in run.files:
        suite = _suite(file, run)
        ET.indent(suite, level=1)
        yield f"\n  {ET.tostring(suite, encoding='unicode')}"
    yield "\n</testsuites>\n"


def _kinds(file: File, run: Run) -> Counter[str]:
    """How many cases of each kind a file makes."""
    kinds = Counter(_kind(finding, run) for finding in file.findings)
    return kinds or Counter({"": 1})


def _kind(finding: Told, run: Run) -> str:
    """A failure if the finding makes the run fail, a skipped case if a note accepts it, or else a case with words."""
    if finding.acknowledged_by is not None:
        return "skipped"
    return "failures" if run.fails(finding) else ""


def _suite(file: File, run: Run) -> ET.Element:
    suite = ET.Element("testsuite", name=_xml(file.name))
    names: Counter[str] = Counter()
    for finding in file.findings:
        name = f"{finding.rule} at {finding.place.address or 'the top'}"
        names[name] += 1
        case = _case(suite, file.name, name if names[name] == 1 else f"{name} ({names[name]})")
        _outcome(case, finding, file.quotes, run)
    if not len(suite):
        _case(suite, file.name, "no findings")
    _count(suite, _kinds(file, run))
    return suite


def _case(suite: ET.Element, file: str, name: str) -> ET.Element:
    """A test case: named by rule and address, so that a dashboard knows it again when lines have moved."""
    group = ".".join(Path(file).with_suffix("").parts[1:] or (file,))
    return ET.SubElement(suite, "testcase", classname=_xml(group), name=_xml(name), time="0")


def _outcome(case: ET.Element, finding: Told, quotes: Mapping[str, Quote], run: Run) -> None:
    kind, words = _kind(finding, run), _xml("\n".join(_words(finding, quotes)))
    if kind == "failures":
        message = _xml(one_line(finding.message))
        ET.SubElement(case, "failure", type=finding.severity, message=message).text = words
        return
    if kind == "skipped":
        ET.SubElement(case, "skipped", message=_xml(f"acknowledged by the note {finding.acknowledged_by}"))
    ET.SubElement(case, "system-out").text = words


def _words(finding: Told, quotes: Mapping[str, Quote]) -> Sequence[str]:
    """All there is to say: many dashboards show nothing but this."""
    draw = Excerpts.about(finding, PLAIN, quotes)
    line, column, *_ = finding.place.span
    lines = [f"{finding.place.file}:{line}:{column}: {finding.severity}", one_line(finding.message)]
    lines += draw.of(finding.place, str)
    for related in finding.related:
        lines.append(f"{related.place.file}:{related.place.span.line}: {one_line(related.message)}")
        lines += draw.of(related.place, str)
    return [*lines, *(one_line(part) for part in (finding.why, finding.hint) if part)]


def _count(element: ET.Element, kinds: Counter[str]) -> None:
    """Writes into a suite, or into the whole, how many cases of each kind it holds."""
    element.set("tests", str(kinds.total()))
    element.set("failures", str(kinds["failures"]))
    element.set("errors", "0")
    element.set("skipped", str(kinds["skipped"]))
    element.set("time", "0")


def _xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
