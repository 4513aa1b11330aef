"""What a check has to say about one guide, as plain data: all that any report needs, without the guide itself."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from careguide.content.part import Note
from careguide.finding import Finding, Severity
from careguide.reports.parts.addresses import address
from careguide.source.file import SourceFile
from careguide.source.place import Place, Span, TreePath

if TYPE_CHECKING:
    from careguide.content.guide import Guide
    from careguide.pipeline import Checked

MOST_LINES = 5
"""A span of more lines than this is quoted by its first and last lines."""


class Quote(msgspec.Struct, frozen=True):
    """What is quoted of a file: the lines that findings are about, by number, of ``length`` lines in all."""

    length: int
    lines: dict[int, str]

    def line(self, number: int) -> str:
        return self.lines.get(number, "")


class Spot(msgspec.Struct, frozen=True):
    """A place: the file's name, the span, the path in its tree, and the address of what is there."""

    file: str
    span: Span
    path: TreePath
    address: str


class Beside(msgspec.Struct, frozen=True):
    """A second place that a finding needs in order to be understood, and what stands there."""

    message: str
    place: Spot


class Told(msgspec.Struct, frozen=True):
    """A finding; ``accepted`` are the words of the note that acknowledges it."""

    rule: str
    severity: Severity
    message: str
    place: Spot
    why: str = ""
    hint: str = ""
    related: tuple[Beside, ...] = ()
    acknowledged_by: str | None = None
    accepted: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """``files`` are the names of all files that were read or have a finding; ``quotes`` go by these names."""

    guide: str
    files: tuple[str, ...]
    findings: tuple[Told, ...]
    quotes: dict[str, Quote]


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """A verdict in a twentieth of the room, as it goes from process to process and is remembered."""

    guide: str
    data: bytes

    @classmethod
    def of(cls, verdict: Verdict) -> Packed:
        try:
            data = b"m" + msgspec.msgpack.encode(verdict)
        except UnicodeEncodeError:  # a lone surrogate, which only JSON can hold, as an escape
            data = b"j" + json.dumps(msgspec.to_builtins(verdict, str_keys=True)).encode()
        return cls(verdict.guide, zlib.compress(data, 1))

    def unpacked(self) -> Verdict:
        """The verdict. Raises ``ValueError`` or ``zlib.error`` where this is none."""
        data = zlib.decompress(self.data)
        if data[:1] == b"m":
            return msgspec.msgpack.decode(data[1:], type=Verdict)
        return msgspec.convert(json.loads(data[1:]), Verdict, strict=False)


def verdict(checked: Checked) -> Verdict:
    """What there is to say about a guide that has been checked."""
    notes = dict(_notes(checked.guide))
    findings = tuple(_told(finding, notes) for finding in checked.findings)
    files = {source.name for source in checked.sources.values()} | {finding.place.file for finding in findings}
    return Verdict(checked.name, tuple(sorted(files)), findings, quotes(checked.findings))


def quotes(findings: Iterable[Finding]) -> dict[str, Quote]:
    """The lines that findings, and what is related to them, are about; by the names of their files."""
    found: dict[str, Quote] = {}
    for finding in findings:
        for place in (finding.place, *(related.place for related in finding.related)):
            length = _length(place.source)
            quote = found.setdefault(place.source.name, Quote(length, {}))
            for number in numbers(place.span, length):
                quote.lines[number] = place.source.line(number)
    return found


def numbers(span: Span, length: int) -> Sequence[int]:
    """The numbers of the lines that are quoted for a span in a file of so many lines; the last one for its end."""
    if span.line > length:
        return [length]
    lines = range(span.line, min(last_line(span), length) + 1)
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 2], lines[-1]]


def last_line(span: Span) -> int:
    """The last line of which a span covers at least one character."""
    return span.end_line - 1 if span.end_column == 1 and span.end_line > span.line else span.end_line


def spot(place: Place) -> Spot:
    return Spot(place.source.name, place.span, place.path, address(place))


def _told(finding: Finding, notes: Mapping[tuple[str, str], str]) -> Told:
    place = spot(finding.place)
    return Told(
        rule=finding.rule,
        severity=finding.severity,
        message=finding.message,
        place=place,
        why=finding.why,
        hint=finding.hint,
        related=tuple(Beside(related.message, spot(related.place)) for related in finding.related),
        acknowledged_by=finding.acknowledged_by,
        accepted=notes.get((place.file, finding.acknowledged_by or ""), ""),
    )


def _notes(guide: Guide | None) -> Iterator[tuple[tuple[str, str], str]]:
    """The words of each note, by its file and its address."""
    for note in guide.each(Note) if guide else ():
        yield (note.place.source.name, note.address), note.text


def _length(source: SourceFile) -> int:
    return len(source.lines) if source.text else 0
