"""The tables of clinical knowledge: every row names its source, can be used, and finds what it says."""

from __future__ import annotations

import csv
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from careguide.knowledge.code_systems import code_systems
from careguide.knowledge.codes import known_code
from careguide.knowledge.group_effects import lacking_effects
from careguide.knowledge.herb_drug import interactions
from careguide.knowledge.imaging_findings import imaging_finding
from careguide.knowledge.landmarks import course
from careguide.knowledge.movements import cautions, opposite
from careguide.knowledge.over_the_counter import sold_without_prescription
from careguide.knowledge.perishables import perishable
from careguide.knowledge.regions import REGIONS
from careguide.knowledge.routes import routes
from careguide.knowledge.skin_irritants import skin_irritant
from careguide.knowledge.spinal_operations import spinal_operations
from careguide.knowledge.substances import misspelt, names_substance
from careguide.knowledge.units import by_word, measures
from careguide.knowledge.withdrawn_drugs import withdrawn

TABLES = sorted(file.name for file in files("careguide.knowledge").iterdir() if file.name.endswith(".csv"))
COMMON = json.loads((Path(__file__).parents[2] / "schema" / "common.schema.json").read_text(encoding="utf-8"))["$defs"]
ATC = re.compile(r"[A-Z](\d\d([A-Z]([A-Z](\d\d)?)?)?)?")
CODES = {
    "atc": ATC,
    "mesh": re.compile(r"D\d{6}"),
    "icd-10": re.compile(r"[A-Z]\d\d(\.\d)?"),
    "icd-10-cm": re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?"),
    "icd-10-pcs": re.compile(r"[0-9A-HJ-NP-Z]{7}"),
    "icd-9-cm-procedures": re.compile(r"\d\d(\.\d{1,2})?"),
}


def rows(table: str) -> list[dict[str, str]]:
    text = (files("careguide.knowledge") / table).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_whole_names_its_source_and_stands_once(table: str) -> None:
    found = rows(table)
    assert found
    for row in found:
        assert len(row["source"]) > 7, row
        assert all(cell == cell.strip() for cell in row.values()), row
    assert len({tuple(row.values()) for row in found}) == len(found)


@pytest.mark.parametrize("table", ["group-effects.csv", "herb-drug.csv", "over-the-counter.csv"])
def test_atc_codes_are_well_formed(table: str) -> None:
    for row in rows(table):
        assert all(ATC.fullmatch(code) for code in row["atc"].split("|")), row


def test_every_code_is_well_formed_and_stands_once() -> None:
    found = rows("codes.csv")
    assert len({(row["system"], row["code"]) for row in found}) == len(found)
    for row in found:
        assert CODES[row["system"]].fullmatch(row["code"]), row
        known = known_code(row["system"], row["code"])
        assert known
        assert known.is_called(row["display"].upper())


def test_every_code_system_of_the_schema_has_its_notice() -> None:
    systems = COMMON["code"]["properties"]["system"]["enum"]
    assert set(systems) == set(code_systems()) == set(CODES)
    assert all(len(system.notice) > 20 and system.uri.startswith("http") for system in code_systems().values())


def test_names_that_the_who_owns_are_not_kept() -> None:
    assert {row["display"] for row in rows("codes.csv") if row["system"] == "icd-10"} == {""}


def test_every_withdrawn_drug_is_found_by_name_and_by_code() -> None:
    for row in rows("withdrawn-drugs.csv"):
        for name in row["names"].split("|"):
            found = withdrawn(f"{name.title()} 100 mg")
            assert found
            assert found.substance == row["substance"]
    assert {row["status"] for row in rows("withdrawn-drugs.csv")} == {"withdrawn", "restricted"}
    assert withdrawn("diclofenac, paracetamol") is None


def test_every_interaction_is_found() -> None:
    for row in rows("herb-drug.csv"):
        for name in row["names"].split("|"):
            known = [found for found in interactions(f"dried {name}, cut") if found.effect == row["effect"]]
            assert known, name
            assert all(any(found.concerns(code) for found in known) for code in row["atc"].split("|"))
            assert all(any(found.names_group(group) for found in known) for group in row["groups"].split("|") if group)
    assert not list(interactions("lemon balm")) + list(interactions("fireweed"))


def test_every_effect_that_a_drug_lacks_is_found() -> None:
    for row in rows("group-effects.csv"):
        for word in row["words"].split("|"):
            assert row["effect"] in [found.effect for found in lacking_effects(f"It helps with {word}s.", row["atc"])]
    assert not list(lacking_effects("They relieve pain.", "N02BE01"))


@pytest.mark.parametrize(
    ("name", "irritant"),
    [("Fresh horse-radish", "horseradish"), ("9% vinegar", "vinegar"), ("Mustard plaster", "mustard"), ("Honey", None)],
)
def test_skin_irritants(name: str, irritant: str | None) -> None:
    found = skin_irritant(name)
    assert (found.substance if found else None) == irritant


