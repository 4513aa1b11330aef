"""The DOCX, held against the Open XML SDK, openxml-audit, ooxml-integrity and LibreOffice."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from conformance.broken import Edit, insert, rezip
from conformance.checkers.docx import libreoffice, ooxml_integrity, open_xml_sdk, openxml_audit
from conformance.checkers.report import Judge, Report

pytestmark = pytest.mark.conformance

Checker = Callable[[Path], Report]

office_2019 = partial(open_xml_sdk, version="Office2019")
microsoft_365 = partial(open_xml_sdk, version="Microsoft365")

CHECKERS = [
    pytest.param(office_2019, id="open-xml-sdk-office-2019"),
    pytest.param(microsoft_365, id="open-xml-sdk-microsoft-365"),
    pytest.param(openxml_audit, id="openxml-audit"),
    pytest.param(ooxml_integrity, id="ooxml-integrity"),
    pytest.param(libreoffice, id="libreoffice"),
]

UNKNOWN_ELEMENT = insert("<w:bogus/>", before="</w:body>")
UNKNOWN_STYLE = insert('<w:p><w:pPr><w:pStyle w:val="NoSuchStyle"/></w:pPr></w:p>', before="<w:sectPr")
BLANK_PAGE = insert('<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * 2, before="<w:sectPr")


def cut_short(text: str) -> str:
    return text[: len(text) // 2]


@pytest.mark.parametrize("check", CHECKERS)
def test_has_no_problem(check: Checker, docx: Path, passes: Judge) -> None:
    passes(check(docx))


@pytest.mark.parametrize(
    ("check", "fault", "problem"),
    [
        pytest.param(office_2019, UNKNOWN_ELEMENT, "bogus", id="open-xml-sdk-office-2019"),
        pytest.param(microsoft_365, UNKNOWN_ELEMENT, "bogus", id="open-xml-sdk-microsoft-365"),
        pytest.param(openxml_audit, UNKNOWN_STYLE, "NoSuchStyle", id="openxml-audit"),
        pytest.param(ooxml_integrity, UNKNOWN_STYLE, "NoSuchStyle", id="ooxml-integrity"),
        pytest.param(libreoffice, BLANK_PAGE, "page .* is blank", id="libreoffice-blank-page"),
        pytest.param(libreoffice, cut_short, "does not open", id="libreoffice-cut-short"),
    ],
)
def test_a_fault_is_found(check: Checker, fault: Edit, problem: str, docx: Path, tmp_path: Path) -> None:
    bad = rezip(docx, tmp_path / "bad.docx", "word/document.xml", fault)
    assert re.search(problem, "\n".join(check(bad).problems))


@pytest.mark.parametrize("check", CHECKERS)
def test_a_file_that_is_not_there_is_no_success(check: Checker, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "missing.docx")
