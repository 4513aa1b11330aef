"""The exports under test, and a table of what the checkers said at the end of a run."""

import os
from pathlib import Path

import pytest

from conformance.checkers.report import Judge, Report
from conformance.tools import CLONE, run, script

GUIDE = "spondylosis"

reports = pytest.StashKey[list[Report]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[reports] = []


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the guide's exports: built now, or one that CAREGUIDE_EXPORTS names."""
    if ready := os.environ.get("CAREGUIDE_EXPORTS"):
        return Path(ready)
    folder = tmp_path_factory.mktemp("build")
    command = [script("careguide"), "--project", str(CLONE), "build", GUIDE, "--out", str(folder)]
    built = run(command)
    if built.returncode:
        pytest.fail(f"careguide build: {(built.stdout + built.stderr)[-1000:]}", pytrace=False)
    return folder / GUIDE


@pytest.fixture
def epub(exports: Path) -> Path:
    return exports / f"{GUIDE}.epub"


@pytest.fixture
def docx(exports: Path) -> Path:
    return exports / f"{GUIDE}.docx"


@pytest.fixture
def bundle(exports: Path) -> Path:
    return exports / f"{GUIDE}.fhir.json"


@pytest.fixture
def passes(request: pytest.FixtureRequest) -> Judge:
    """Demands a report without a problem, and keeps it for the table."""

    def judge(report: Report) -> None:
        request.config.stash[reports].append(report)
        if report.problems:
            pytest.fail("\n".join([report.checker, *report.problems]), pytrace=False)

    return judge


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if "not conformance" in config.option.markexpr:
        terminalreporter.write_line("conformance tests left out; they are run by: nox -s conformance")
    for report in config.stash[reports]:
        found = len(report.problems)
        terminalreporter.write_line(f"{report.checker:45} {report.seen:28} {found} errors and warnings")
