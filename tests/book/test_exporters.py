"""Exporters are found by folder, and those of other packages by entry point."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from careguide import exporters as found
from careguide.exporters import exporters
from careguide.plugins import Plugin, UnusablePlugin

Bring = Callable[[ModuleType], None]


@pytest.fixture
def bring(monkeypatch: pytest.MonkeyPatch) -> Bring:
    """Lets another package bring a module, and nothing be remembered."""
    monkeypatch.setattr(found, "exporters", exporters.__wrapped__)

    def add(module: ModuleType) -> None:
        monkeypatch.setattr(found, "plugins", lambda group: [Plugin("more-formats 1.0", module)])

    return add


def module(name: str) -> ModuleType:
    made = ModuleType("more_formats")
    vars(made).update(NAME=name, SUFFIX=f".{name}", export=lambda edition: b"", notes=lambda data, edition: {})
    return made


def test_our_own_are_found_by_their_names() -> None:
    assert {"docx", "epub"} <= set(found.exporters())
    assert all(exporter.SUFFIX.startswith(".") for exporter in found.exporters().values())


def test_other_packages_may_bring_more(bring: Bring) -> None:
    bring(module("pdf"))
    assert list(found.exporters()) == sorted(found.exporters())
    assert found.exporters()["pdf"].SUFFIX == ".pdf"


def test_a_name_is_taken_once(bring: Bring) -> None:
    bring(module("epub"))
    with pytest.raises(UnusablePlugin, match=r"more-formats 1\.0.*epub"):
        found.exporters()


def test_half_an_exporter_is_none(bring: Bring) -> None:
    bring(half := module("pdf"))
    del half.notes
    with pytest.raises(UnusablePlugin, match="lacks notes"):
        found.exporters()
