"""The EPUB, held against EPUBCheck, DAISY Ace and axe."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from conformance.broken import Edit, insert, remove, rezip
from conformance.checkers.epub import ace, axe, epubcheck
from conformance.checkers.report import Judge, Report

pytestmark = pytest.mark.conformance

Checker = Callable[[Path], Report]

light = partial(axe, scheme="light", width=1024)
dark = partial(axe, scheme="dark", width=1024)
light_phone = partial(axe, scheme="light", width=320)
dark_phone = partial(axe, scheme="dark", width=320)
NAV = "nav.xhtml"

CHECKERS = [
    pytest.param(epubcheck, id="epubcheck"),
    pytest.param(ace, id="ace"),
    pytest.param(light, id="axe-light"),
    pytest.param(dark, id="axe-dark"),
    pytest.param(light_phone, id="axe-light-phone"),
    pytest.param(dark_phone, id="axe-dark-phone"),
]

TWICE = insert('<p id="twice">a</p><p id="twice">b</p>', before="</body>")
LOST = insert('<p><a href="#nowhere">lost</a></p>', before="</body>")
UNTITLED = remove(r"<dc:title\b.*?</dc:title>")
UNSUMMED = remove(r'<meta property="schema:accessibilitySummary">.*?</meta>')
NAMELESS = insert('<p><a href="#here" id="here"></a></p>', before="</body>")
FAINT = insert('<p style="color:#777;background:#888">faint</p>', before="</body>")
DARK_ON_DARK = "* {color: #222 !important; background: #111 !important}"
FAINT_IN_THE_DARK = insert(f"<style>@media (prefers-color-scheme: dark) {{{DARK_ON_DARK}}}</style>", before="</head>")
WIDE = insert('<div style="width: 900px">wide</div>', before="</body>")


@pytest.mark.parametrize("check", CHECKERS)
def test_has_no_problem(check: Checker, epub: Path, passes: Judge) -> None:
    passes(check(epub))


@pytest.mark.parametrize(
    ("check", "part", "fault", "problem"),
    [
        pytest.param(epubcheck, ".xhtml", TWICE, "ERROR RSC-005 .*Duplicate", id="epubcheck-duplicate-id"),
        pytest.param(epubcheck, ".xhtml", LOST, "ERROR RSC-012", id="epubcheck-dangling-link"),
        pytest.param(epubcheck, ".opf", UNTITLED, "ERROR RSC-005 .*title", id="epubcheck-no-title"),
        pytest.param(ace, ".opf", UNSUMMED, "metadata-accessibilitysummary", id="ace-no-summary"),
        pytest.param(ace, ".xhtml", NAMELESS, "link-name", id="ace-nameless-link"),
        pytest.param(partial(light, only=NAV), NAV, FAINT, "color-contrast", id="axe-light-faint"),
        pytest.param(partial(dark, only=NAV), NAV, FAINT_IN_THE_DARK, "color-contrast", id="axe-dark-faint"),
        pytest.param(partial(light_phone, only=NAV), NAV, WIDE, "reflow", id="axe-light-phone-wide"),
        pytest.param(partial(dark_phone, only=NAV), NAV, NAMELESS, "link-name", id="axe-dark-phone-nameless-link"),
    ],
)
def test_a_fault_is_found(check: Checker, part: str, fault: Edit, problem: str, epub: Path, tmp_path: Path) -> None:
    bad = rezip(epub, tmp_path / "bad.epub", part, fault)
    assert re.search(problem, "\n".join(check(bad).problems))


def test_the_colour_scheme_is_the_one_asked_for(epub: Path, tmp_path: Path) -> None:
    bad = rezip(epub, tmp_path / "bad.epub", NAV, FAINT_IN_THE_DARK)
    assert not [problem for problem in light(bad, only=NAV).problems if "color-contrast" in problem]


@pytest.mark.parametrize("check", CHECKERS)
def test_a_file_that_is_not_there_is_no_success(check: Checker, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "missing.epub")
