"""Exporters are found by folder, and those of other packages by entry point."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from careguide import exporters as found
from careguide.exporters import DoubleExporter, exporters


class Point:
    """An entry point of another package."""

    def __init__(self, name: str) -> None:
        self.name = name

    def load(self) -> object:
        return SimpleNamespace(NAME=self.name, SUFFIX=f".{self.name}", export=lambda edition: b"")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "exporters", exporters.__wrapped__)


def test_our_own_are_found_by_their_names() -> None:
    assert {"docx", "epub"} <= set(found.exporters())
    assert all(exporter.SUFFIX.startswith(".") for exporter in found.exporters().values())


def test_other_packages_may_bring_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "entry_points", lambda group: [Point("pdf")] if group == "careguide.exporters" else [])
    assert list(found.exporters()) == sorted(found.exporters())
    assert found.exporters()["pdf"].SUFFIX == ".pdf"


def test_a_name_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found, "entry_points", lambda group: [Point("epub")])
    with pytest.raises(DoubleExporter, match="epub"):
        found.exporters()
