"""Coverage as data for other programs; ``schema/coverage.schema.json`` describes it."""

from __future__ import annotations

import json
from typing import Any

from careguide.content.coverage import BlockCoverage
from careguide.document.blocks import Fate, Match
from careguide.reports.parts.survey import Survey

VERSION = 1


def report(survey: Survey) -> str:
    data = {
        "version": VERSION,
        "guide": survey.guide,
        "blocks": [_block(block, match, survey) for block, match in survey.rows()],
        "new": [{"locator": block.locator, "line": block.line, "hash": block.hash} for block in survey.new],
        "summary": _summary(survey),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _block(row: BlockCoverage, match: Match | None, survey: Survey) -> dict[str, Any]:
    return {
        "locator": row.block.locator,
        "hash": row.block.hash,
        "units": [unit.address for unit in row.units],
        "excluded": row.exclusion.reason if row.exclusion else None,
        "document": match
        and {
            "fate": match.fate.value,
            "locator": match.found and match.found.locator,
            "line": match.found and match.found.line,
            "figures_lost": survey.figures_lost(row),
        },
    }


def _summary(survey: Survey) -> dict[str, Any]:
    return {
        "blocks": len(survey.blocks),
        "mapped": survey.mapped,
        "cited": survey.cited,
        "excluded": survey.mapped - survey.cited,
        "document": survey.comparison
        and {
            **{fate.value: survey.fates[fate] for fate in Fate},
            "new": len(survey.new),
            "figures_lost": len(survey.uncarried),
        },
    }
