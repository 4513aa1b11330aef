"""EPUBCheck, DAISY Ace and axe, each as a function from an EPUB to a report."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from conformance import tools
from conformance.checkers.report import DidNotRun, Report, existing, printed_json, read_json

AXE = Path(__file__).with_name("axe.mjs")


def epubcheck(epub: Path) -> Report:
    """Errors and warnings, both."""
    jar = tools.file_of("epubcheck", "epubcheck.jar")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "report.json")
        ran = tools.run([tools.java(), "-jar", jar, existing(epub), "--json", target, "--quiet"])
        report = read_json(target, ran)
    problems = [
        f"{message['severity']} {message['ID']} {message['message']} {places(message)}"
        for message in report["messages"]
        if message["severity"] in ("FATAL", "ERROR", "WARNING")
    ]
    pages = report["publication"]["nSpines"]
    if not problems and not pages:
        raise DidNotRun(ran.stdout + ran.stderr)
    return Report(f"EPUBCheck {report['checker']['checkerVersion']}", f"{pages} pages", problems)


def places(message: dict[str, Any]) -> str:
    return ", ".join(f"{place['path']}:{place['line']}" for place in message["locations"])


def ace(epub: Path) -> Report:
    """Violations of any impact, in the package's metadata and in its pages."""
    program = tools.npm_package("@daisy/ace-cli") / "bin" / "ace.js"
    with tempfile.TemporaryDirectory() as folder:
        options = ["--silent", "--force", "--outdir", folder]
        ran = tools.run(
            [tools.node(), program, *options, existing(epub)],
            env={"PUPPETEER_EXECUTABLE_PATH": tools.chromium()},
        )
        report = read_json(Path(folder, "report.json"), ran)
    documents = report["assertions"]
    if len(documents) < 2:  # the package document, and at least one page
        raise DidNotRun(ran.stdout + ran.stderr)
    problems = [
        f"{found['earl:test']['earl:impact']} {found['earl:test']['dct:title']} "
        f"{document['earl:testSubject']['url']}: {found['earl:result']['dct:description']}"
        for document in documents
        for found in document["assertions"]
        if found["earl:result"]["earl:outcome"] == "fail"
    ]
    version = report["earl:assertedBy"]["doap:release"]["doap:revision"]
    return Report(f"DAISY Ace {version}", f"{len(documents)} documents", problems)


def axe(epub: Path, scheme: Literal["light", "dark"], width: int, only: str = "*.xhtml") -> Report:
    """WCAG 2.2 AA, and whether a reader must scroll sideways."""
    tools.npm_package("axe-core")
    tools.npm_package("playwright-core")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(existing(epub)) as archive:
        archive.extractall(folder)
        pages = sorted(Path(folder).rglob(only))
        command: list[str | Path] = [tools.node(), AXE, tools.chromium(), scheme, str(width), *pages]
        ran = tools.run(command, env={"NODE_PATH": str(tools.NODE_MODULES)})
    report = printed_json(ran)
    for page in report["pages"]:
        if (page["scheme"], page["width"]) != (scheme, width) or not page["passes"]:
            raise DidNotRun(f"{page['file']} was shown {page['scheme']}, {page['width']} px wide")
    if not report["pages"]:
        raise DidNotRun("the EPUB holds no pages")
    problems = [problem for page in report["pages"] for problem in faults(page)]
    return Report(f"axe {report['axe']} {scheme} {width} px", f"{len(report['pages'])} pages", problems)


def faults(page: dict[str, Any]) -> Iterator[str]:
    name = Path(page["file"]).name
    for rule in page["violations"]:
        for node in rule["nodes"]:
            yield f"{rule['impact']} {rule['id']} {name}: {node['why']} {node['html'][:200]}"
    if page["contentWidth"] > page["width"]:
        yield f"reflow {name}: {page['contentWidth']} px of content in a window of {page['width']} px"
    if page["malformed"]:
        yield f"not well-formed {name}: {page['malformed']}"
