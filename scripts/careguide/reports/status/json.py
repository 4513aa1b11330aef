"""The state of guides as data for other programs; ``schema/status.schema.json`` describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from careguide.content.common import Review
from careguide.reports.parts.run import count
from careguide.reports.parts.style import Style
from careguide.review.state import FileState, Obstacle, State

VERSION = 1


def report(states: Sequence[State], style: Style) -> str:
    data = {"version": VERSION, "guides": [_guide(state) for state in states]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _guide(state: State) -> dict[str, Any]:
    overview = state.checked.guide and state.checked.guide.overview
    counts = count(state.checked.findings)
    coverage = state.coverage
    return {
        "guide": state.checked.name,
        "version": overview and overview.version,
        "date": overview and overview.date,
        "status": overview and overview.status,
        "files": [_file(file) for file in state.files],
        "open_notes": dict(state.open_notes),
        "coverage": coverage and {"blocks": coverage.blocks, "mapped": coverage.mapped},
        "findings": {**counts.open, "acknowledged": counts.acknowledged},
        "obstacles": [_obstacle(obstacle) for obstacle in state.obstacles()],
    }


def _file(file: FileState) -> dict[str, Any]:
    return {
        "kind": file.kind,
        "status": file.status,
        "sign_off": file.standing,
        "review": file.review and _review(file.review),
        "open_notes": sum(file.open_notes.values()),
    }


def _review(review: Review) -> dict[str, Any]:
    said = {"reviewer": review.reviewer, "date": review.date, "due": review.due or None, "outcome": review.outcome}
    return {**said, "hash": review.hash}


def _obstacle(obstacle: Obstacle) -> dict[str, Any]:
    return {
        "kind": obstacle.kind,
        "number": obstacle.number or len(obstacle.files),
        "files": list(obstacle.files),
        "sign_off": obstacle.standing,
    }
