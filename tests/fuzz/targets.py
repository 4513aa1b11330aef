"""What is fuzzed: each target takes any bytes, and raises nothing but what is a bug of ours.

A target tells whether it had something to say about the bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from careguide.book.assemble import book
from careguide.engine.registry import rules
from careguide.exporters import fhir_json
from careguide.finding import Finding
from careguide.outline import Outline
from careguide.pipeline import Checked, check_guide, edition
from careguide.project import Project
from careguide.reports import report
from careguide.reports.parts.run import Run
from careguide.schema import SchemaStore
from careguide.source.file import SourceFile
from careguide.source.layout import lay_out
from careguide.source.reader import read, read_bytes
from careguide.source.salvage import salvage
from careguide.testing.overlay import BASE, PROJECT
from careguide.verdict import verdict

Target = Callable[[bytes], bool]

FILES = tuple(path.name for path in sorted(BASE.glob("*.yaml")))

_PROJECT = Project(PROJECT)
_SCHEMAS = SchemaStore()


def reading(data: bytes) -> bool:
    """A file is read, as it is and as much of it as can be saved; every finding stands inside it."""
    source, findings = read_bytes(data, BASE / "massage.yaml", "massage.yaml")
    if source.value is None and not findings:
        raise AssertionError("nothing was read, and nothing said")
    for finding in findings:
        source.slice(finding.place.span)
    salvage(source.text, source.path, source.name)
    return bool(findings)


def layout(data: bytes) -> bool:
    """A file is laid out, and then again, which changes nothing."""
    kind, text = _chosen(data)
    source, findings = read_bytes(text, BASE / kind, kind)
    if not findings:
        in_order = Outline.of_file(_SCHEMAS, Path(kind).stem).in_order
        once = lay_out(source, in_order)
        again, _ = read_bytes(once.encode(), source.path, kind)
        if lay_out(again, in_order) != once:
            raise AssertionError("laid out again, it is another text")
    return bool(findings)


def checking(data: bytes) -> bool:
    """A guide with this file is checked, and told about in a report for people and in one for programs."""
    checked = check(data)
    run = Run([verdict(checked)], rules(), _PROJECT.root)
    for format_ in ("text", "sarif"):
        report(format_, run)
    return bool(checked.findings)


def exporting(data: bytes) -> bool:
    """A guide with this file is exported, where it has no errors."""
    checked = check(data)
    if checked.guide is not None and not checked.errors:
        made = edition(_PROJECT, checked, checked.guide)
        fhir_json.export(made)
        book(made)
    return bool(checked.findings)


def check(data: bytes) -> Checked:
    """The sound guide of the tests, checked with one file in the place of its own."""
    kind, text = _chosen(data)

    def reader(path: Path, name: str) -> tuple[SourceFile, list[Finding]]:
        return read_bytes(text, path, name) if path.name == kind else read(path, name)

    return check_guide(_PROJECT, BASE.name, reader)


TARGETS: Mapping[str, Target] = {
    "reading": reading,
    "layout": layout,
    "checking": checking,
    "exporting": exporting,
}


def seeds(target: str) -> list[bytes]:
    """Sound inputs to begin with."""
    texts = [(BASE / name).read_bytes() for name in FILES]
    return texts if target == "reading" else [bytes([index]) + text for index, text in enumerate(texts)]


def _chosen(data: bytes) -> tuple[str, bytes]:
    """Which file the bytes stand for, told by the first of them, and what it holds."""
    return FILES[(data[0] if data else 0) % len(FILES)], data[1:]
