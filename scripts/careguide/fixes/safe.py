"""Which fixes are safe: those of spelling, marks and numbering. None touches what a reader is to do, or a figure."""

from __future__ import annotations

import re

from careguide.content.passages import OWN, QUOTES
from careguide.finding import Edit, Fix, Insert
from careguide.validation.misfit.words import is_same

_PROSE = frozenset({*OWN, *QUOTES})
_STEP_NUMBER = re.compile(r"\s*(?:step\s+)?\d{1,3}\s*(?:[.):]|[–—-]\s)\s*", re.IGNORECASE)
_PART_OF_A_FIGURE = re.compile(r".*(?:\d[.:,]|[–—-]\s+)", re.DOTALL)


def objection(fix: Fix) -> str:
    """Why a fix is not to be made without somebody's judgement; empty where it may be made."""
    return next(filter(None, map(_objection, fix.edits)), "" if fix.edits else "it changes nothing")


def _objection(edit: Edit | Insert) -> str:
    if isinstance(edit, Insert):
        safe = edit.name == "derived" and edit.value is True
        return "" if safe else f"it would add `{edit.name}`, which only a person may do"
    safe = edit.text is not None and (_respells(edit) or _takes_number_out(edit))
    field = next((step for step in reversed(edit.place.path) if isinstance(step, str)), edit.place.source.name)
    return "" if safe else f"it would change `{field}` in more than its spelling, which only a person may do"


def _respells(edit: Edit) -> bool:
    """Whether a name, a choice or an id gets other capitals, spaces or dashes; prose and figures are none of these."""
    *above, last = edit.place.path or ("",)
    if edit.place.part == "key":
        return isinstance(last, str) and isinstance(edit.text, str) and is_same(last, edit.text)
    field = next((step for step in reversed([*above, last]) if isinstance(step, str)), "")
    was = edit.place.value
    return field not in _PROSE and isinstance(was, str) and isinstance(edit.text, str) and is_same(was, edit.text)


def _takes_number_out(edit: Edit) -> bool:
    """Whether the number that a step's text begins with is left out, and nothing else."""
    was = edit.place.value
    if edit.place.path[-1:] != ("text",) or not (isinstance(was, str) and isinstance(edit.text, str)):
        return False
    gone = was.removesuffix(edit.text)
    if not edit.text or gone == was or not _STEP_NUMBER.fullmatch(gone):
        return False
    return not (edit.text[0].isdigit() and _PART_OF_A_FIGURE.fullmatch(gone))
