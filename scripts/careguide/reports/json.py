"""Findings as data for other programs; ``schema/report.schema.json`` describes it."""

from __future__ import annotations

import json
from typing import Any

from careguide.reports.parts.run import Run
from careguide.reports.parts.where import pointer
from careguide.verdict import Spot, Told

VERSION = 1
"""Goes up when a program that reads this format would have to be changed; new fields alone do not count."""


def report(run: Run) -> str:
    data = {"version": VERSION, "findings": [_finding(f) for f in run.findings], "summary": _summary(run)}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


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
    return {
        "guides": len(run.verdicts),
        "files": run.number_of_files,
        **{severity.value: number for severity, number in run.counts.open.items()},
        "acknowledged": run.counts.acknowledged,
    }
