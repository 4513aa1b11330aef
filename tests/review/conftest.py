"""The project of each test, the command to run in it, and the day on which it runs."""

from collections.abc import Callable

import pytest

from cli.conftest import careguide, project

__all__ = ["careguide", "day", "project"]

DAYS = {"2026-01-01": 1767225600, "2028-01-01": 1830297600, "2028-01-02": 1830384000}

Day = Callable[[str], None]


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    """Sets the day; it is the first of 2026 until then."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAYS["2026-01-01"]))
    return lambda day: monkeypatch.setenv("SOURCE_DATE_EPOCH", str(DAYS[day]))
