"""One folder takes the place of another, whether or not the system can exchange two at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from careguide.system import swap


@pytest.mark.parametrize("at_once", [True, False])
def test_swap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    if not at_once:
        monkeypatch.setattr(swap, "_exchanged", lambda one, other: False)
    new, old = tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir()
        (folder / "file").write_text(folder.name, encoding="utf-8")
    swap.swap(new, old)
    assert (old / "file").read_text(encoding="utf-8") == "new"
    assert (new / "file").read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old"]
