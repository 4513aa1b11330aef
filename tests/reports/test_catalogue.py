"""Whatever a report can name can be explained."""

import re
from pathlib import Path

import careguide
from careguide.engine.file_checks import FILE_CHECKS
from careguide.engine.registry import rules
from careguide.reports.parts.catalogue import catalogue

PACKAGE = Path(careguide.__file__).parent
DESCRIPTIONS = PACKAGE / "engine" / "file_checks.py"

# How the ids stand in the code: whole, or without their family where a module adds it.
FAMILIES = {"source": "yaml", "validation": "schema"}
SHORT = re.compile(r'(?:\.add|Misfit|_Unreadable|Trouble)\(\s*"([a-z-]+)"')
WHOLE = re.compile(r'"((?:yaml|schema|guide)/[a-z-]+)"')


def ids_in_code() -> set[str]:
    found = set()
    for path in PACKAGE.rglob("*.py"):
        room, text = path.relative_to(PACKAGE).parts[0], path.read_text(encoding="utf-8")
        if path != DESCRIPTIONS:
            found |= set(WHOLE.findall(text))
        if room in FAMILIES:
            found |= {f"{FAMILIES[room]}/{short}" for short in SHORT.findall(text)}
    return found


def test_every_check_of_files_is_described() -> None:
    assert ids_in_code() - rules().keys() <= FILE_CHECKS.keys()
    assert len(ids_in_code()) > 25


def test_no_rule_is_described_twice() -> None:
    assert not FILE_CHECKS.keys() & rules().keys()


def test_everything_is_said_of_each() -> None:
    for entry in catalogue().values():
        assert entry.manual.what.endswith((".", "?")), entry.id
        assert entry.manual.why, entry.id
        assert entry.manual.fix.endswith("."), entry.id