@pytest.mark.parametrize(
    ("name", "food"),
    [
        ("Raw chicken egg", "egg"),
        ("Sour cream", "cream"),
        ("Goat’s milk", "milk"),
        ("Milk thistle", None),
        ("Eggplant", None),
        ("Coconut milk", None),
        ("Coconut milk and cow’s milk", "milk"),
    ],
)
def test_perishables(name: str, food: str | None) -> None:
    found = perishable(name)
    assert (found.food if found else None) == food


def test_every_form_and_route_is_one_of_the_schema() -> None:
    forms, ways = set(COMMON["form"]["enum"]), set(COMMON["route"]["enum"])
    assert set(routes()) == forms - {"unstated"}
    assert {route for allowed in routes().values() for route in allowed} == ways - {"unstated"}


@pytest.mark.parametrize(
    ("text", "substance", "named"),
    [
        ("Acetaminophen 500", "paracetamol", True),
        ("paracetamol", "Acetaminophen", True),
        ("chondroitin sulfate", "Chondroitin Sulfates", True),
        ("Myolgin | chlorzoxazone", "chlorzoxazone, combinations excl. psycholeptics", True),
        ("Muskoflex", "thiocolchicoside", False),
        ("", "diclofenac", False),
    ],
)
def test_names_of_substances(text: str, substance: str, named: bool) -> None:
    assert names_substance(text, substance) is named


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("diclofenc", ("diclofenc", "diclofenac")),
        ("Paracetamoll", ("paracetamoll", "paracetamol")),
        ("lidocaien hydrochloride", ("lidocaien", "lidocaine")),
        ("procaime", ("procaime", "procaine")),
        ("prednisone", None),
        ("an extract of cartilage", None),
        ("vitamin b12", None),
        ("some quite unknown substance", None),
    ],
)
def test_misspelt_substances(name: str, slip: tuple[str, str] | None) -> None:
    assert misspelt(name) == slip


def test_no_known_substance_looks_misspelt() -> None:
    names = [name for row in rows("substances.csv") for name in row["names"].split("|")]
    assert len(names) == len(set(names))
    assert [name for name in names if misspelt(name)] == []


def test_every_word_for_a_unit_means_one_unit() -> None:
    words = [word for measure in measures().values() for word in (*measure.names, *measure.symbols)]
    assert len(words) == len(set(words)) == len(by_word())
    assert all(measure.base in measures() for measure in measures().values())


def test_every_movement_region_and_position_is_one_of_the_schema() -> None:
    movements, directions = set(COMMON["movement"]["enum"]), set(COMMON["direction"]["enum"])
    for row in rows("movements.csv"):
        assert {row["movement"], row["opposite"] or row["movement"]} <= movements
        assert not row["direction"] or row["direction"] in directions
        assert not row["opposite"] or opposite(row["opposite"]) == row["movement"]
    for caution in cautions():
        assert caution.movement in movements
        assert caution.region in COMMON["region"]["enum"]
        assert not caution.position or caution.position in COMMON["body_position"]["enum"]
    assert set(REGIONS) == set(COMMON["region"]["enum"])


@pytest.mark.parametrize(
    ("start", "end", "way"),
    [
        ("back of the head", "the shoulder", "downward"),
        ("lower edge of the shoulder blades", "Shoulders", "upward"),
        ("the heels", "the lower back", "upward"),
        ("neck", "nape", ""),
        ("the spine", "the ribs", ""),
        ("headrest", "shoulder", ""),
    ],
)
def test_the_way_between_two_places_of_the_body(start: str, end: str, way: str) -> None:
    assert course(start, end) == way


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Disc removal with autograft", ["discectomy", "fusion"]),
        ("Micro\N{NON-BREAKING HYPHEN}decompression", []),
        ("Artificial discs", ["disc replacement"]),
        ("Spinal\N{NO-BREAK SPACE}fusion", ["fusion"]),
    ],
)
def test_spinal_operations(title: str, kinds: list[str]) -> None:
    assert [kind.operation for kind in spinal_operations(title, [])] == kinds


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("A herniated disk has been found.", "herniated disc"),
        ("Herniation of the lumbar discs", "disc herniation"),
        ("Disc herniation", "disc herniation"),
        ("Stenosis of the spinal canal", "spinal stenosis"),
        ("The disc is worn", ""),
    ],
)
def test_imaging_findings(text: str, finding: str) -> None:
    assert imaging_finding(text) == finding


def test_drugs_sold_without_prescription() -> None:
    assert sold_without_prescription("N02BE01")
    assert sold_without_prescription("A11EA")
    assert not any(map(sold_without_prescription, ["M01AB05", "N02BE", "N05AF03", "M01AE"]))
