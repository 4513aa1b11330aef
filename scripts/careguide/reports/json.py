"""Findings as data for other programs; ``schema/report.schema.json`` describes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from careguide.reports.parts.addresses import pointer
from careguide.reports.parts.document import pieces
from careguide.reports.parts.run import Run
from careguide.reports.parts.verdict import Spot, Told

VERSION = 1
"""Goes up when a program that reads this format would have to be changed; new fields alone do not count."""


def report(run: Run) -> Iterator[str]:
    findings = (_finding(finding) for file in run.files for finding in file.findings)
    return pieces(lambda here: {"version": VERSION, "findings": here, "summary": _summary(run)}, findings)


def _finding(finding: Told) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        **_place(finding.place),
        "message": finding.message,
        "hint": finding.hint or None,
        "acknowledged_by": finding.acknowledged_by,
        "related": [{**_place(related.place), "message": related.message} for related in finding.related],
    }


def _place(place: Spot) -> dict[str, Any]:
    return {"file": place.file, **place.span._asdict(), "path": pointer(place.path)}


def _summary(run: Run) -> dict[str, int]:
    tally = run.tally
    return {
        "guides": tally.guides,
        "files": tally.files,
        **{severity.value: number for severity, number in tally.counts.open.items()},
        "acknowledged": tally.acknowledged,
    }
