"""What is fuzzed: each target takes any bytes, and raises nothing but what is a bug of ours.

A target tells how far the bytes came: most of what a fuzzer makes is refused early, and shows nothing of what is
behind.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from pathlib import Path

from careguide.book.assemble import book
from careguide.edition import Export
from careguide.engine.registry import rules
from careguide.engine.run import run_on_export
from careguide.exporters import exporters, fhir_json
from careguide.finding import Finding
from careguide.fixes.mend import mend_as
from careguide.pipeline import Checked, check_guide, edition
from careguide.project import Project
from careguide.reports import report
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import verdict
from careguide.source.file import SourceFile
from careguide.source.layout import lay_out
from careguide.source.reader import read, read_bytes
from careguide.source.salvage import salvage
from careguide.testing.overlay import BASE, PROJECT, lay_over
from careguide.trial import check_as
from careguide.validation.outline import Outline
from careguide.validation.schemas import SchemaStore


class Reached(enum.IntEnum):
    """How far an input came; who comes so far has come through all that is before it."""

    REFUSED = 0
    READ = 1
    RULES = 2
    EXPORTS = 3


Target = Callable[[bytes], Reached]

FILES = tuple(path.name for path in sorted(BASE.glob("*.yaml")))

_PROJECT = Project(PROJECT)
_SCHEMAS = SchemaStore()


def reading(data: bytes) -> Reached:
    """A file is read, as it is and as much of it as can be saved; every finding stands inside it."""
    kind, text = chosen(data)
    source, findings = read_bytes(text, BASE / kind, kind)
    if source.value is None and not findings:
        raise AssertionError("nothing was read, and nothing said")
    for finding in findings:
        source.slice(finding.place.span)
    salvage(source.text, source.path, source.name)
    return Reached.REFUSED if source.value is None else Reached.READ


def layout(data: bytes) -> Reached:
    """A file is laid out, and then again, which changes nothing, and no value in it either."""
    kind, text = chosen(data)
    source, findings = read_bytes(text, BASE / kind, kind)
    if findings:
        return Reached.REFUSED
    in_order = Outline.of_file(_SCHEMAS, Path(kind).stem).in_order
    once = lay_out(source, in_order)
    again, _ = read_bytes(once.encode(), source.path, kind)
    if again.value != source.value:
        raise AssertionError("laid out, it says something else")
    if lay_out(again, in_order) != once:
        raise AssertionError("laid out again, it is another text")
    return Reached.READ


def checking(data: bytes) -> Reached:
    """A guide with this file is checked, and told about in reports for people and for programs."""
    checked = _check(data)
    run = Run([verdict(checked)], rules(), _PROJECT.root)
    for format_ in ("text", "json", "sarif", "junit", "github"):
        report(format_, run)
    return _reached(checked, data)


def mending(data: bytes) -> Reached:
    """A guide with this file is mended, and then again, which changes nothing."""
    checked = _check(data)
    reader = _reader(data)
    mending = mend_as(lambda texts: check_as(_PROJECT, BASE.name, texts, reader), checked)
    again = mend_as(lambda texts: check_as(_PROJECT, BASE.name, {**mending.texts, **texts}, reader), mending.after)
    if again.texts:
        raise AssertionError(f"mended again, it changes: {[finding.rule for finding in again.mended]}")
    return _reached(checked, data)


def exporting(data: bytes) -> Reached:
    """A guide with this file becomes a Bundle, and a book, where it has no errors."""
    checked = _check(data)
    if checked.guide is None or checked.errors:
        return _reached(checked, data)
    made = edition(_PROJECT, checked, checked.guide)
    _must_show_its_notes(Export(made, "fhir", fhir_json.notes(fhir_json.export(made), made)))
    book(made)
    return Reached.EXPORTS


def printing(data: bytes) -> Reached:
    """The same as EPUB and DOCX, by pandoc, with each note read back from them."""
    checked = _check(data)
    if checked.guide is None or checked.errors:
        return _reached(checked, data)
    made = edition(_PROJECT, checked, checked.guide)
    for name in ("docx", "epub"):
        exporter = exporters()[name]
        _must_show_its_notes(Export(made, name, exporter.notes(exporter.export(made), made)))
    return Reached.EXPORTS


def editing(data: bytes) -> Reached:
    """A file is open in an editor, which asks the language server everything, lets it change, and asks again."""
    from fuzz.editing import edit  # it needs what the other targets do without

    kind, text = chosen(data)
    checked = edit(kind, text)
    return _reached(checked, data) if checked else Reached.REFUSED


TARGETS: Mapping[str, Target] = {
    target.__name__: target for target in (reading, layout, checking, mending, editing, exporting, printing)
}


def seeds() -> list[bytes]:
    """Sound inputs to begin with."""
    return [as_input(name, (BASE / name).read_bytes()) for name in FILES]


def examples() -> list[bytes]:
    """The examples in the manuals of the rules, wrong and right: what they change in one file of the sound guide."""
    sound = check_guide(_PROJECT, BASE.name).guide
    assert sound is not None
    changed: dict[bytes, None] = {}
    for rule in rules().values():
        for fragment in (rule.manual.bad, rule.manual.good):
            for name, text in lay_over(fragment, sound).items():
                changed[as_input(name, text.encode())] = None
    return [data for data in changed if data not in seeds()]


def as_input(name: str, text: bytes) -> bytes:
    """What stands for a file with these bytes in the place of the sound one."""
    return bytes([FILES.index(name)]) + text


def chosen(data: bytes) -> tuple[str, bytes]:
    """Which file the bytes stand for, told by the first of them, and what it holds."""
    return FILES[(data[0] if data else 0) % len(FILES)], data[1:]


def _check(data: bytes) -> Checked:
    """The sound guide of the tests, checked with one file in the place of its own."""
    return check_guide(_PROJECT, BASE.name, _reader(data))


def _reader(data: bytes) -> Callable[[Path, str], tuple[SourceFile, list[Finding]]]:
    kind, text = chosen(data)
    return lambda path, name: read_bytes(text, path, name) if path.name == kind else read(path, name)


def _reached(checked: Checked, data: bytes) -> Reached:
    if checked.guide is not None:
        return Reached.RULES
    source = checked.sources[Path(chosen(data)[0]).stem]
    return Reached.REFUSED if source.value is None else Reached.READ


def _must_show_its_notes(export: Export) -> None:
    lost = run_on_export(export, rules())
    if lost:
        raise AssertionError(f"a sound guide, and its {export.format} lacks: {lost[0].message}")
