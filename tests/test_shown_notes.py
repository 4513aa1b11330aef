"""Every format shows high and critical notes beside their statement, and a build looks whether it does."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from careguide import library, publish
from careguide.edition import Edition, ShownNote
from careguide.exporters import exporters
from careguide.project import Project

GUIDE = library.load(Project(Path(__file__).parent.parent), "spondylosis").guide
assert GUIDE is not None
EDITION = Edition(GUIDE, "publisher", "https://example.org", {})
GRAVE = {
    note.address: (unit.address, note.text)
    for unit in (GUIDE.overview, *GUIDE.units.values())
    for note in unit.notes
    if note.severity.beside_statement
}


def test_the_guide_has_grave_notes() -> None:
    assert len(GRAVE) > 20


@pytest.mark.parametrize("name", exporters())
def test_every_grave_note_is_shown_with_its_statement(name: str) -> None:
    exporter = exporters()[name]
    shown = exporter.notes(exporter.export(EDITION), EDITION)
    for address, (unit, text) in GRAVE.items():
        above = unit.rpartition(".")[0]
        assert shown[address].unit.startswith(above), address
        assert text.split()[0] in shown[address].text


@pytest.mark.parametrize("fault", ["dropped", "elsewhere", "other words"])
def test_a_build_refuses_a_file_that_hides_one(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exporter = exporters()["fhir"]
    address = "medication.nsaids.aminophenazone.withdrawn-for-agranulocytosis"

    def notes(data: bytes, edition: Edition) -> dict[str, ShownNote]:
        found = dict(exporter.notes(data, edition))
        unit, text = found.pop(address)
        if fault == "elsewhere":
            found[address] = ShownNote("massage.thoracic", text)
        elif fault == "other words":
            found[address] = ShownNote(unit, text.replace("withdrawn", "approved"))
        return found

    saboteur = SimpleNamespace(NAME="fhir", SUFFIX=".fhir.json", export=exporter.export, notes=notes)
    monkeypatch.setattr(publish, "exporters", lambda: {"fhir": saboteur})
    with pytest.raises(publish.Faulty) as faulty:
        publish.publish(EDITION, tmp_path / "spondylosis", ["fhir"], lambda stage: None)
    assert [(f.rule, f.place.source.path.name) for f in faulty.value.findings] == [
        ("note/critical-hidden", "medication.yaml")
    ]
    assert list(tmp_path.iterdir()) == []
