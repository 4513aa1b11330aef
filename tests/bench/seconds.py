"""Runs of a measurement, in a few figures."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any


def summary(seconds: Sequence[float], goal: float | None = None) -> Mapping[str, Any]:
    """The median and the worst of some runs, the most that they may take if anybody has said so, and each run."""
    rounded = [round(each, 3) for each in seconds]
    figures = {"median": round(statistics.median(seconds), 3), "worst": max(rounded)}
    return {**figures, **({} if goal is None else {"goal": goal}), "runs": rounded}
